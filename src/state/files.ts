import { AppError, type ErrorData } from '../errors.ts';
import type { StoredFile, TransferSnapshot } from '../vault/contract.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { VaultLine } from './vault-line.ts';

export type { StoredFile };

export type FilesState =
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData }
  | {
      readonly status: 'ready';
      /** in the order of their keys, as S3 lists them */
      readonly files: readonly StoredFile[];
      readonly hasMore: boolean;
      readonly more: MoreState;
      /** keys sealed since the list was first loaded */
      readonly added: ReadonlySet<string>;
    };

type MoreState =
  | { readonly status: 'idle' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorData };

export interface FilesStore extends ReadableStore<FilesState> {
  /** Loads the first page, or again from the beginning after a failure. */
  readonly load: () => void;
  readonly loadMore: () => void;
  /** Lists the loaded pages anew; what is shown stays until the answer is there, and beside the failure where there is none. */
  readonly refresh: () => void;
}

export interface FilesParts {
  readonly vault: VaultLine;
  /** runs a refresh a little later, so that many finished seals cost one listing */
  readonly later?: (run: () => void) => void;
}

/** Milliseconds between a finished seal and the listing that confirms it. */
const refreshDelay = 1_000;

/** The stored files, page by page. A sealed file is inserted at once and replaced by what the next listing says of it. */
export function createFilesStore(parts: FilesParts): FilesStore {
  const { vault, later = (run) => setTimeout(run, refreshDelay) } = parts;
  const store = createStore<FilesState>({ status: 'idle' });
  const inserted = new Map<string, StoredFile>();
  let pages: readonly Page[] = [];
  let refreshPlanned = false;
  /** counts up when everything known became void; answers to older questions are dropped */
  let epoch = 0;
  let queue: Promise<unknown> = Promise.resolve();

  /** One listing at a time, so that no answer overtakes another. */
  function inTurn(work: (isCurrent: () => boolean) => Promise<void>): void {
    const asked = epoch;
    queue = queue.then(() => (asked === epoch ? work(() => asked === epoch) : undefined));
  }

  function publish(more: MoreState): void {
    const continuation = pages.at(-1)?.continuation ?? null;
    store.set({
      status: 'ready',
      files: mergeFiles(pages, inserted),
      hasMore: continuation !== null,
      more,
      added: new Set(inserted.keys()),
    });
  }

  async function listPages(count: number, isCurrent: () => boolean): Promise<readonly Page[] | null> {
    const listed: Page[] = [];
    let continuation: string | null = null;
    do {
      const page: Page = await vault.send('list', { continuation });
      if (!isCurrent()) return null;
      listed.push(page);
      continuation = page.continuation;
    } while (continuation !== null && listed.length < count);
    return listed;
  }

  function load(): void {
    if (store.get().status === 'loading') return;
    store.set({ status: 'loading' });
    inTurn(async (isCurrent) => {
      try {
        const listed = await listPages(1, isCurrent);
        if (listed === null) return;
        pages = listed;
        publish({ status: 'idle' });
      } catch (thrown) {
        if (isCurrent()) store.set({ status: 'failed', error: AppError.from(thrown).toData() });
      }
    });
  }

  function loadMore(): void {
    const state = store.get();
    if (state.status !== 'ready' || !state.hasMore || state.more.status === 'loading') return;
    store.set({ ...state, more: { status: 'loading' } });
    inTurn(async (isCurrent) => {
      try {
        const page = await vault.send('list', { continuation: pages.at(-1)?.continuation ?? null });
        if (!isCurrent()) return;
        pages = [...pages, page];
        publish({ status: 'idle' });
      } catch (thrown) {
        if (isCurrent()) publish({ status: 'failed', error: AppError.from(thrown).toData() });
      }
    });
  }

  /** Takes out what was sealed here and is no longer stored: it was known before the listing, which does not have it. */
  function forgetRemoved(known: readonly string[], listed: readonly Page[]): void {
    const keys = listed.flatMap(({ files }) => files.map(({ key }) => key));
    const last = listed.at(-1)?.continuation === null ? null : (keys.at(-1) ?? '');
    const stored = new Set(keys);
    for (const key of known) {
      if (!stored.has(key) && (last === null || compareKeys(key, last) <= 0)) inserted.delete(key);
    }
  }

  function refresh(onFailure?: (error: ErrorData) => void): void {
    if (store.get().status !== 'ready') return;
    inTurn(async (isCurrent) => {
      try {
        const known = [...inserted.keys()];
        const listed = await listPages(pages.length, isCurrent);
        if (listed === null) return;
        forgetRemoved(known, listed);
        pages = listed;
        const state = store.get();
        publish(
          state.status === 'ready' && state.more.status === 'loading' ? state.more : { status: 'idle' },
        );
      } catch (thrown) {
        // The list on screen stays.
        if (isCurrent()) onFailure?.(AppError.from(thrown).toData());
      }
    });
  }

  function sealed(snapshot: TransferSnapshot): void {
    const file = storedFileOf(snapshot);
    const state = store.get();
    if (file === null || state.status !== 'ready') return;
    inserted.set(file.key, file);
    publish(state.more);
    if (refreshPlanned) return;
    refreshPlanned = true;
    later(() => {
      refreshPlanned = false;
      refresh();
    });
  }

  vault.subscribe((event) => {
    if (event.type === 'transfer') sealed(event.snapshot);
  });
  vault.onClose((why) => {
    if (why === 'crashed') return;
    epoch += 1;
    pages = [];
    inserted.clear();
    store.set({ status: 'idle' });
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    load,
    loadMore,
    refresh: () => refresh((error) => publish({ status: 'failed', error })),
  };
}

interface Page {
  readonly files: readonly StoredFile[];
  readonly continuation: string | null;
}

/** Listed files win over inserted ones of the same key. */
function mergeFiles(
  pages: readonly Page[],
  inserted: ReadonlyMap<string, StoredFile>,
): readonly StoredFile[] {
  const byKey = new Map(inserted);
  for (const page of pages) for (const file of page.files) byKey.set(file.key, file);
  return [...byKey.values()].toSorted((left, right) => compareKeys(left.key, right.key));
}

/** S3's order: by UTF-8 bytes, which is the order of code points. */
export function compareKeys(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index++) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one === other) continue;
    // Surrogates sort above U+E000..U+FFFF in code points, below in code units.
    return (isSurrogate(one) ? one + 0x10000 : one) - (isSurrogate(other) ? other + 0x10000 : other);
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
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
