import { AppError, type ErrorData } from '../errors.ts';
import type { StoredFile, StoredFolder } from '../vault/filing-contract.ts';
import type { PlannedOpening } from '../vault/opening-contract.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { ChooseTarget } from './target-choice.ts';
import type { TransfersStore } from './transfers.ts';
import type { VaultLine } from './vault-line.ts';

/** Files and folders that are to be opened together. */
export interface Selection {
  readonly files: readonly StoredFile[];
  readonly folders: readonly StoredFolder[];
}

export type OpeningsState =
  | { readonly status: 'idle' }
  /** looking through the folders */
  | { readonly status: 'planning' }
  /** so many files lie in the chosen folder already */
  | { readonly status: 'asking'; readonly taken: number; readonly total: number }
  /** there was nothing to be opened */
  | { readonly status: 'nothing' }
  | { readonly status: 'failed'; readonly error: ErrorData };

/** What becomes of all files that are there already. */
export type TakenAnswer = 'replace' | 'keep-both' | 'skip';

/** Asks for the folder that files are opened into; null: the person closed the dialog. Called within the click. */
export type ChooseDirectory = () => Promise<FileSystemDirectoryHandle | null>;

/** Begins the opening of many files at once. One at a time: what is asked meanwhile is not done. No method throws; failures are told by the state. */
export interface OpeningsStore extends ReadableStore<OpeningsState> {
  /** whether this browser lets a person choose a folder */
  readonly canChooseDirectory: boolean;
  /** Within a click: the browser asks for the folder. */
  readonly intoDirectory: (selection: Selection) => void;
  /** Within a click: the browser may ask where the archive goes. `name`: what it is called, without an extension. */
  readonly intoArchive: (selection: Selection, name: string) => void;
  /** The answer to `asking`. */
  readonly answer: (how: TakenAnswer) => void;
  /** Gives up what is planned or asked, or takes note of what failed. */
  readonly dismiss: () => void;
}

export function createOpeningsStore(parts: {
  readonly vault: VaultLine;
  readonly transfers: Pick<TransfersStore, 'openInto' | 'openArchive'>;
  readonly chooseTarget: ChooseTarget;
  /** null where the browser has no such dialog */
  readonly chooseDirectory: ChooseDirectory | null;
}): OpeningsStore {
  const { vault, transfers, chooseTarget, chooseDirectory } = parts;
  const store = createStore<OpeningsState>({ status: 'idle' });
  let asked: Planned | null = null;
  /** what is under way; another one, or none, makes it void */
  let current: object | null = null;

  function end(state: OpeningsState): void {
    asked = null;
    current = null;
    store.set(state);
  }

  /** Failures end what is under way. What was given up meanwhile changes nothing. */
  async function perform(act: (isCurrent: () => boolean) => Promise<void>): Promise<void> {
    if (current !== null) return;
    const mine = {};
    current = mine;
    try {
      await act(() => current === mine);
    } catch (thrown) {
      if (current === mine) end({ status: 'failed', error: AppError.from(thrown).toData() });
    }
  }

  async function plan(
    selection: Selection,
    directory: FileSystemDirectoryHandle | null,
  ): Promise<PlannedOpening> {
    store.set({ status: 'planning' });
    return vault.send('planOpening', {
      files: selection.files.map(({ key, storedSize, lastModified }) => ({
        key,
        size: storedSize,
        lastModified,
      })),
      folders: selection.folders.map(({ path }) => path),
      directory,
    });
  }

  async function begin({ name, directory, opening }: Planned, how: TakenAnswer): Promise<void> {
    const files = how === 'skip' ? opening.files.filter(({ taken }) => !taken) : opening.files;
    // What appears there meanwhile was asked about by nobody, and is kept.
    const onTaken = how === 'replace' ? 'replace' : 'keep-both';
    const { changed, emptyFolders } = opening;
    end({ status: 'idle' });
    if (files.length > 0) transfers.openInto({ name, files, changed, directory, onTaken });
    if (emptyFolders.length > 0) await vault.send('makeDirectories', { directory, paths: emptyFolders });
  }

  function beginOrFail(planned: Planned, how: TakenAnswer): void {
    begin(planned, how).catch((thrown: unknown) => {
      if (current === null) store.set({ status: 'failed', error: AppError.from(thrown).toData() });
    });
  }

  vault.onClose(() => end({ status: 'idle' }));

  return {
    get: store.get,
    subscribe: store.subscribe,
    canChooseDirectory: chooseDirectory !== null,
    intoDirectory(selection) {
      void perform(async (isCurrent) => {
        const directory = (await chooseDirectory?.()) ?? null;
        if (!isCurrent()) return;
        if (directory === null) {
          end({ status: 'idle' });
          return;
        }
        const opening = await plan(selection, directory);
        if (!isCurrent()) return;
        const planned = { name: nameOf(selection), directory, opening };
        const taken = opening.files.filter((file) => file.taken).length;
        if (opening.files.length + opening.emptyFolders.length === 0) end({ status: 'nothing' });
        else if (taken === 0) beginOrFail(planned, 'keep-both');
        else {
          asked = planned;
          store.set({ status: 'asking', taken, total: opening.files.length });
        }
      });
    },
    intoArchive(selection, name) {
      void perform(async (isCurrent) => {
        const planning = plan(selection, null);
        // It is awaited only when there is a target.
        planning.catch(() => {});
        const size =
          selection.folders.length === 0
            ? selection.files.reduce((sum, { storedSize }) => sum + storedSize, 0)
            : async () => (await planning).files.reduce((sum, file) => sum + file.size, 0);
        const target = await chooseTarget({ name: `${name}.zip`, size });
        if (!isCurrent()) return;
        if (target === null) {
          end({ status: 'idle' });
          return;
        }
        const opening = await planning;
        if (!isCurrent()) return;
        if (opening.files.length + opening.emptyFolders.length === 0) {
          end({ status: 'nothing' });
          return;
        }
        end({ status: 'idle' });
        const files = opening.files.map(({ taken: _never, ...file }) => file);
        transfers.openArchive({ name: `${name}.zip`, target, ...opening, files });
      });
    },
    answer(how) {
      if (asked !== null) beginOrFail(asked, how);
    },
    dismiss: () => end({ status: 'idle' }),
  };
}

interface Planned {
  readonly name: string | null;
  readonly directory: FileSystemDirectoryHandle;
  readonly opening: PlannedOpening;
}

/** What a selection is called, where it is one thing. */
function nameOf({ files, folders }: Selection): string | null {
  const [only] = [...folders, ...files];
  return files.length + folders.length === 1 && only !== undefined ? only.name : null;
}
