import type { ReactElement } from 'react';
import type { MoveReport, UnwrapReport } from '../../state/workbench.ts';
import type { AppServices } from '../app-services.ts';
import { Fact, Facts } from '../facts.tsx';
import { formatBytesExactly } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useBenchMessages } from './bench-messages.ts';
import { GoodNews } from './bench-parts.tsx';
import { GivenText } from './given-text.tsx';
import { saveText } from './save-texts.ts';

/** A moved key: what it was, what it is, and that both open. */
export function MoveReportView(props: {
  readonly report: MoveReport;
  readonly save: AppServices['save'];
}): ReactElement {
  const { report, save } = props;
  const { move: text } = useBenchMessages();
  return (
    <>
      <GoodNews>{text.moved}</GoodNews>
      {(['before', 'after'] as const).map((when) => (
        <div key={when} className="move-side">
          <h5>{text[when]}</h5>
          <UnwrapReportView report={report[when]} />
        </div>
      ))}
      <Facts>
        <Fact name={text.reEncryptRequest} value={report.requestId} />
      </Facts>
      <GivenText
        label={text.document}
        text={report.document}
        onSave={() => saveText(save, text.fileName, report.document)}
      />
      <p className="soft">{text.untouched}</p>
    </>
  );
}

/** What KMS said when it unwrapped a key, and what that proves. */
export function UnwrapReportView({ report }: { readonly report: UnwrapReport }): ReactElement {
  const { move: text, field } = useBenchMessages();
  const { locale } = useMessages();
  const { materialId, currentMaterialId } = report;
  const age = materialId === currentMaterialId ? text.current : text.older;
  return (
    <Facts>
      <Fact name={text.keyArn} value={report.keyArn} look="code" />
      <Fact
        name={text.material}
        value={
          materialId === null
            ? null
            : `${materialId.slice(0, 16)}…${currentMaterialId === null ? '' : ` (${age})`}`
        }
      />
      <Fact name={text.wrappedLength} value={formatBytesExactly(report.wrappedLength, locale)} />
      <Fact name={text.keyLength} value={formatBytesExactly(report.keyLength, locale)} />
      <Fact name={field.requestId} value={report.requestId} />
      <Fact name={text.proof} value={report.messageId === null ? text.proofAlone : text.proofMessage} />
    </Facts>
  );
}
