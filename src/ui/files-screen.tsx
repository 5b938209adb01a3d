import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { StoredFile } from '../state/files.ts';
import type { ChosenFile } from '../state/transfers.ts';
import type { AppServices } from './app-services.ts';
import { DropArea } from './drop-area.tsx';
import { FileList } from './file-list.tsx';
import { StorageChoice } from './storage-choice.tsx';
import { TransfersPanel } from './transfers/transfers-panel.tsx';
import { UnfinishedSection } from './unfinished/unfinished-section.tsx';
import { useFileDrop } from './use-file-drop.ts';

/** Loaded when the first file is inspected. */
const InspectionDialog = lazy(() =>
  import('./inspection/inspection-dialog.tsx').then((loaded) => ({ default: loaded.InspectionDialog })),
);

/** Seal, what moves, what is unfinished, the list, and the inspection of one file. */
export function FilesScreen(props: {
  readonly services: AppServices;
  readonly expired: boolean;
}): ReactElement {
  const { services, expired } = props;
  const { files, transfers } = services;
  const [inspected, setInspected] = useState<StoredFile | null>(null);
  const [foldersSkipped, setFoldersSkipped] = useState(false);

  useEffect(() => {
    if (files.get().status === 'idle') files.load();
  }, [files]);

  const seal = useCallback(
    (chosen: readonly ChosenFile[]) => {
      setFoldersSkipped(false);
      transfers.seal(chosen);
    },
    [transfers],
  );
  const target = useMemo(
    () => (expired ? null : { onFiles: seal, onFolders: () => setFoldersSkipped(true) }),
    [expired, seal],
  );
  const isOver = useFileDrop(target);

  return (
    <>
      <main className="workspace">
        <DropArea
          isOver={isOver}
          foldersSkipped={foldersSkipped}
          onDismiss={() => setFoldersSkipped(false)}
          onFiles={seal}
        >
          <StorageChoice preferences={services.preferences} choices={services.storageChoices} />
        </DropArea>
        <TransfersPanel transfers={transfers} save={services.save} />
        <div className="stored">
          <UnfinishedSection interrupted={services.interrupted} />
          <FileList
            files={files}
            preferences={services.preferences}
            onOpen={transfers.open}
            onInspect={setInspected}
          />
        </div>
      </main>
      {inspected === null ? null : (
        <Suspense>
          <InspectionDialog
            file={inspected}
            inspections={services.inspections}
            save={services.save}
            onClose={() => setInspected(null)}
          />
        </Suspense>
      )}
    </>
  );
}
