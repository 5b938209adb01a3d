import { Suspense, useCallback, useEffect, useState, type ReactElement } from 'react';
import type { StoredFile } from '../../state/files.ts';
import type { AppServices } from '../app-services.ts';
import { DropArea } from '../drop/drop-area.tsx';
import { late } from '../late.tsx';
import { StorageChoice } from '../storage-choice.tsx';
import { TransfersPanel } from '../transfers/transfers-panel.tsx';
import { UnfinishedSection } from '../unfinished/unfinished-section.tsx';
import type { Found } from '../drop/gather.ts';
import { useFileDrop } from '../drop/use-file-drop.ts';
import { useStore } from '../use-store.ts';
import { FileList } from './file-list.tsx';
import { useFolder } from './folder-address.ts';

/** Loaded when the first file is inspected. */
const InspectionDialog = late(() =>
  import('../inspection/inspection-dialog.tsx').then((loaded) => ({ default: loaded.InspectionDialog })),
);

const ViewDialog = late(() => import('../view/view-dialog.tsx'));

/** Loaded when files come in. What is told here keeps nothing from being sealed, not even that it could not be loaded. */
async function namesOfSealed(files: readonly File[]): Promise<readonly string[]> {
  try {
    const { sealedAmong } = await import('../../inspect/already-sealed.ts');
    return (await sealedAmong(files)).map(({ name }) => name);
  } catch {
    return [];
  }
}

/** Seal, what moves, what is unfinished, the list, and the inspection of one file. */
export function FilesScreen(props: {
  readonly services: AppServices;
  readonly expired: boolean;
}): ReactElement {
  const { services, expired } = props;
  const { files, transfers } = services;
  const [inspected, setInspected] = useState<StoredFile | null>(null);
  const [viewed, setViewed] = useState<StoredFile | null>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const [sealed, setSealed] = useState<readonly string[]>([]);

  const folder = useFolder();
  const isListed = useStore(files).view.status !== 'idle';
  useEffect(() => {
    if (files.get().folder !== folder || !isListed) files.enter(folder);
  }, [files, folder, isListed]);

  const take = useCallback(
    (found: readonly Found[]) => {
      const chosen = found.flatMap((one) => (one.kind === 'file' ? [one.chosen] : []));
      transfers.seal(chosen, folder);
      const tellOfSealed = async (): Promise<void> => {
        const names = await namesOfSealed(chosen.map(({ file }) => file));
        if (names.length > 0) setSealed((before) => [...before, ...names]);
      };
      void tellOfSealed();
      const missed = found.flatMap((one) => (one.kind === 'unreadable' ? [one.path] : []));
      if (missed.length > 0) setUnreadable((before) => [...before, ...missed]);
      for (const one of found) {
        // An empty folder that could not be kept is told as one that could not be read: it is not there either.
        if (one.kind === 'empty-folder')
          files
            .makeFolder(`${folder}${one.folder}`)
            .catch(() => setUnreadable((before) => [...before, one.folder]));
      }
    },
    [files, transfers, folder],
  );
  const isOver = useFileDrop(expired ? null : take);

  return (
    <>
      <main className="workspace">
        <DropArea
          isOver={isOver}
          unreadable={unreadable}
          sealed={sealed}
          onDismiss={() => {
            setUnreadable([]);
            setSealed([]);
          }}
          onFound={take}
        >
          <StorageChoice preferences={services.preferences} choices={services.storageChoices} />
        </DropArea>
        <TransfersPanel transfers={transfers} save={services.save} preferences={services.preferences} />
        <div className="stored">
          <UnfinishedSection interrupted={services.interrupted} />
          <FileList
            files={files}
            filing={services.filing}
            storageUse={services.storageUse}
            openings={services.openings}
            preferences={services.preferences}
            thumbnails={services.thumbnails}
            onOpen={transfers.open}
            onInspect={setInspected}
            onView={setViewed}
          />
        </div>
      </main>
      {viewed === null ? null : (
        <Suspense>
          <ViewDialog
            file={viewed}
            views={services.views}
            save={services.save}
            onOpen={transfers.open}
            onClose={() => setViewed(null)}
          />
        </Suspense>
      )}
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
