import { createMediaElement } from './media-element.ts';
import { fillMediaSource } from './player/fill-media-source.ts';
import { openMedia } from './player/open-media.ts';
import { preparePlayable } from './player/prepare-playable.ts';
import { createRangePort, type RangePort } from './player/range-port.ts';
import { createRangeSource } from './player/range-source.ts';
import { tellOfEscape, tellPage } from './tell-page.ts';
import type { ShownRanged } from './viewer-protocol.ts';

/**
 * Runs in the frame that plays opened files of any length: a sandbox of an opaque origin, that can reach nothing and keeps nothing. It asks the vault for
 * verified ranges through a port, takes the file's packets out of its container, and puts them into a media source as they are played.
 */

/** Milliseconds between two signs of life. */
const signPause = 2_000;

/** Not in every browser, nor in TypeScript's library. */
interface ManagedSources {
  readonly ManagedMediaSource?: typeof MediaSource;
  readonly MediaSource?: typeof MediaSource;
}

async function play({ label, length }: ShownRanged, port: MessagePort): Promise<void> {
  const ranges = createRangePort(port, length);
  const fail = failure(ranges);
  try {
    const { MediaSource: Whole, ManagedMediaSource: Managed }: ManagedSources = globalThis;
    const Source = Whole ?? Managed;
    if (Source === undefined) return fail();
    const source = createRangeSource(ranges);
    const prepared = await preparePlayable(source, await openMedia(source), (mime) =>
      Source.isTypeSupported(mime),
    );
    if (prepared === null) return fail();
    const element = createMediaElement(prepared.plan.hasVideo ? 'video' : 'audio', label);
    element.addEventListener('loadeddata', () => tellPage({ viewer: 'shown' }));
    element.addEventListener('error', fail);
    document.body.replaceChildren(element);
    if (prepared.missesSound) tellPage({ viewer: 'soundless' });
    await fillMediaSource(element, Source, prepared.playable, fail);
  } catch {
    fail();
  }
}

/** A file that did not verify has failed for a reason that the page knows better. */
function failure(ranges: RangePort): () => void {
  return () => {
    if (!ranges.isOver()) tellPage({ viewer: 'failed' });
  };
}

function isShownRanged(data: unknown): data is ShownRanged {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    data.kind === 'ranged' &&
    'label' in data &&
    typeof data.label === 'string' &&
    'length' in data &&
    typeof data.length === 'number'
  );
}

window.addEventListener('message', ({ source, data, ports }: MessageEvent<unknown>) => {
  const [port] = ports;
  if (source === window.parent && port !== undefined && isShownRanged(data)) void play(data, port);
});
setInterval(() => tellPage({ viewer: 'alive' }), signPause);
tellOfEscape();
tellPage({ viewer: 'ready' });
