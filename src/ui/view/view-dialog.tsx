import { useId, type ReactElement } from 'react';
import type { StoredFile } from '../../state/files.ts';
import { viewLimit, type Views } from '../../state/views.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { FileName } from '../file-name.tsx';
import { formatSize } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { CrossIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';
import { PlayerFrame } from './player-frame.tsx';
import { useOpenedFile, type OpenedFile } from './use-opened-file.ts';
import { ViewerFrame } from './viewer-frame.tsx';

/** A stored file, opened to be looked at. Nothing of it is left when the dialog closes. */
export default function ViewDialog(props: {
  readonly file: StoredFile;
  readonly views: Views;
  readonly save: (name: string, file: File) => void;
  /** opens the file to be saved, where not all of it is here */
  readonly onOpen: (file: StoredFile) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { file, views, save, onOpen, onClose } = props;
  const { close, view: text, locale } = useMessages();
  const titleId = useId();
  const { opened, openAnyway, openAgain, openWhole } = useOpenedFile(views, file.key);
  const size = sizeOf(opened);
  const saveInstead = (): void => {
    onClose();
    onOpen(file);
  };
  return (
    <ModalDialog shape="wide" labelledBy={titleId} onClose={onClose}>
      <div className="view-head">
        <h2 id={titleId}>
          <FileName name={file.name} />
        </h2>
        <p className="soft">{size === null ? null : formatSize(size, locale)}</p>
        {opened.status === 'open' ? (
          <PushButton size="small" onPress={() => save(file.name, opened.file)}>
            {text.save}
          </PushButton>
        ) : null}
        {opened.status === 'playing' || opened.status === 'unplayable' ? (
          <PushButton size="small" onPress={saveInstead}>
            {text.save}
          </PushButton>
        ) : null}
        <PushButton look="quiet" size="small" label={close} onPress={onClose}>
          <CrossIcon />
        </PushButton>
      </div>
      <div className="view-body">
        <Body
          name={file.name}
          opened={opened}
          onOpenAnyway={openAnyway}
          onOpenAgain={openAgain}
          onOpenWhole={openWhole}
          onSaveInstead={saveInstead}
          onClose={onClose}
        />
      </div>
    </ModalDialog>
  );
}

function Body(props: {
  readonly name: string;
  readonly opened: OpenedFile;
  readonly onOpenAnyway: () => void;
  readonly onOpenAgain: () => void;
  readonly onOpenWhole: () => void;
  readonly onSaveInstead: () => void;
  readonly onClose: () => void;
}): ReactElement {
  const { name, opened, onOpenAnyway, onOpenAgain, onOpenWhole, onSaveInstead, onClose } = props;
  const { view: text, transfers, locale } = useMessages();
  if (opened.status === 'opening') return <output className="waiting">{text.opening}</output>;
  if (opened.status === 'failed' && opened.error.code === 'file-too-large') {
    return (
      <div className="view-none">
        <p>{text.tooLarge(formatSize(viewLimit, locale))}</p>
        <PushButton onPress={onSaveInstead}>{text.saveInstead}</PushButton>
      </div>
    );
  }
  if (opened.status === 'failed') {
    const isMoved = opened.error.code === 'moved';
    const again = (
      <PushButton onPress={isMoved ? onOpenAnyway : onOpenAgain}>
        {isMoved ? transfers.openAnyway : transfers.retry}
      </PushButton>
    );
    return <ErrorNotice error={opened.error} actions={again} />;
  }
  if (opened.status === 'playing') {
    const { bytes, feed } = opened;
    return (
      <PlayerFrame
        title={text.frame(visibleName(name))}
        bytes={bytes}
        feed={feed}
        onEscape={onClose}
        onUnplayable={onOpenWhole}
      />
    );
  }
  if (opened.status === 'unplayable') return <p className="view-none">{text.unplayable}</p>;
  if (opened.content === null) return <p className="view-none">{text.notShown}</p>;
  return (
    <>
      {opened.content.isCut ? <p className="notice notice-plain">{text.cut}</p> : null}
      <ViewerFrame title={text.frame(visibleName(name))} shown={opened.content.shown} onEscape={onClose} />
    </>
  );
}

/** Bytes of plaintext; null while they are not known. */
function sizeOf(opened: OpenedFile): number | null {
  if (opened.status === 'open') return opened.file.size;
  return opened.status === 'playing' || opened.status === 'unplayable' ? opened.bytes : null;
}
