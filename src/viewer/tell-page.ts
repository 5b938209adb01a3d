import type { FromViewer } from './viewer-protocol.ts';

/** The page's origin is not known in the frame, and nothing of this is secret. */
export function tellPage(message: FromViewer): void {
  window.parent.postMessage(message, '*');
}

/** A dialog closes by Escape wherever the focus is in it. */
export function tellOfEscape(): void {
  window.addEventListener('keydown', ({ key, defaultPrevented }) => {
    if (key === 'Escape' && !defaultPrevented && document.fullscreenElement === null)
      tellPage({ viewer: 'left' });
  });
}
