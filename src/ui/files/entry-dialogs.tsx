import { Suspense, type ReactElement } from 'react';
import { AppError } from '../../errors.ts';
import type { FilesStore } from '../../state/files.ts';
import type { FilingStore } from '../../state/filing.ts';
import type { PreferencesStore } from '../../state/preferences.ts';
import type { StorageUse } from '../../state/storage-use.ts';
import type { AppServices } from '../app-services.ts';
import { late } from '../late.tsx';
import { useMessages } from '../messages/messages-context.ts';
import type { Entry } from './entries.ts';
import { movesInto, removalOf, renaming, stemLength } from './filing-plans.ts';
import { FolderDialog } from './folder-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';

const StorageUseDialog = late(() => import('./storage-use-dialog.tsx'));
const ThumbnailsDialog = late(() => import('./thumbnails/thumbnails-dialog.tsx'));
const VersionsDialog = late(() => import('./versions-dialog.tsx'));

/** What a person is asked before something is done. */
export type Question =
  | { readonly about: 'new-folder' | 'storage-use' | 'thumbnails' }
  | { readonly about: 'rename'; readonly entry: Entry }
  | { readonly about: 'move' | 'remove'; readonly entries: readonly Entry[] }
  | { readonly about: 'versions'; readonly entry: Extract<Entry, { kind: 'file' }> };

/** The dialog for a question. */
export function EntryDialogs(props: {
  readonly question: Question;
  readonly folder: string;
  readonly files: FilesStore;
  readonly filing: FilingStore;
  readonly storageUse: StorageUse;
  readonly preferences: PreferencesStore;
  readonly thumbnails: AppServices['thumbnails'];
  readonly onClose: () => void;
}): ReactElement | null {
  const { question, folder, files, filing, storageUse, onClose } = props;
  const { files: text } = useMessages();
  switch (question.about) {
    case 'new-folder':
      return (
        <NameDialog
          title={text.newFolder}
          label={text.newFolderName}
          name=""
          submit={text.makeFolder}
          onSubmit={(name) => files.makeFolder(`${folder}${plain(name)}/`)}
          onClose={onClose}
        />
      );
    case 'storage-use':
      return (
        <Suspense>
          <StorageUseDialog storageUse={storageUse} onClose={onClose} />
        </Suspense>
      );
    case 'thumbnails':
      return (
        <Suspense>
          <ThumbnailsDialog preferences={props.preferences} thumbnails={props.thumbnails} onClose={onClose} />
        </Suspense>
      );
    case 'rename':
      return (
        <NameDialog
          title={text.acts.rename}
          label={text.newName}
          name={question.entry.name}
          replaced={stemLength(question.entry)}
          submit={text.acts.rename}
          onSubmit={(name) => filing.rename(renaming(question.entry, folder, plain(name)))}
          onClose={onClose}
        />
      );
    case 'move':
      return (
        <FolderDialog
          title={text.moveTitle(question.entries.length)}
          start={folder}
          files={files}
          excluded={new Set(removalOf(question.entries).folders)}
          onChoose={(to) => filing.move(movesInto(question.entries, folder, to), 'leave')}
          onClose={onClose}
        />
      );
    case 'remove':
      return (
        <RemoveDialog
          entries={question.entries}
          onRemove={() => filing.remove(removalOf(question.entries))}
          onClose={onClose}
        />
      );
    case 'versions':
      return (
        <Suspense>
          <VersionsDialog file={question.entry.file} filing={filing} onClose={onClose} />
        </Suspense>
      );
  }
  return null;
}

/** A slash would make a folder in another that nobody asked for. @throws AppError `name-invalid` */
function plain(name: string): string {
  if (!name.includes('/')) return name.trim();
  throw new AppError('name-invalid', 'a name has no slash', { details: { problem: 'separator' } });
}
