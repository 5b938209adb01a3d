import type { ReactElement } from 'react';
import type { FilingOutcome, FilingStore } from '../../state/filing.ts';
import { CrossIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';

/** What is being done to stored files, and what was: over the page, so that nothing moves for it. */
export function FilingNotice({ filing }: { readonly filing: FilingStore }): ReactElement {
  const { working, outcome } = useStore(filing);
  const { files: text } = useMessages();
  return (
    <div className="filing-notice" data-empty={working === null && outcome === null}>
      <output>
        {working === null ? null : text.filing.working[working.act](working.count)}
        {outcome === null ? null : <OutcomeWords outcome={outcome} />}
      </output>
      {outcome === null ? null : <OutcomeActions outcome={outcome} filing={filing} />}
    </div>
  );
}

function OutcomeWords({ outcome }: { readonly outcome: FilingOutcome }): ReactElement {
  const { describeError, files: text } = useMessages();
  if ('error' in outcome) {
    const { title, advice } = describeError(outcome.error);
    return (
      <>
        {title} {advice}
      </>
    );
  }
  const [failure] = outcome.failed;
  const taken = 'taken' in outcome && outcome.taken !== null;
  return (
    <>
      {outcome.count === 0 && (taken || failure !== undefined)
        ? null
        : text.filing.done[outcome.act](outcome.count)}{' '}
      {taken ? text.filing.taken : null}
      {failure === undefined
        ? null
        : `${text.filing.failed(outcome.failed.length)} ${describeError(failure.error).title}`}
    </>
  );
}

function OutcomeActions(props: {
  readonly outcome: FilingOutcome;
  readonly filing: FilingStore;
}): ReactElement {
  const { outcome, filing } = props;
  const { files: text, close } = useMessages();
  const taken = 'taken' in outcome ? outcome.taken : null;
  return (
    <div className="filing-actions">
      {'undo' in outcome && outcome.undo !== null ? (
        <PushButton size="small" onPress={filing.undo}>
          {text.filing.undo}
        </PushButton>
      ) : null}
      {taken === null ? null : (
        <>
          <PushButton size="small" onPress={() => filing.move(taken, 'replace')}>
            {text.filing.replace}
          </PushButton>
          <PushButton size="small" onPress={() => filing.move(taken, 'keep-both')}>
            {text.filing.keepBoth}
          </PushButton>
          <PushButton size="small" onPress={filing.dismiss}>
            {text.filing.skip}
          </PushButton>
        </>
      )}
      {taken === null ? (
        <PushButton look="quiet" size="small" label={close} onPress={filing.dismiss}>
          <CrossIcon />
        </PushButton>
      ) : null}
    </div>
  );
}
