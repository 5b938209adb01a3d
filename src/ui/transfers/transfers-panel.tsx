import { useId, useRef, type ReactElement } from 'react';
import type { PreferencesStore } from '../../state/preferences.ts';
import type { TransfersState } from '../../state/transfer.ts';
import type { TransfersStore } from '../../state/transfers.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { useStore } from '../use-store.ts';
import { BulkActions, bulkFacts } from './bulk-actions.tsx';
import { GroupRow } from './group-row.tsx';
import { TransferAnnouncer } from './transfer-announcer.tsx';
import { TakenNotice } from './taken-names.tsx';
import { NoticeSwitch } from './notice-switch.tsx';
import { placeAmong } from './order-buttons.tsx';
import { AllTransfers } from './transfer-totals.tsx';
import { placeProps, TransferRow } from './transfer-row.tsx';
import { visibleLines } from './visible-transfers.ts';

/** Lines that the panel shows at most; thousands of files may wait behind them. */
const lineLimit = 50;

/** What moves, and what became of it. */
export function TransfersPanel(props: {
  readonly transfers: TransfersStore;
  readonly save: (name: string, file: File) => void;
  readonly preferences: PreferencesStore;
}): ReactElement {
  const { transfers, save, preferences } = props;
  const state = useStore(transfers);
  const { transfers: text } = useMessages();
  const titleId = useId();
  const sectionRef = useRef<HTMLElement>(null);
  useKeptFocus(sectionRef);
  const shown = visibleLines(state.lines, lineLimit);
  const hidden = state.lines.length - shown.length;
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
      <AllTransfers run={state.run} />
      {state.transfers.length === 0 ? <p className="soft transfers-empty">{text.empty}</p> : null}
      <TakenNotice taken={state.taken} transfers={transfers} />
      <ul className="transfer-rows">
        {shown.map((line) =>
          line.kind === 'one' ? (
            <TransferRow
              key={line.transfer.id}
              transfer={line.transfer}
              transfers={transfers}
              save={save}
              {...placeProps(state.waiting, line.transfer.id)}
            />
          ) : (
            <GroupRow
              key={line.group.id}
              group={line.group}
              transfers={transfers}
              save={save}
              place={placeAmong(state.waiting, line.group.id)}
            />
          ),
        )}
      </ul>
      {hidden > 0 ? <p className="soft transfers-hidden">{text.hidden(hidden)}</p> : null}
      {state.transfers.length === 0 ? null : <BulkActions {...bulkFacts(state)} transfers={transfers} />}
      {state.transfers.length === 0 ? null : <NoticeSwitch preferences={preferences} />}
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
