import { useId, useRef, type ReactElement } from 'react';
import type { TransfersState } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { useStore } from '../use-store.ts';
import { BulkActions } from './bulk-actions.tsx';
import { TransferAnnouncer } from './transfer-announcer.tsx';
import { TransferRow } from './transfer-row.tsx';
import { visibleTransfers } from './visible-transfers.ts';

/** Lines that the panel shows at most; thousands of files may wait behind them. */
const lineLimit = 50;

/** What moves, and what became of it. */
export function TransfersPanel(props: {
  readonly transfers: TransfersStore;
  readonly save: (name: string, file: File) => void;
}): ReactElement {
  const { transfers, save } = props;
  const state = useStore(transfers);
  const { transfers: text } = useMessages();
  const titleId = useId();
  const sectionRef = useRef<HTMLElement>(null);
  useKeptFocus(sectionRef);
  const shown = visibleTransfers(state.transfers, lineLimit);
  const hidden = state.transfers.length - shown.length;
  return (
    <section
      ref={sectionRef}
      className="transfers"
      aria-labelledby={titleId}
      data-empty={state.transfers.length === 0}
    >
      <div className="section-head">
        <h2 id={titleId} tabIndex={-1}>
          {text.label}
        </h2>
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
    state.paused > 0 ? text.pausedCount(state.paused) : null,
    failed > 0 ? text.failedCount(failed) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : <p className="soft figure">{parts.join(' · ')}</p>;
}
