import { AppError, type ErrorData } from '../errors.ts';
import type { TransferSnapshot } from '../vault/contract.ts';
import type { StoredFile, StoredFolder } from '../vault/filing-contract.ts';
import {
  filesOf,
  foldersOf,
  noContents,
  noPages,
  relisted,
  withPage,
  type FolderContents,
} from './folder-contents.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export type { StoredFile, StoredFolder };

export interface FilesState {
  /** the folder looked at, as in `StoredFolder`; empty for the top */
  readonly folder: string;
  readonly view: FolderView;
}

export type FolderView =
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | {
      readonly status: 'ready';
      /** both in the order of their keys, as S3 lists them */
      readonly folders: readonly StoredFolder[];
      readonly files: readonly StoredFile[];
      /** the pages that follow */
      readonly rest: RestState;
      /** keys sealed since the folder was first listed */
      readonly added: ReadonlySet<string>;
    };

type RestState =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData };

export interface FilesStore extends ReadableStore<FilesState> {
  /** Looks into a folder: what is known of it is shown at once, and listed anew. */
  readonly enter: (folder: string) => void;
  /** Lists the folder anew; what is shown stays until the answer is there, and beside the failure where there is none. */
  readonly refresh: () => void;
  /** Keeps a folder, and shows it where it is looked at. @throws AppError `name-invalid`, or a `store-*`, access or network code */
  readonly makeFolder: (path: string) => Promise<void>;
  /** The folders directly in one, all of them. @throws AppError */
  readonly foldersIn: (path: string) => Promise<readonly StoredFolder[]>;
}

export interface FilesParts {
  readonly vault: VaultLine;
  /** the identity id of who is signed in: the first part of every key; null when nobody is */
  readonly owner: () => string | null;
  /** runs a refresh a little later, so that many finished seals cost one listing */
  readonly later?: (run: () => void) => void;
}

/** Milliseconds between a finished seal and the listing that confirms it. */
const refreshDelay = 1_000;
/** Folders whose contents are remembered after they were left. */
const remembered = 20;
/** A folder of more is not listed anew for each file that is sealed into it: what is inserted tells enough. */
const worthRelisting = 1_000;

/**
 * The folder that is looked at, page after page to its end: sorting and finding need all of it, and a hundred thousand entries are
 * a hundred requests. A sealed file is inserted at once and replaced by what the next listing says of it.
 */
