import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react';
import type { MediaType } from '../../state/views.ts';
import { playerUrl } from '../../stream/media-address.ts';
import { useMessages } from '../messages/messages-context.ts';

/**
 * Plays sound and moving pictures from an address that the service worker answers. The element stands in a document of its own: the page is
 * none of the service worker's. Nothing else is in that document, and no script can be.
 */
export function PlayerFrame(props: {
  readonly title: string;
  readonly media: MediaType;
  readonly url: string;
  readonly onEscape: () => void;
}): ReactElement {
  const { title, media, url, onEscape } = props;
  const { view: text } = useMessages();
  const ref = useRef<HTMLIFrameElement>(null);
  const [failed, setFailed] = useState(false);
  // Not among what the effect depends on: another function must not begin the playing anew.
  const escape = useEffectEvent(onEscape);
  useEffect(() => {
    const frame = ref.current;
    if (frame === null) return undefined;
    const stopping = new AbortController();
    const listen = { signal: stopping.signal };
    const fill = (): void => {
      const within = frame.contentDocument;
      if (within?.location.pathname !== playerUrl) return;
      // Before, there may be no body yet.
      if (within.readyState !== 'complete' || within.body.childElementCount > 0) return;
      const element = within.createElement(media.startsWith('audio/') ? 'audio' : 'video');
      element.controls = true;
      element.preload = 'metadata';
      element.disableRemotePlayback = true;
      element.setAttribute('playsinline', '');
      element.setAttribute('controlslist', 'nodownload noremoteplayback');
      element.setAttribute('disablepictureinpicture', '');
      element.setAttribute('aria-label', title);
      element.addEventListener('error', () => setFailed(true), listen);
      within.addEventListener(
        'keydown',
        ({ key }) => {
          if (key === 'Escape' && document.fullscreenElement === null) escape();
        },
        listen,
      );
      element.src = url;
      within.body.replaceChildren(element);
    };
    frame.addEventListener('load', fill, listen);
    fill();
    return () => {
      stopping.abort();
      // What plays in a frame that was taken away may go on for a moment, and ask for more.
      frame.contentDocument?.querySelector('audio, video')?.remove();
    };
  }, [title, media, url]);
  return (
    <>
      {failed ? <p className="view-none">{text.unplayable}</p> : null}
      <iframe
        ref={ref}
        className="view-frame"
        hidden={failed}
        title={title}
        src={playerUrl}
        sandbox="allow-same-origin"
        allow="fullscreen"
        referrerPolicy="no-referrer"
      />
    </>
  );
}
