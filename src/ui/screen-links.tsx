import type { ReactElement } from 'react';
import { useMessages } from './messages/messages-context.ts';
import { screenNames, type ScreenName } from './screen-names.ts';

/** The ways to the screens. */
export function ScreenLinks({ current }: { readonly current: ScreenName }): ReactElement {
  const { screens: text } = useMessages();
  return (
    <nav className="screen-links" aria-label={text.label}>
      {screenNames.map((name) => (
        <a key={name} href={`#/${name}`} aria-current={name === current ? 'page' : undefined}>
          {text[name]}
        </a>
      ))}
    </nav>
  );
}
