import type { ReactElement } from 'react';

/**
 * react-aria adds a style element to the page unless one with this id is there, which the page's
 * Content-Security-Policy refuses. This takes the id first; the rule itself stands in `styles/controls.css`.
 * (react-aria 3, `usePress`, STYLE_ID)
 */
export function PressableStyleClaim(): ReactElement {
  return <span id="react-aria-pressable-style" hidden />;
}
