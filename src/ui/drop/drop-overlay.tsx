import type { ReactElement } from 'react';
import { DropIcon } from '../icons.tsx';

/** The sign over the whole page that something may be dropped. */
export function DropOverlay(props: { readonly title: string; readonly text: string }): ReactElement {
  return (
    <div className="drop-overlay" aria-hidden="true">
      <DropIcon />
      <p className="drop-title">{props.title}</p>
      <p className="soft">{props.text}</p>
    </div>
  );
}
