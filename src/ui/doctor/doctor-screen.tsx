import { useId, type ReactElement } from 'react';
import { checkIds } from '../../doctor/checks.ts';
import type { DoctorState, DoctorStore } from '../../state/doctor.ts';
import { CopyButton } from '../copy-button.tsx';
import { ErrorNotice } from '../error-notice.tsx';
import { PushButton } from '../push-button.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no value
import '../styles/doctor.css';
import { useStore } from '../use-store.ts';
import { CheckRow } from './check-row.tsx';
import { useDoctorMessages } from './doctor-messages.ts';
import { countsOf, reportText } from './report-text.ts';

/** Every check in order, with its verdict, and what to paste where one failed. */
export function DoctorScreen({ doctor }: { readonly doctor: DoctorStore }): ReactElement {
  const state = useStore(doctor);
  const text = useDoctorMessages();
  const titleId = useId();
  const findings = findingsOf(state);
  const current = state.status === 'running' || state.status === 'stopping' ? state.current : null;
  return (
    <main className="doctor" aria-labelledby={titleId}>
      <div className="doctor-head">
        <div className="doctor-words">
          <h2 id={titleId}>{text.title}</h2>
          <p>{text.lead}</p>
          <p className="soft">{text.about}</p>
        </div>
        <Tools doctor={doctor} state={state} />
      </div>
      <Progress state={state} />
      {state.status === 'failed' ? <ErrorNotice error={state.error} /> : null}
      <ol className="checks" aria-label={text.listLabel}>
        {checkIds.map((check) => (
          <CheckRow
            key={check}
            check={check}
            finding={findings.find((finding) => finding.check === check)}
            isRunning={check === current}
          />
        ))}
      </ol>
      {state.status === 'done' && state.diagnosis.left.length > 0 ? (
        <div className="notice notice-plain doctor-left">
          <p className="notice-title">{text.left}</p>
          {state.diagnosis.left.map((what) => (
            <code key={what}>{what}</code>
          ))}
        </div>
      ) : null}
    </main>
  );
}

function findingsOf(state: DoctorState) {
  if (state.status === 'running' || state.status === 'stopping') return state.findings;
  return state.status === 'done' ? state.diagnosis.findings : [];
}

function Tools({
  doctor,
  state,
}: {
  readonly doctor: DoctorStore;
  readonly state: DoctorState;
}): ReactElement {
  const text = useDoctorMessages();
  const isBusy = state.status === 'running' || state.status === 'stopping';
  return (
    <div className="doctor-tools">
      {state.status === 'done' ? (
        <span className="doctor-copy">
          {text.copyReportLabel}
          <CopyButton what={text.copyReport} value={reportText(text, state.diagnosis)} />
        </span>
      ) : null}
      {isBusy ? (
        <PushButton isDisabled={state.status === 'stopping'} onPress={() => doctor.stop()}>
          {text.stop}
        </PushButton>
      ) : (
        <PushButton look="primary" onPress={() => void doctor.run()}>
          {state.status === 'idle' ? text.run : text.again}
        </PushButton>
      )}
    </div>
  );
}

/** What it does now, or what came of it; said to screen readers as it changes. */
function Progress({ state }: { readonly state: DoctorState }): ReactElement {
  const text = useDoctorMessages();
  const words = (): string => {
    if (state.status === 'stopping') return text.stopping;
    if (state.status === 'running')
      return state.current === null ? '' : text.running(text.checks[state.current]);
    return state.status === 'done' ? text.summary(...countsOf(state.diagnosis.findings)) : '';
  };
  const [, fails, unchecked] = state.status === 'done' ? countsOf(state.diagnosis.findings) : [0, 0, 0];
  const outcome =
    state.status !== 'done' ? 'none' : fails > 0 ? 'fails' : unchecked > 0 ? 'unchecked' : 'works';
  return (
    <output className="doctor-progress" data-outcome={outcome}>
      {words()}
    </output>
  );
}
