import type { ReactElement } from 'react';
import type { Edit } from '../../../inspect/edits.ts';
import type { Inspection } from '../../../inspect/inspection.ts';
import type { ExperimentState } from '../../../state/experiment.ts';
import { ErrorNotice } from '../../error-notice.tsx';
import { AlertIcon, CheckIcon } from '../../icons.tsx';
import { useMessages } from '../../messages/messages-context.ts';
import type { AlterationPlan } from './alterations.ts';
import { whatCaught } from './what-caught.ts';

/** What was altered in the copy, and which check caught it. */
export function ExperimentResult(props: {
  readonly experiment: ExperimentState;
  readonly plan: AlterationPlan;
  readonly original: Inspection;
}): ReactElement {
  const { experiment, plan, original } = props;
  const { inspection: panel } = useMessages();
  const text = panel.flip;
  return (
    <div className="experiment" aria-live="polite">
      {experiment.status === 'running' ? (
        <p className="waiting">
          <span className="spinner" aria-hidden="true" />
          {text.running}
        </p>
      ) : null}
      {experiment.status === 'failed' ? <ErrorNotice error={experiment.error} /> : null}
      {experiment.status === 'done' ? (
        <>
          {plan.edits.map((edit) => (
            <p key={edit.kind}>
              <EditWords edit={edit} original={original} />
            </p>
          ))}
          <CatchWords experiment={experiment} />
          <p className="soft">{text.untouched}</p>
        </>
      ) : null}
    </div>
  );
}

function EditWords(props: { readonly edit: Edit; readonly original: Inspection }): string {
  const { edit, original } = props;
  const { inspection: panel } = useMessages();
  const text = panel.flip;
  if (edit.kind === 'cut') return text.cut(edit.length);
  if (edit.kind === 'swap-frames') return text.swapped(edit.first, edit.second);
  const before = original.anatomy.bytes[edit.offset];
  if (before === undefined) return text.flipped(edit.offset);
  return text.changed(edit.offset, hexOf(before), hexOf(before ^ edit.mask));
}

function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

function CatchWords(props: {
  readonly experiment: Extract<ExperimentState, { status: 'done' }>;
}): ReactElement {
  const { inspection: panel } = useMessages();
  const text = panel.flip;
  const caught = whatCaught(props.experiment.inspection, props.experiment.report);
  if (caught.by === null) {
    return (
      <p className="outcome" data-finding="bad">
        <AlertIcon />
        {caught.checked === 'everything' ? text.uncaught : text.notChecked}
      </p>
    );
  }
  return (
    <>
      <p className="outcome" data-finding="good">
        <CheckIcon />
        {text.caughtBy[caught.by]}
      </p>
      <ErrorNotice error={caught.error} isMeant />
    </>
  );
}
