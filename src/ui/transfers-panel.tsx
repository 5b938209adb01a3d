import { useId, type ReactElement } from 'react';
import type { TransfersState, TransfersStore } from '../state/transfers.ts';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';
import { TransferAnnouncer } from './transfer-announcer.tsx';
import { TransferRow } from './transfer-row.tsx';
import { useStore } from './use-store.ts';
import { visibleTransfers } from './visible-transfers.ts';

/** Lines that the panel shows at most; thousands of files may wait behind them. */
const lineLimit = 50;

export function TransfersPanel(props: {
  readonly transfers: TransfersStore;
  readonly save: (name: string, file: File) => void;
}): ReactElement {
  const { transfers, save } = props;
  const state = useStore(transfers);
  const { transfers: text } = useMessages();
  const titleId = useId();
  const shown = visibleTransfers(state.transfers, lineLimit);
  const hidden = state.transfers.length - shown.length;
  return (
    <section className="transfers" aria-labelledby={titleId} data-empty={state.transfers.length === 0}>
      <div className="section-head">
        <h2 id={titleId}>{text.label}</h2>
        <Summary state={state} />
      </div>
      {state.transfers.length === 0 ? <p className="soft transfers-empty">{text.empty}</p> : null}
      <ul className="transfer-rows">
        {shown.map((transfer) => (
          <TransferRow key={transfer.id} transfer={transfer} transfers={transfers} save={save} />
        ))}
      </ul>
      {hidden > 0 ? <p className="soft transfers-hidden">{text.hidden(hidden)}</p> : null}
      <BulkActions state={state} transfers={transfers} />
      <TransferAnnouncer transfers={state.transfers} />
    </section>
  );
}

function Summary({ state }: { readonly state: TransfersState }): ReactElement | null {
  const { transfers: text } = useMessages();
  const failed = state.seal.failed + state.open.failed;
  const parts = [
    state.seal.total > 0 ? text.sealedOf(state.seal.done, state.seal.total) : null,
    state.open.total > 0 ? text.openedOf(state.open.done, state.open.total) : null,
    failed > 0 ? text.failedCount(failed) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <p className="soft figure">{parts.join(' · ')}</p>;
}

function BulkActions(props: {
  readonly state: TransfersState;
  readonly transfers: TransfersStore;
}): ReactElement | null {
  const { state, transfers } = props;
  const { transfers: text } = useMessages();
  const failed = state.seal.failed + state.open.failed;
  const finished = state.transfers.length - state.live - failed;
  if (state.transfers.length === 0) return null;
  return (
    <div className="bulk-actions">
      <PushButton look="quiet" size="small" isDisabled={state.live === 0} onPress={transfers.cancelAll}>
        {text.cancelAll}
      </PushButton>
      {failed > 1 ? (
        <PushButton look="quiet" size="small" onPress={transfers.retryFailed}>
          {text.retryFailed}
        </PushButton>
      ) : null}
      <PushButton look="quiet" size="small" isDisabled={finished === 0} onPress={transfers.clearFinished}>
        {text.clearFinished}
      </PushButton>
    </div>
  );
}
