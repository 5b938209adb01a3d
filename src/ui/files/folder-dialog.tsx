import { useEffect, useId, useState, type ReactElement } from 'react';
import { AppError, type ErrorData } from '../../errors.ts';
import type { FilesStore, StoredFolder } from '../../state/files.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { FileName } from '../file-name.tsx';
import { FolderIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';

/** Folders of one folder, once they are known. */
type Looked =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'ready'; readonly folders: readonly StoredFolder[] };

/** Asks for the folder that something goes into. What is itself moved cannot be gone into. */
export function FolderDialog(props: {
  readonly title: string;
  readonly start: string;
  readonly files: Pick<FilesStore, 'foldersIn'>;
  readonly excluded: ReadonlySet<string>;
  readonly onChoose: (folder: string) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { title, files, excluded, onChoose, onClose } = props;
  const { cancel, files: text } = useMessages();
  const [path, setPath] = useState(props.start);
  const titleId = useId();
  const looked = useFoldersIn(files, path);
  return (
    <ModalDialog shape="card" labelledBy={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      <Steps path={path} onGo={setPath} />
      <div className="folder-choice">
        {looked.status === 'loading' ? <output className="waiting">{text.loadingRest}</output> : null}
        {looked.status === 'failed' ? <ErrorNotice error={looked.error} /> : null}
        {looked.status === 'ready' ? (
          <FolderButtons folders={looked.folders} excluded={excluded} onGo={setPath} />
        ) : null}
      </div>
      <div className="dialog-actions">
        <PushButton onPress={onClose}>{cancel}</PushButton>
        <PushButton
          look="primary"
          isDisabled={path === props.start}
          onPress={() => {
            onChoose(path);
            onClose();
          }}
        >
          {text.moveHere}
        </PushButton>
      </div>
    </ModalDialog>
  );
}

function useFoldersIn(files: Pick<FilesStore, 'foldersIn'>, path: string): Looked {
  const [held, setHeld] = useState<{ readonly path: string; readonly looked: Looked }>({
    path,
    looked: { status: 'loading' },
  });
  useEffect(() => {
    let isCurrent = true;
    const take = (looked: Looked): void => {
      if (isCurrent) setHeld({ path, looked });
    };
    files.foldersIn(path).then(
      (folders) => take({ status: 'ready', folders }),
      (thrown: unknown) => take({ status: 'failed', error: AppError.from(thrown).toData() }),
    );
    return () => {
      isCurrent = false;
    };
  }, [files, path]);
  return held.path === path ? held.looked : { status: 'loading' };
}

function Steps(props: { readonly path: string; readonly onGo: (path: string) => void }): ReactElement {
  const { path, onGo } = props;
  const { files: text } = useMessages();
  const names = path.split('/').slice(0, -1);
  return (
    <p className="folder-steps">
      <PushButton look="quiet" size="small" onPress={() => onGo('')}>
        {text.top}
      </PushButton>
      {names.map((name, index) => {
        const step = names
          .slice(0, index + 1)
          .map((one) => `${one}/`)
          .join('');
        return (
          <PushButton key={step} look="quiet" size="small" onPress={() => onGo(step)}>
            <FileName name={name} />
          </PushButton>
        );
      })}
    </p>
  );
}

function FolderButtons(props: {
  readonly folders: readonly StoredFolder[];
  readonly excluded: ReadonlySet<string>;
  readonly onGo: (path: string) => void;
}): ReactElement {
  const { folders, excluded, onGo } = props;
  const { files: text } = useMessages();
  const open = folders.filter(({ path }) => !excluded.has(path));
  if (open.length === 0) return <p className="soft">{text.noFolders}</p>;
  return (
    <ul>
      {open.map(({ path, name }) => (
        <li key={path}>
          <PushButton look="quiet" onPress={() => onGo(path)}>
            <FolderIcon />
            <FileName name={name} />
          </PushButton>
        </li>
      ))}
    </ul>
  );
}
