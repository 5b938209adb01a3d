import type { ReactElement } from 'react';
import { useMessages } from '../messages/messages-context.ts';

const rows = ['one', 'two', 'three', 'four', 'five'];

/** Stands where the list will be. */
export function ListSkeleton(): ReactElement {
  const { files: text } = useMessages();
  return (
    <div className="skeleton">
      <output className="visually-hidden">{text.loading}</output>
      {rows.map((row) => (
        <div key={row} className="skeleton-row" aria-hidden="true">
          <span />
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
