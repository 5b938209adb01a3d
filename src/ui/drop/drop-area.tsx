import type { ReactElement, ReactNode } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { DropOverlay } from './drop-overlay.tsx';
import { chosenFiles, type Found } from './gather.ts';
import { CrossIcon, DropIcon } from '../icons.tsx';
import { visibleName } from '../format/visible-name.ts';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/**
 * Where files are chosen, and the sign over the whole page that they may be dropped. Choosing is by an input, which works alike in
 * every browser and on every device; only dropped files carry handles, and a chosen one is asked for again if a later page goes on with it.
 */
export function DropArea(props: {
  readonly isOver: boolean;
  /** what of the last drop could not be read */
  readonly unreadable: readonly string[];
  /** names of files of the last drops that were sealed already */
  readonly sealed: readonly string[];
  readonly onDismiss: () => void;
  readonly onFound: (found: readonly Found[]) => void;
  /** what can be settled for the next files */
  readonly children?: ReactNode;
}): ReactElement {
  const { isOver, unreadable, sealed, onDismiss, onFound } = props;
  const take = (files: FileList | null): void => {
    if (files !== null && files.length > 0) onFound(chosenFiles(files));
  };
  const { drop: text } = useMessages();
  return (
    <section className="drop-area" aria-label={text.label}>
      <DropIcon />
      <div className="drop-words">
        <p className="drop-title">{text.title}</p>
        <p className="soft">{text.text}</p>
      </div>
      <div className="drop-choices">
        <FileTrigger allowsMultiple aria-label={text.choose} onSelect={take}>
          <PushButton look="primary">{text.choose}</PushButton>
        </FileTrigger>
        <FileTrigger acceptDirectory aria-label={text.chooseFolder} onSelect={take}>
          <PushButton look="quiet">{text.chooseFolder}</PushButton>
        </FileTrigger>
      </div>
      {props.children}
      <output className="drop-notice">
        {unreadable.length > 0 || sealed.length > 0 ? (
          <span className="notice notice-plain">
            <span className="notice-text">
              {unreadable.length > 0 ? <p>{text.unreadable(unreadable.map(visibleName))}</p> : null}
              {sealed.length > 0 ? <p>{text.alreadySealed(sealed.map(visibleName))}</p> : null}
            </span>
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
