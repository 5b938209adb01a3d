import { useId, useMemo, useState, type ReactElement } from 'react';
import type { CallsState } from '../../state/calls.ts';
import type { CallRecord } from '../../trace/call-record.ts';
import { cloudTrailFile } from '../../trace/cloudtrail.ts';
import type { AppServices } from '../app-services.ts';
import { PauseIcon, PlayIcon } from '../icons.tsx';
import { EmptySteps } from '../empty-steps.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useStore } from '../use-store.ts';
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no value
import '../styles/calls.css';
import { CallDetails } from './call-details.tsx';
import { CallFilters } from './call-filters.tsx';
import { CallTable } from './call-table.tsx';
import { filterCalls, isFiltering, noFilter, type CallFilter } from './filter-calls.ts';
import { askedTransfer } from './calls-address.ts';
import { TransferWaterfall } from './transfer-waterfall.tsx';

/** Every call of the session, live: filtered, one in detail, a transfer's as a waterfall. */
export function CallsScreen({ services }: { readonly services: AppServices }): ReactElement {
  const live = useStore(services.calls);
  const [still, setStill] = useState<CallsState | null>(null);
  const [filter, setFilter] = useState<CallFilter>(() => ({ ...noFilter, transfer: askedTransfer() }));
  const [chosen, setChosen] = useState<string | null>(null);
  // When the session ended everything is gone, what was held still included.
  const state = still !== null && live.calls.length > 0 ? still : live;
  const shown = useMemo(() => filterCalls(state.calls, filter), [state, filter]);
  const call = state.calls.find(({ id }) => id === chosen);
  const transfer = state.transfers.get(filter.transfer ?? '');
  const { calls: text } = useMessages();
  const titleId = useId();
  return (
    <main className="calls" aria-labelledby={titleId}>
      <div className="calls-head">
        <div className="calls-words">
          <h2 id={titleId}>{text.title}</h2>
          <p className="soft">{text.about}</p>
        </div>
        <Tools
          isStill={still !== null}
          onStill={() => setStill(still === null ? live : null)}
          onExport={() => services.save(...exportOf(shown, state, text.exportName))}
          canExport={shown.length > 0}
        />
      </div>
      {state.calls.length === 0 ? (
        <EmptySteps title={text.emptyTitle} steps={text.emptySteps} />
      ) : (
        <>
          <CallFilters filter={filter} transfers={state.transfers} onChange={setFilter} />
          <Counts state={state} shown={shown.length} since={still === null ? 0 : callsSince(live, still)} />
          {transfer === undefined ? null : (
            <TransferWaterfall transfer={transfer} calls={shown} onChoose={setChosen} />
          )}
          {shown.length === 0 ? (
            <div className="calls-none">
              <p>{text.nothingFits}</p>
              {isFiltering(filter) ? (
                <PushButton size="small" onPress={() => setFilter(noFilter)}>
                  {text.clear}
                </PushButton>
              ) : null}
            </div>
          ) : (
            <CallTable calls={shown} onChoose={setChosen} />
          )}
        </>
      )}
      {call === undefined ? null : (
        <CallDetails
          call={call}
          transfer={state.transfers.get(call.transfer ?? '')}
          onClose={() => setChosen(null)}
        />
      )}
    </main>
  );
}

function Tools(props: {
  readonly isStill: boolean;
  readonly canExport: boolean;
  readonly onStill: () => void;
  readonly onExport: () => void;
}): ReactElement {
  const { isStill, canExport, onStill, onExport } = props;
  const { calls: text } = useMessages();
  return (
    <div className="calls-tools">
      <PushButton size="small" onPress={onStill}>
        {isStill ? <PlayIcon /> : <PauseIcon />}
        {isStill ? text.resume : text.pause}
      </PushButton>
      <PushButton size="small" isDisabled={!canExport} onPress={onExport}>
        {text.exportJson}
      </PushButton>
    </div>
  );
}

function Counts(props: {
  readonly state: CallsState;
  readonly shown: number;
  readonly since: number;
}): ReactElement {
  const { state, shown, since } = props;
  const { calls: text } = useMessages();
  return (
    <p className="soft calls-count figure">
      {[
        text.count(shown, state.calls.length),
        state.dropped > 0 ? text.dropped(state.dropped) : '',
        since > 0 ? text.paused(since) : '',
      ]
        .filter((part) => part !== '')
        .join(' · ')}
    </p>
  );
}

function callsSince(live: CallsState, still: CallsState): number {
  return live.calls.length + live.dropped - still.calls.length - still.dropped;
}

function exportOf(
  calls: readonly CallRecord[],
  { transfers }: CallsState,
  nameOf: (day: string) => string,
): [name: string, file: File] {
  const name = nameOf(new Date().toISOString().slice(0, 10));
  return [name, new File([cloudTrailFile(calls, transfers)], name, { type: 'application/json' })];
}
