import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react';
import { isFromViewer, playerUrl, type ShownRanged } from '../../viewer/viewer-protocol.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useFrameStart } from './use-frame-start.ts';

/** Milliseconds between two looks at whether the frame gives signs of life, and how many may find none. */
const look = { every: 5_000, mostSilent: 4 } as const;

/**
 * The frame that plays long sound and moving pictures: a sandbox of an opaque origin, like the one that shows everything else. It gets a port to
 * the vault, which gives it ranges of this one file.
 */
export function PlayerFrame(props: {
  readonly title: string;
  /** of plaintext */
  readonly bytes: number;
  readonly feed: () => Promise<MessagePort>;
  readonly onEscape: () => void;
  /** this browser cannot play it so, or the file keeps the frame from answering */
  readonly onUnplayable: () => void;
}): ReactElement {
  const { title, bytes, feed, onEscape, onUnplayable } = props;
  const { view: text } = useMessages();
  const ref = useRef<HTMLIFrameElement>(null);
  const [isSoundless, setSoundless] = useState(false);
  const { hasNotStarted, onLoad, onStart } = useFrameStart();
  // Not among what the effect depends on: another function must not begin the playing anew.
  const escape = useEffectEvent(onEscape);
  const giveUp = useEffectEvent(onUnplayable);
  useEffect(() => {
    /** null: its script may still be loading */
    let silent: number | null = null;
    const start = async (): Promise<void> => {
      const port = await feed();
      const shown: ShownRanged = { kind: 'ranged', label: title, length: bytes };
      // Its origin is opaque, which no address names.
      ref.current?.contentWindow?.postMessage(shown, '*', [port]);
    };
    const onMessage = ({ source, data }: MessageEvent<unknown>): void => {
      const frame = ref.current?.contentWindow;
      if (frame === null || frame === undefined || source !== frame || !isFromViewer(data)) return;
      silent = 0;
      onStart();
      // A view that was closed meanwhile has told why.
      if (data.viewer === 'ready') start().catch(() => {});
      else if (data.viewer === 'left') escape();
      else if (data.viewer === 'failed') giveUp();
      else if (data.viewer === 'soundless') setSoundless(true);
    };
    // Timers of a hidden page run rarely, and those of its frames, too.
    const timer = setInterval(() => {
      if (silent === null) return;
      silent = document.hidden ? 0 : silent + 1;
      if (silent > look.mostSilent) giveUp();
    }, look.every);
    window.addEventListener('message', onMessage);
    return () => {
      clearInterval(timer);
      window.removeEventListener('message', onMessage);
    };
  }, [title, bytes, feed, onStart]);
  return (
    <>
      {hasNotStarted ? <p className="view-none">{text.notStarted}</p> : null}
      {isSoundless ? <output className="notice notice-plain">{text.soundless}</output> : null}
      <iframe
        ref={ref}
        className="view-frame"
        hidden={hasNotStarted}
        title={title}
        onLoad={onLoad}
        src={playerUrl}
        sandbox="allow-scripts"
        allow="fullscreen"
        referrerPolicy="no-referrer"
      />
    </>
  );
}
