import { useEffect, useId, useState, type ReactElement } from 'react';
import { AppError, type ErrorData } from '../../errors.ts';
import type { FileVersion, FilingStore } from '../../state/filing.ts';
import type { StoredFile } from '../../state/files.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { FileName } from '../file-name.tsx';
import { formatDate, formatSize } from '../format/quantities.ts';
import { useMessages } from '../messages/messages-context.ts';
import { ModalDialog } from '../modal-dialog.tsx';
import { PushButton } from '../push-button.tsx';

type Looked =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | { readonly status: 'ready'; readonly versions: readonly FileVersion[] };

/** The versions of a file, the newest first, each of which can be made the latest again. */
export default function VersionsDialog(props: {
  readonly file: StoredFile;
  readonly filing: FilingStore;
  readonly onClose: () => void;
}): ReactElement {
  const { file, filing, onClose } = props;
  const { close, files: text } = useMessages();
  const [looked, setLooked] = useState<Looked>({ status: 'loading' });
  const titleId = useId();
  useEffect(() => {
    let isCurrent = true;
    filing.versions(file.key).then(
      (versions) => isCurrent && setLooked({ status: 'ready', versions }),
      (thrown: unknown) =>
        isCurrent && setLooked({ status: 'failed', error: AppError.from(thrown).toData() }),
    );
    return () => {
      isCurrent = false;
    };
  }, [filing, file.key]);
  return (
    <ModalDialog shape="card" labelledBy={titleId} onClose={onClose}>
      <h2 id={titleId}>
        {text.versionsOf} <FileName name={file.name} />
      </h2>
      {looked.status === 'loading' ? <output className="waiting">{text.loadingRest}</output> : null}
      {looked.status === 'failed' ? <ErrorNotice error={looked.error} /> : null}
      {looked.status === 'ready' ? (
        <ol className="version-list">
          {looked.versions.map((version) => (
            <Version
              key={version.versionId}
              version={version}
              onRestore={() => {
                filing.restoreVersion(file.key, version.versionId);
                onClose();
              }}
            />
          ))}
        </ol>
      ) : null}
      <p className="soft">{text.versionsAdvice}</p>
      <div className="dialog-actions">
        <PushButton onPress={onClose}>{close}</PushButton>
      </div>
    </ModalDialog>
  );
}

function Version(props: { readonly version: FileVersion; readonly onRestore: () => void }): ReactElement {
  const { version, onRestore } = props;
  const { files: text, locale } = useMessages();
  const { isLatest, isDeleteMarker, storedSize, lastModified } = version;
  const date = (lastModified === null ? null : formatDate(lastModified, locale)) ?? text.noDate;
  return (
    <li>
      <span>{date}</span>
      <span className="figure">{isDeleteMarker ? text.deletedThen : formatSize(storedSize, locale)}</span>
      {isLatest ? <span className="badge">{text.latest}</span> : null}
      {isLatest || isDeleteMarker ? null : (
        <PushButton size="small" label={text.restoreNamed(date)} onPress={onRestore}>
          {text.restore}
        </PushButton>
      )}
    </li>
  );
}
