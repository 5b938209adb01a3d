import type { ReactElement, ReactNode } from 'react';

/** What a drawing says, as text to be read at one's own pace. */
export function InWords(props: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <details className="in-words">
      <summary>{props.title}</summary>
      <div className="in-words-body">{props.children}</div>
    </details>
  );
}
