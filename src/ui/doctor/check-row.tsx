import type { ReactElement } from 'react';
import type { CheckId } from '../../doctor/checks.ts';
import type { Finding, Verdict } from '../../doctor/verdict.ts';
import { AlertIcon, CheckIcon, DashIcon, WaitIcon } from '../icons.tsx';
import { useDoctorMessages } from './doctor-messages.ts';
import { FixView } from './fix-view.tsx';
import { sentenceOf } from './report-text.ts';

const icons = { works: CheckIcon, fails: AlertIcon, unchecked: DashIcon };

/** One check: its name, its verdict by icon and word, and what it means. */
export function CheckRow(props: {
  readonly check: CheckId;
  readonly finding: Finding | undefined;
  readonly isRunning: boolean;
}): ReactElement {
  const { check, finding, isRunning } = props;
  const text = useDoctorMessages();
  const status = finding?.verdict.status ?? (isRunning ? 'running' : 'waiting');
  const Icon = finding === undefined ? WaitIcon : icons[finding.verdict.status];
  return (
    <li className="check" data-status={status}>
      <span className="check-icon">{isRunning && finding === undefined ? <Spinner /> : <Icon />}</span>
      <div className="check-words">
        <h3>{text.checks[check]}</h3>
        {finding === undefined ? null : <p>{sentenceOf(text, finding)}</p>}
      </div>
      <span className="check-status">{text.status[status]}</span>
      {finding === undefined ? null : <Details verdict={finding.verdict} />}
    </li>
  );
}

function Spinner(): ReactElement {
  return <span className="spinner" aria-hidden="true" />;
}

function Details({ verdict }: { readonly verdict: Verdict }): ReactElement | null {
  const text = useDoctorMessages();
  if (verdict.status !== 'fails' || verdict.fixes.length === 0) return null;
  return (
    <details className="check-details" open>
      <summary>{text.fix}</summary>
      <ul className="fixes">
        {verdict.fixes.map((fix) => (
          <FixView key={`${fix.id} ${JSON.stringify(fix.facts)}`} fix={fix} />
        ))}
      </ul>
    </details>
  );
}
