import type { ReactElement, ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import type { ChosenFile } from '../state/transfers.ts';
import { DropOverlay } from './drop-overlay.tsx';
import { CrossIcon, DropIcon } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';

/**
 * Where files are chosen, and the sign over the whole page that they may be dropped. Choosing is by an input, which works alike in
 * every browser and on every device; only dropped files carry handles, and a chosen one is asked for again if a later page goes on with it.
 */
export function DropArea(props: {
  readonly isOver: boolean;
  readonly foldersSkipped: boolean;
  readonly onDismiss: () => void;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  /** what can be settled for the next files */
  readonly children?: ReactNode;
}): ReactElement {
  const { isOver, foldersSkipped, onDismiss, onFiles } = props;
  const { drop: text } = useMessages();
  return (
    <section className="drop-area" aria-label={text.label}>
      <DropIcon />
      <div className="drop-words">
        <p className="drop-title">{text.title}</p>
        <p className="soft">{text.text}</p>
      </div>
      <FileTrigger
        allowsMultiple
        aria-label={text.choose}
        onSelect={(chosen) => {
          if (chosen !== null && chosen.length > 0)
            onFiles(Array.from(chosen, (file) => ({ file, handle: null })));
        }}
      >
        <PushButton look="primary">{text.choose}</PushButton>
      </FileTrigger>
      {props.children}
      <output className="drop-notice">
        {foldersSkipped ? (
          <span className="notice notice-plain">
            {text.foldersSkipped}
            <PushButton look="quiet" size="small" label={text.dismiss} onPress={onDismiss}>
              <CrossIcon />
            </PushButton>
          </span>
        ) : null}
      </output>
      {isOver ? <DropOverlay title={text.overlay} text={text.overlayText} /> : null}
    </section>
  );
}
