import { useId, useRef, type ReactElement } from 'react';
import type { InterruptedStore, LeftoverRow as Leftover } from '../../state/interrupted.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { useKeptFocus } from '../use-kept-focus.ts';
import { useStore } from '../use-store.ts';
import { LeftoverRow } from './leftover-row.tsx';
import { UnfinishedRow } from './unfinished-row.tsx';

/** What earlier pages did not end, and parts that nobody here knows of. Not there when there is nothing. */
export function UnfinishedSection({ interrupted }: { readonly interrupted: InterruptedStore }): ReactElement {
  const { transfers, leftovers } = useStore(interrupted);
  const { unfinished: text } = useMessages();
  const titleId = useId();
  const sectionRef = useRef<HTMLElement>(null);
  useKeptFocus(sectionRef);
  const isEmpty = transfers.length === 0 && leftovers.length === 0;
  const unasked = transfers.filter((row) => !row.needsFile && !row.inOtherTab);
  return (
    <section ref={sectionRef} className="unfinished" aria-labelledby={titleId} hidden={isEmpty}>
      <div className="section-head">
        <h2 id={titleId} tabIndex={-1}>
          {text.label}
        </h2>
        <p />
        {unasked.length > 1 ? (
          <PushButton look="quiet" size="small" onPress={interrupted.resumeAll}>
            {text.resumeAll}
          </PushButton>
        ) : null}
      </div>
      <div className="unfinished-body">
        {transfers.length === 0 ? null : (
          <ul>
            {transfers.map((row) => (
              <UnfinishedRow key={row.record} row={row} interrupted={interrupted} />
            ))}
          </ul>
        )}
        {leftovers.length === 0 ? null : <Leftovers rows={leftovers} interrupted={interrupted} />}
      </div>
    </section>
  );
}

function Leftovers(props: {
  readonly rows: readonly Leftover[];
  readonly interrupted: InterruptedStore;
}): ReactElement {
  const { rows, interrupted } = props;
  const { unfinished: text } = useMessages();
  return (
    <div className="leftovers">
      <h3>{text.leftovers}</h3>
      <p>{text.leftoversAdvice}</p>
      <ul>
        {rows.map((row) => (
          <LeftoverRow key={row.uploadId} row={row} onRemove={interrupted.removeLeftover} />
        ))}
      </ul>
    </div>
  );
}
