import { silentWorkbench } from '../../src/state/fake-vault.ts';
import type {
  TransferPhase,
  Vault,
  VaultCommand,
  VaultCommands,
  VaultEvent,
} from '../../src/vault/contract.ts';
import { report } from './inspections.ts';
import { moving, type Scene } from './scenes.ts';

const never = new Promise<never>(() => undefined);

/** A vault that answers what the scene says, at once. */
export function createSceneVault(scene: Scene): Vault {
  const listeners = new Set<(event: VaultEvent) => void>();
  const emit = (event: VaultEvent) => {
    for (const listener of listeners) listener(event);
  };

  /** The next of the scene's transfers with this name gets its phase. */
  function move(id: string, kind: 'seal' | 'open', name: string): null {
    const grouped = scene.groups?.flatMap((group) =>
      group.transfers.map((transfer) => ({ ...transfer, kind: group.kind })),
    );
    const found = [...(scene.transfers ?? []), ...(grouped ?? [])].find(
      (transfer) => transfer.kind === kind && transfer.name === name,
    );
    setTimeout(() => {
      emit({
        type: 'transfer',
        snapshot: { id, kind, name, key: null, phase: found?.phase ?? { status: 'queued' } },
      });
      if (kind === 'open' && found?.phase.status === 'done')
        emit({ type: 'opened', id, name, file: new File([], name) });
    });
    return null;
  }

  function show(id: string, phase: TransferPhase): null {
    emit({ type: 'transfer', snapshot: { id, kind: 'seal', name: '', key: null, phase } });
    return null;
  }

  const answers: {
    [C in VaultCommand]: (input: VaultCommands[C]['input']) => Promise<VaultCommands[C]['output']>;
  } = {
    start: async () => {
      if (scene.signIn === 'connecting') return never;
      if (scene.expires === true) setTimeout(() => emit({ type: 'session-expired' }), 50);
      return { identityId: 'eu-central-1:7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21' };
    },
    renew: async () => null,
    list: async () => {
      if (scene.list === 'loading') return never;
      if ('code' in scene.list) throw scene.list;
      return scene.list;
    },
    countStored: async () => ({
      sum: {
        files: { count: 12_481, bytes: 918_204_117_532 },
        kept: { count: 3, bytes: 4_120 },
        former: { count: 209, bytes: 48_200_101_340 },
      },
      next: null,
    }),
    makeFolder: async () => null,
    removeFiles: async ({ keys }) => ({ removed: keys, undoable: true, failed: [] }),
    restoreFiles: async () => ({ failed: [] }),
    fileVersions: async () => ({ versions: [] }),
    viewFile: async ({ key }) => ({ kind: 'whole', file: new File(['content'], key), media: null }),
    feedView: async () => null,
    closeView: async () => null,
    thumbnail: async () => ({ kind: 'not-kept' }),
    keepThumbnail: async () => null,
    stopThumbnail: async () => null,
    forgetThumbnails: async () => null,
    moveFiles: async ({ files }) => ({ moved: files.length, taken: [], failed: [], back: null }),
    planOpening: async () => never,
    makeDirectories: async () => null,
    openArchive: async ({ id, name }) => {
      const found = scene.archives?.find((archive) => archive.name === name);
      setTimeout(() => {
        if (found !== undefined) emit({ type: 'left-out', id, files: found.leftOut });
        show(id, found?.phase ?? { status: 'queued' });
      });
      return null;
    },
    seal: async ({ id, file }) => move(id, 'seal', file.name),
    open: async ({ id, key }) => move(id, 'open', key),
    pause: async ({ id }) => show(id, { status: 'paused', moved: 40_000_000, total: 90_000_000 }),
    resume: async ({ id }) => show(id, moving(0.5, 90_000_000)),
    interrupted: async () => ({ transfers: scene.interrupted ?? [] }),
    discard: async () => null,
    leftovers: async () => ({ uploads: scene.leftovers ?? [] }),
    removeLeftover: async () => null,
    reorder: async () => null,
    openLocal: async () => null,
    cancel: async ({ id }) => show(id, { status: 'cancelled' }),
    inspect: async () => {
      if (scene.inspection === undefined) return never;
      if (scene.inspection instanceof Error) throw scene.inspection;
      return scene.inspection;
    },
    frames: async ({ places }) => ({
      frames: places.map((place) => ({
        place,
        sequence: place,
        final: false,
        offset: 0,
        length: 0,
        plaintextLength: 0,
        iv: place.toString(16).padStart(24, '0'),
        tag: '9f3c0d1be2a4756688d0c9a1b2e3f405',
      })),
    }),
    verify: async ({ id }) => {
      if (scene.verifying !== true) return report;
      setTimeout(() => {
        const progress = {
          framesDone: 84,
          framesChosen: 191,
          bytesDone: 22e6,
          bytesChosen: 50e6,
          failureCount: 1,
        };
        emit({ type: 'verification', id, progress });
      }, 700);
      return never;
    },
    stopVerifying: async () => null,
    ...silentWorkbench,
    diagnose: () => never,
    stopDiagnosis: async () => null,
    forget: async () => null,
  };

  return {
    send: (command, input) => answers[command](input),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    terminate: () => listeners.clear(),
  };
}
