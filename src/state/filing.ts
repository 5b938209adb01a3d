import { AppError, type ErrorData } from '../errors.ts';
import type { FileVersion, FilingCommands, FilingFailure, OnTaken } from '../vault/filing-contract.ts';
import type { FilesStore } from './files.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export type { FileVersion, FilingFailure, OnTaken };

type MoveInput = FilingCommands['moveFiles']['input'];
/** What is to be moved, wherever a name may be taken. */
export type Moves = Omit<MoveInput, 'onTaken'>;

export interface FilingState {
  readonly working: null | { readonly act: FilingAct; readonly count: number };
  /** what was done last, until it is dismissed or something else is done */
  readonly outcome: null | FilingOutcome;
}

export type FilingAct = 'remove' | 'restore' | 'move';

export type FilingOutcome =
  /** `undo`: the keys that can be brought back; null where the bucket keeps no versions. Of moves: what moves all of it back; null where not all moved, or something was replaced */
  | {
      readonly act: 'remove';
      readonly count: number;
      readonly undo: readonly string[] | null;
      readonly failed: readonly FilingFailure[];
    }
  | { readonly act: 'restore'; readonly count: number; readonly failed: readonly FilingFailure[] }
  /** `taken`: what stayed because its new name is taken, as it can be asked for again */
  | {
      readonly act: 'move' | 'rename';
      readonly count: number;
      readonly taken: Moves | null;
      readonly undo: Moves | null;
      readonly failed: readonly FilingFailure[];
    }
  | { readonly act: FilingAct; readonly error: ErrorData };

/** Deletes, brings back, renames and moves. No method throws unless it says so; failures are outcomes. */
export interface FilingStore extends ReadableStore<FilingState> {
  readonly remove: (what: FilingCommands['removeFiles']['input']) => void;
  /** Brings back what the last removal deleted, or moves back what was moved or renamed last, where nothing took the old names since. */
  readonly undo: () => void;
  readonly move: (moves: Moves, onTaken: OnTaken) => void;
  /** One file or folder gets another name. @throws AppError `name-taken`, `name-invalid`, and whatever kept it from being done */
  readonly rename: (moves: Moves) => Promise<void>;
  readonly restoreVersion: (key: string, versionId: string) => void;
  /** @throws AppError */
  readonly versions: (key: string) => Promise<readonly FileVersion[]>;
  readonly dismiss: () => void;
}

export function createFilingStore(parts: {
  readonly vault: VaultLine;
  readonly files: Pick<FilesStore, 'refresh'>;
}): FilingStore {
  const { vault, files } = parts;
  const store = createStore<FilingState>({ working: null, outcome: null });
  /** counts up when everything became void */
  let epoch = 0;

  /** One thing at a time: what is asked meanwhile is not done. */
  async function perform(act: FilingAct, count: number, work: () => Promise<FilingOutcome>): Promise<void> {
    if (store.get().working !== null) return;
    const begun = epoch;
    store.set({ working: { act, count }, outcome: null });
    const outcome = await work().catch((thrown: unknown): FilingOutcome => ({
      act,
      error: AppError.from(thrown).toData(),
    }));
    if (begun !== epoch) return;
    store.set({ working: null, outcome });
    files.refresh();
  }

  function move(moves: Moves, onTaken: OnTaken): void {
    void perform('move', moves.files.length + moves.folders.length, async () => {
      const { moved, taken, failed, back } = await vault.send('moveFiles', { ...moves, onTaken });
      return { act: 'move', count: moved, taken: againFor(moves, taken), undo: undoFor(back), failed };
    });
  }

  function restore(restored: readonly { readonly key: string; readonly versionId: string | null }[]): void {
    void perform('restore', restored.length, async () => {
      const { failed } = await vault.send('restoreFiles', { files: restored });
      return { act: 'restore', count: restored.length - failed.length, failed };
    });
  }

  vault.onClose((why) => {
    if (why === 'crashed') return;
    epoch += 1;
    store.set({ working: null, outcome: null });
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    remove(what) {
      void perform('remove', what.keys.length + what.folders.length, async () => {
        const { removed, undoable, failed } = await vault.send('removeFiles', what);
        return { act: 'remove', count: removed.length, undo: undoable ? removed : null, failed };
      });
    },
    undo() {
      const { outcome } = store.get();
      if (outcome === null || !('undo' in outcome) || outcome.undo === null) return;
      if (outcome.act === 'remove') restore(outcome.undo.map((key) => ({ key, versionId: null })));
      else move(outcome.undo, 'leave');
    },
    move,
    async rename(moves) {
      const begun = epoch;
      const { moved, taken, failed, back } = await vault.send('moveFiles', { ...moves, onTaken: 'leave' });
      files.refresh();
      const { working } = store.get();
      if (back !== null && working === null && begun === epoch) {
        const outcome = { act: 'rename', count: moved, taken: null, undo: undoFor(back), failed } as const;
        store.set({ working, outcome });
      }
      if (taken.length > 0) throw new AppError('name-taken', 'the name is taken');
      const [failure] = failed;
      if (failure !== undefined) throw AppError.fromData(failure.error);
    },
    restoreVersion: (key, versionId) => restore([{ key, versionId }]),
    versions: async (key) => (await vault.send('fileVersions', { key })).versions,
    dismiss: () => store.set({ ...store.get(), outcome: null }),
  };
}

function undoFor(back: FilingCommands['moveFiles']['output']['back']): Moves | null {
  return back === null || back.length === 0 ? null : { files: back, folders: [] };
}

/** A folder whose files partly stayed is asked for again as a whole: what moved is no longer in it. */
function againFor(moves: Moves, taken: readonly string[]): Moves | null {
  if (taken.length === 0) return null;
  const stayed = new Set(taken);
  return { files: moves.files.filter(({ key }) => stayed.has(key)), folders: moves.folders };
}
