import type { ReactElement } from 'react';
import type { ChangedName } from '../../state/transfer.ts';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';

/** Lines that are shown of many. */
const limit = 30;

/** Names that are others on this device than they were. */
export function ChangedNames({ changed }: { readonly changed: readonly ChangedName[] }): ReactElement | null {
  const { transfers: text } = useMessages();
  if (changed.length === 0) return null;
  return (
    <details className="transfer-facts">
      <summary>{text.changedNames(changed.length)}</summary>
      <p>{text.changedWhy}</p>
      <ul>
        {changed.slice(0, limit).map(({ from, to }) => (
          <li key={to}>
            {visibleName(from)} → {visibleName(to)}
          </li>
        ))}
        {changed.length > limit ? <li>{text.hidden(changed.length - limit)}</li> : null}
      </ul>
    </details>
  );
}
