import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { StoredFile } from '../state/files.ts';
import type { SignedInUser } from '../state/session.ts';
import type { AppServices } from './app-services.ts';
import { DropArea } from './drop-area.tsx';
import { ExpiredDialog } from './expired-dialog.tsx';
import { FileList } from './file-list.tsx';
import { InspectionDialog } from './inspection-dialog.tsx';
import { PageHeader } from './page-header.tsx';
import { TransfersPanel } from './transfers-panel.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useStore } from './use-store.ts';

/** The page of a signed-in person: seal, the list, what moves, and the inspection of one file. */
export function FilesScreen(props: {
  readonly services: AppServices;
  readonly user: SignedInUser;
  readonly expired: boolean;
}): ReactElement {
  const { services, user, expired } = props;
  const { session, files, transfers } = services;
  const [inspected, setInspected] = useState<StoredFile | null>(null);
  const [foldersSkipped, setFoldersSkipped] = useState(false);
  const { live } = useStore(transfers);
  useLeaveGuard(live > 0 && !expired);

  useEffect(() => {
    if (files.get().status === 'idle') files.load();
  }, [files]);

  const seal = useCallback(
    (dropped: readonly File[]) => {
      setFoldersSkipped(false);
      transfers.seal(dropped);
    },
    [transfers],
  );
  const target = useMemo(
    () => (expired ? null : { onFiles: seal, onFolders: () => setFoldersSkipped(true) }),
    [expired, seal],
  );
  const isOver = useFileDrop(target);

  return (
    <div className="page">
      <PageHeader user={user} live={live} onSignOut={() => void session.signOut()} />
      <main className="workspace">
        <DropArea
          isOver={isOver}
          foldersSkipped={foldersSkipped}
          onDismiss={() => setFoldersSkipped(false)}
          onFiles={seal}
        />
        <TransfersPanel transfers={transfers} save={services.save} />
        <FileList files={files} onOpen={transfers.open} onInspect={setInspected} />
      </main>
      {inspected === null ? null : (
        <InspectionDialog
          file={inspected}
          inspection={services.inspection}
          onClose={() => setInspected(null)}
        />
      )}
      {expired ? <ExpiredDialog onSignIn={() => void session.signIn()} /> : null}
    </div>
  );
}
