import { createMediaElement } from './media-element.ts';
import { tellOfEscape, tellPage } from './tell-page.ts';
import type { Shown } from './viewer-protocol.ts';

/**
 * Runs in the frame that shows opened files: a sandbox of an opaque origin, that can reach nothing and keeps nothing. It puts text into a text
 * node and bytes into an image or a media element, and does nothing else with either.
 */
const page = window.parent;

function show(shown: Shown): void {
  const main = document.body;
  if (shown.kind === 'text') {
    const pre = document.createElement('pre');
    pre.textContent = shown.text;
    pre.tabIndex = 0;
    main.replaceChildren(pre);
    tellPage({ viewer: 'shown' });
    return;
  }
  const url = URL.createObjectURL(new Blob([shown.bytes], { type: shown.type }));
  if (shown.kind === 'media') {
    const media = createMediaElement(shown.type.startsWith('audio/') ? 'audio' : 'video', shown.label);
    media.addEventListener('loadedmetadata', () => tellPage({ viewer: 'shown' }));
    media.addEventListener('error', () => tellPage({ viewer: 'failed' }));
    media.src = url;
    main.replaceChildren(media);
    return;
  }
  const image = new Image();
  image.alt = '';
  image.addEventListener('load', () => tellPage({ viewer: 'shown' }));
  image.addEventListener('error', () => tellPage({ viewer: 'failed' }));
  image.src = url;
  main.replaceChildren(image);
}

function isShown(data: unknown): data is Shown {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  if (data.kind === 'text') return 'text' in data && typeof data.text === 'string';
  return (
    (data.kind === 'image' || data.kind === 'media') && 'bytes' in data && data.bytes instanceof Uint8Array
  );
}

window.addEventListener('message', (event) => {
  if (event.source === page && isShown(event.data)) show(event.data);
});
tellOfEscape();
tellPage({ viewer: 'ready' });
