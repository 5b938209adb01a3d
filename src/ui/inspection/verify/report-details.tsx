import type { ReactElement } from 'react';
import type { VerificationReport } from '../../../inspect/chain.ts';
import type { Inspection } from '../../../inspect/inspection.ts';
import { formatBytesExactly, formatCount, formatDate } from '../../format/quantities.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { PushButton } from '../../push-button.tsx';
import { Fact, Facts } from '../../facts.tsx';
import { reportFile } from '../report-file.ts';
import { ReportOutcome } from './report-outcome.tsx';

/** Failures that are listed; the saved report has all that were kept. */
const listedFailures = 10;

/** A verification that has ended: figures, failures, and the report as a file. */
export function ReportDetails(props: {
  readonly inspection: Inspection;
  readonly report: VerificationReport;
  readonly onSave: (name: string, file: File) => void;
}): ReactElement {
  const { inspection, report, onSave } = props;
  const messages = useMessages();
  const { locale } = messages;
  const text = messages.inspection.verify.report;
  const { what, failures, failureCount } = report;
  const save = () => {
    const { name, text: content } = reportFile(inspection, report);
    onSave(name, new File([content], name, { type: 'application/json' }));
  };
  const listed = failures.slice(0, listedFailures);
  return (
    <div className="report">
      <ReportOutcome report={report} />
      <Facts>
        <Fact
          name={text.what}
          value={
            what.kind === 'one'
              ? text.whatOne(what.place)
              : what.kind === 'all'
                ? text.whatAll
                : text.whatSample
          }
        />
        <Fact name={text.started} isOurs value={formatDate(report.startedAt, locale)} />
        <Fact name={text.took} value={text.seconds((report.milliseconds / 1000).toFixed(2))} />
        <Fact
          name={text.frames}
          value={messages.inspection.verify.framesOf(report.framesVerified, report.framesChosen)}
        />
        <Fact name={text.bytesRead} value={formatBytesExactly(report.bytesRead, locale)} />
        <Fact name={text.bytesVerified} value={formatBytesExactly(report.bytesVerified, locale)} />
        <Fact name={text.failures} value={formatCount(failureCount, locale)} />
      </Facts>
      {listed.length === 0 ? null : (
        <ul className="failures">
          {listed.map(({ place, error }) => (
            <li key={`${place} ${error.code}`}>
              <span className="figure">{text.failure(place)}</span>
              <span>{messages.describeError(error).title}</span>
            </li>
          ))}
        </ul>
      )}
      {failureCount > listed.length && listed.length > 0 ? (
        <p>{text.moreFailures(failureCount - listed.length)}</p>
      ) : null}
      <div className="actions">
        <PushButton onPress={save}>{text.save}</PushButton>
      </div>
    </div>
  );
}
