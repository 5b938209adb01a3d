import type { ReactElement } from 'react';
import type { Transfer } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** What happens to one file whose name is taken. */
export function TakenChoices(props: {
  readonly transfer: Transfer;
  readonly transfers: TransfersStore;
}): ReactElement {
  const { transfer, transfers } = props;
  const { transfers: text } = useMessages();
  const { id } = transfer;
  const name = visibleName(transfer.name);
  return (
    <>
      <PushButton
        size="small"
        label={text.replaceNamed(name)}
        onPress={() => transfers.settleTaken('replace', id)}
      >
        {text.replace}
      </PushButton>
      <PushButton
        size="small"
        label={text.keepBothNamed(name)}
        onPress={() => transfers.settleTaken('keep-both', id)}
      >
        {text.keepBoth}
      </PushButton>
      <PushButton
        look="quiet"
        size="small"
        label={text.skipNamed(name)}
        onPress={() => transfers.settleTaken('leave', id)}
      >
        {text.skip}
      </PushButton>
    </>
  );
}

/** The same for all of them at once. One that stands alone has its own. */
export function TakenNotice(props: {
  readonly taken: readonly Transfer[];
  readonly transfers: TransfersStore;
}): ReactElement | null {
  const { taken, transfers } = props;
  const { transfers: text } = useMessages();
  const standsAlone = taken.length === 1 && taken[0]?.group === null;
  return (
    <output className="taken-notice">
      {taken.length === 0 || standsAlone ? null : (
        <span className="notice notice-plain">
          <span>
            <span className="notice-title">{text.taken(taken.length)}</span> {text.takenAdvice}
          </span>
          <span className="notice-actions">
            <PushButton size="small" onPress={() => transfers.settleTaken('replace')}>
              {text.replaceAll}
            </PushButton>
            <PushButton size="small" onPress={() => transfers.settleTaken('keep-both')}>
              {text.keepBothAll}
            </PushButton>
            <PushButton look="quiet" size="small" onPress={() => transfers.settleTaken('leave')}>
              {text.skipAll}
            </PushButton>
          </span>
        </span>
      )}
    </output>
  );
}
