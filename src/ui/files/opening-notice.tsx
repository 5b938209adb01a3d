import type { ReactElement } from 'react';
import type { OpeningsState, OpeningsStore } from '../../state/openings.ts';
import { CrossIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';

/** What has to be known before many files are opened: over the page, so that nothing moves for it. */
export function OpeningNotice({ openings }: { readonly openings: OpeningsStore }): ReactElement {
  const state = useStore(openings);
  const { cancel, close, files: text } = useMessages();
  const isOver = state.status === 'nothing' || state.status === 'failed';
  return (
    <div className="filing-notice" data-empty={state.status === 'idle'}>
      <output>
        <Words state={state} />
      </output>
      {state.status === 'idle' ? null : (
        <div className="filing-actions">
          {state.status === 'asking' ? (
            <>
              <PushButton size="small" onPress={() => openings.answer('replace')}>
                {text.filing.replace}
              </PushButton>
              <PushButton size="small" onPress={() => openings.answer('keep-both')}>
                {text.filing.keepBoth}
              </PushButton>
              <PushButton size="small" onPress={() => openings.answer('skip')}>
                {text.filing.skip}
              </PushButton>
            </>
          ) : null}
          <PushButton
            look="quiet"
            size="small"
            {...(isOver ? { label: close } : {})}
            onPress={openings.dismiss}
          >
            {isOver ? <CrossIcon /> : cancel}
          </PushButton>
        </div>
      )}
    </div>
  );
}

function Words({ state }: { readonly state: OpeningsState }): ReactElement | null {
  const { describeError, files: text } = useMessages();
  switch (state.status) {
    case 'planning':
      return <>{text.openings.planning}</>;
    case 'asking':
      return <>{text.openings.taken(state.taken, state.total)}</>;
    case 'nothing':
      return <>{text.openings.nothing}</>;
    case 'failed': {
      const { title, advice } = describeError(state.error);
      return (
        <>
          {title} {advice}
        </>
      );
    }
    case 'idle':
  }
  return null;
}
