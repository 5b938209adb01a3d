import { useCallback, useEffect, useMemo, useState, type ReactElement } from 'react';
import type { StoredFile } from '../state/files.ts';
import type { SignedInUser } from '../state/session.ts';
import type { ChosenFile } from '../state/transfers.ts';
import type { AppServices } from './app-services.ts';
import { DropArea } from './drop-area.tsx';
import { ExpiredDialog } from './expired-dialog.tsx';
import { FileList } from './file-list.tsx';
import { InspectionDialog } from './inspection-dialog.tsx';
import { PageHeader } from './page-header.tsx';
import { TransfersPanel } from './transfers/transfers-panel.tsx';
import { UnfinishedSection } from './unfinished/unfinished-section.tsx';
import { useFileDrop } from './use-file-drop.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useScreenWake } from './use-screen-wake.ts';
import { useStore } from './use-store.ts';

/** The page of a signed-in person: seal, what moves, what is unfinished, the list, and the inspection of one file. */
export function FilesScreen(props: {
  readonly services: AppServices;
  readonly user: SignedInUser;
  readonly expired: boolean;
}): ReactElement {
  const { services, user, expired } = props;
  const { session, files, transfers } = services;
  const [inspected, setInspected] = useState<StoredFile | null>(null);
  const [foldersSkipped, setFoldersSkipped] = useState(false);
  useStaying(services, expired);

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
    <div className="page">
      <Header services={services} user={user} />
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
      {expired ? <ExpiredDialog onSignIn={() => void session.signIn()} /> : null}
    </div>
  );
}

/** Keeps the device awake while something moves, and asks before a page is left that something still needs. */
function useStaying({ transfers }: AppServices, expired: boolean): void {
  const { atRisk, busy } = useStore(transfers);
  useLeaveGuard(atRisk > 0 && !expired);
  useScreenWake(busy > 0);
}

function Header(props: { readonly services: AppServices; readonly user: SignedInUser }): ReactElement {
  const { session, transfers, interrupted } = props.services;
  const { live, resumable } = useStore(transfers);
  const unfinished = useStore(interrupted).transfers.filter(({ inOtherTab }) => !inOtherTab).length;
  return (
    <PageHeader
      user={props.user}
      live={live}
      unfinished={unfinished + resumable}
      onSignOut={() => void interrupted.discardAll().then(() => session.signOut())}
    />
  );
}
