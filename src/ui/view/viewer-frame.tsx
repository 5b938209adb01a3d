import { useEffect, useEffectEvent, useRef, useState, type ReactElement } from 'react';
import { isFromViewer, pdfViewerUrl, viewerUrl, type ShownPdf } from '../../viewer/viewer-protocol.ts';
import { directionOf } from '../messages/languages.ts';
import { useMessages } from '../messages/messages-context.ts';
import { useFrameStart } from './use-frame-start.ts';
import type { ViewerContent } from './what-shows.ts';

/**
 * The frame that shows what was opened: a sandbox of an opaque origin, so that whatever a file makes a browser do, it does it outside of the
 * app. The bytes go there by a message, for which the frame has no address but its window.
 */
export function ViewerFrame(props: {
  readonly title: string;
  readonly shown: ViewerContent;
  readonly onEscape: () => void;
}): ReactElement {
  const { title, shown, onEscape } = props;
  const { view: text, locale } = useMessages();
  const ref = useRef<HTMLIFrameElement>(null);
  const brokenText = { text: text.broken, image: text.broken, media: text.unplayable, pdf: text.brokenPdf }[
    shown.kind
  ];
  const [failed, setFailed] = useState(false);
  const { hasNotStarted, onLoad, onStart } = useFrameStart();
  const escape = useEffectEvent(onEscape);
  useEffect(() => {
    const words: ShownPdf['words'] = { language: locale, direction: directionOf(locale), ...text.pdf };
    const toShow = {
      ...shown,
      ...(shown.kind === 'pdf' ? { words } : {}),
      ...(shown.kind === 'media' ? { label: title } : {}),
    };
    const onMessage = (event: MessageEvent<unknown>): void => {
      const frame = ref.current?.contentWindow;
      if (frame === null || frame === undefined || event.source !== frame) return;
      if (!isFromViewer(event.data)) return;
      onStart();
      if (event.data.viewer === 'ready') frame.postMessage(toShow, '*');
      else if (event.data.viewer === 'left') escape();
      else setFailed(event.data.viewer === 'failed');
    };
    window.addEventListener('message', onMessage);
    return () => window.removeEventListener('message', onMessage);
  }, [shown, title, text, locale, onStart]);
  return (
    <>
      {failed ? <p className="view-none">{brokenText}</p> : null}
      {hasNotStarted ? <p className="view-none">{text.notStarted}</p> : null}
      <iframe
        ref={ref}
        className="view-frame"
        hidden={failed || hasNotStarted}
        title={title}
        onLoad={onLoad}
        src={shown.kind === 'pdf' ? pdfViewerUrl : viewerUrl}
        sandbox="allow-scripts"
        allow="fullscreen"
        referrerPolicy="no-referrer"
      />
    </>
  );
}