export function createFilesStore(parts: FilesParts): FilesStore {
  const { vault, owner, later = (run) => setTimeout(run, refreshDelay) } = parts;
  const store = createStore<FilesState>({ folder: '', view: { status: 'idle' } });
  const known = new Map<string, FolderContents>();
  const added = new Set<string>();
  let refreshPlanned = false;
  /** counts up with every listing; answers to older ones are dropped */
  let epoch = 0;

  function remember(folder: string, contents: FolderContents): void {
    known.delete(folder);
    known.set(folder, contents);
    for (const path of known.keys()) {
      if (known.size <= remembered) break;
      if (path !== store.get().folder) known.delete(path);
    }
  }

  function publish(rest: RestState): void {
    const { folder } = store.get();
    const contents = known.get(folder);
    if (contents === undefined) return;
    const [folders, files] = [foldersOf(contents), filesOf(contents)];
    store.set({ folder, view: { status: 'ready', folders, files, rest, added: new Set(added) } });
  }

  /** Reads all pages; shows the first at once and the others whenever there is twice as much to show. */
  async function list(folder: string): Promise<void> {
    const asked = ++epoch;
    const before = known.get(folder);
    const inserted = {
      keys: new Set(before?.inserted.keys()),
      paths: new Set(before?.made.keys()),
    };
    let [listed, shown, isFirst] = [noPages, 0, true];
    try {
      do {
        const page = await vault.send('list', { folder, continuation: listed.continuation });
        if (asked !== epoch) return;
        listed = withPage(listed, page);
        const count = listed.folders.length + listed.files.length;
        const isLast = listed.continuation === null;
        // What was known of a long folder stays until the new listing is as long, so that nothing jumps.
        const isShorter = isFirst && before !== undefined && !isLast;
        if (!isLast && (isShorter || count < 2 * shown)) continue;
        const current = known.get(folder) ?? noContents;
        remember(folder, isLast ? relisted(current, listed, inserted) : { ...current, listed });
        [shown, isFirst] = [count, false];
        publish({ status: isLast ? 'none' : 'loading' });
      } while (listed.continuation !== null);
    } catch (thrown) {
      if (asked !== epoch) return;
      const error = AppError.from(thrown).toData();
      if (known.has(folder)) publish({ status: 'failed', error });
      else store.set({ folder, view: { status: 'failed', error } });
    }
  }

  function enter(folder: string): void {
    const { folder: before, view } = store.get();
    if (folder === before && view.status === 'loading') return;
    store.set({ folder, view: { status: 'loading' } });
    publish({ status: 'loading' });
    void list(folder);
  }

  function refresh(): void {
    const { folder, view } = store.get();
    if (view.status === 'ready') void list(folder);
  }

  function sealed(snapshot: TransferSnapshot): void {
    const top = owner();
    const file = storedFileOf(snapshot);
    if (file === null || top === null || !file.key.startsWith(`${top}/`)) return;
    const path = file.key.slice(top.length + 1, file.key.lastIndexOf('/') + 1);
    added.add(file.key);
    const own = known.get(path);
    if (own !== undefined) {
      known.set(path, { ...own, inserted: new Map(own.inserted).set(file.key, file) });
    }
    insertFolders(path);
    const { folder, view } = store.get();
    if (view.status !== 'ready' || !path.startsWith(folder)) return;
    publish(view.rest);
    if (refreshPlanned || view.files.length + view.folders.length > worthRelisting) return;
    refreshPlanned = true;
    later(() => {
      refreshPlanned = false;
      refresh();
    });
  }

  /** A folder and those above it: each is shown in the one over it, where that is known. */
  function insertFolders(path: string): void {
    const names = path.split('/').slice(0, -1);
    names.forEach((name, depth) => {
      const above = names
        .slice(0, depth)
        .map((one) => `${one}/`)
        .join('');
      const contents = known.get(above);
      const made = { path: `${above}${name}/`, name };
      if (contents === undefined || contents.made.has(made.path)) return;
      known.set(above, { ...contents, made: new Map(contents.made).set(made.path, made) });
    });
  }

  vault.subscribe((event) => {
    if (event.type === 'transfer') sealed(event.snapshot);
  });
  vault.onClose((why) => {
    if (why === 'crashed') return;
    epoch += 1;
    known.clear();
    added.clear();
    store.set({ folder: store.get().folder, view: { status: 'idle' } });
  });

  // What a vault that died, or one without access, could not list.
  vault.onReady(() => {
    const { folder, view } = store.get();
    const rest = view.status === 'ready' ? view.rest.status : view.status;
    if (rest === 'failed') enter(folder);
  });

  async function makeFolder(path: string): Promise<void> {
    await vault.send('makeFolder', { folder: path });
    insertFolders(path);
    const { view } = store.get();
    if (view.status === 'ready') publish(view.rest);
  }

  async function foldersIn(path: string): Promise<readonly StoredFolder[]> {
    let listed = noPages;
    do {
      listed = withPage(
        listed,
        await vault.send('list', { folder: path, continuation: listed.continuation }),
      );
    } while (listed.continuation !== null);
    return listed.folders;
  }

  return { get: store.get, subscribe: store.subscribe, enter, refresh, makeFolder, foldersIn };
}

/** What is known of a file the moment it was sealed; the listing tells the rest. */
function storedFileOf({ kind, name, phase }: TransferSnapshot): StoredFile | null {
  if (kind !== 'seal' || phase.status !== 'done') return null;
  const storedName = phase.key.slice(phase.key.lastIndexOf('/') + 1);
  return {
    key: phase.key,
    name: storedName === '' ? name : storedName,
    storedSize: phase.bytes,
    etag: '',
    lastModified: new Date().toISOString(),
  };
}
