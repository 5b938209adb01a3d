import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { StoredFile } from '../state/files.ts';
import type { ChosenFile } from '../state/transfers.ts';
import type { AppServices } from './app-services.ts';
import { DropArea } from './drop-area.tsx';
import { FileList } from './file-list.tsx';
import { InspectionDialog } from './inspection-dialog.tsx';
import { TransfersPanel } from './transfers/transfers-panel.tsx';
import { UnfinishedSection } from './unfinished/unfinished-section.tsx';
import { useFileDrop } from './use-file-drop.ts';

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
        />
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
        <InspectionDialog
          file={inspected}
          inspection={services.inspection}
          onClose={() => setInspected(null)}
        />
      )}
    </>
  );
}
