import { AppError, type ErrorData } from '../errors.ts';
import type { InterruptedTransfer, LeftoverUpload, RecordId } from '../vault/contract.ts';
import { mayUseUnasked } from './file-permission.ts';
import { createGoingOn } from './going-on.ts';
import { createStore, type ReadableStore } from './store.ts';
import type { TransfersStore } from './transfers.ts';
import type { VaultLine } from './vault-line.ts';

/** `problem`: why the last thing asked of it did not work. `working`: asked for and not done yet. */
interface Handling {
  readonly working: boolean;
  readonly problem: ErrorData | null;
}

/** A transfer of an earlier page or another tab. */
export type InterruptedRow = InterruptedTransfer &
  Handling & {
    /** the person has to choose the file before it goes on */
    readonly needsFile: boolean;
  };

export type LeftoverRow = LeftoverUpload & Handling;

export interface InterruptedState {
  /** the latest first; none of those that the transfers panel shows */
  readonly transfers: readonly InterruptedRow[];
  readonly leftovers: readonly LeftoverRow[];
}

export interface InterruptedStore extends ReadableStore<InterruptedState> {
  /** Goes on where it stopped. Within a click: the browser may ask for permission. */
  readonly resume: (record: RecordId) => void;
  /** Goes on with a file that the person chose again. */
  readonly resumeWith: (record: RecordId, file: File) => void;
  /** Goes on with all that ask nothing of the person. */
  readonly resumeAll: () => void;
  readonly discard: (record: RecordId) => void;
  readonly removeLeftover: (uploadId: string) => void;
  /** Before signing out: gives up all but those of other tabs. Ends when the vault answered for each, or was too slow. */
  readonly discardAll: () => Promise<void>;
}

export interface InterruptedParts {
  readonly vault: VaultLine;
  readonly transfers: Pick<TransfersStore, 'find' | 'goOn' | 'dismiss' | 'subscribe'>;
  /** runs a new listing a little later, so that many changes cost one */
  readonly later?: (run: () => void) => void;
  /** resolves after so many milliseconds */
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** Milliseconds between a change of the records and the listing that shows it. */
const listingDelay = 500;
/** Milliseconds that signing out waits for what is given up: a network that is gone must not keep a person signed in. */
const discardPatience = 5_000;

const idle: Handling = { working: false, problem: null };
const nothing: InterruptedState = { transfers: [], leftovers: [] };

/** What earlier pages and other tabs left unfinished. No method throws; failures are shown on their rows. */
export function createInterruptedStore(parts: InterruptedParts): InterruptedStore {
  const { vault, transfers, later = (run) => setTimeout(run, listingDelay), wait = sleep } = parts;
  const store = createStore<InterruptedState>(nothing);
  const handling = new Map<string, Handling>();
  const goingOn = createGoingOn(transfers, (record, problem) => {
    handle(record, { working: false, problem });
    listSoon();
  });
  let records: readonly InterruptedTransfer[] = [];
  let uploads: readonly LeftoverUpload[] = [];
  let listing = 0;
  let listingPlanned = false;

  function show(): void {
    const rows = records
      .filter(({ record }) => transfers.find(record) === undefined)
      .toSorted((left, right) => right.createdAt - left.createdAt)
      .map((transfer) => rowOf(transfer, handling.get(transfer.record) ?? idle));
    const leftovers = uploads.map((upload) => ({ ...upload, ...(handling.get(upload.uploadId) ?? idle) }));
    store.set({ transfers: rows, leftovers });
  }

  function handle(id: string, change: Handling): void {
    handling.set(id, change);
    show();
  }

  async function list(): Promise<void> {
    listing += 1;
    const current = listing;
    // Both listings are an aid: where one of them is refused or the journal cannot be read, the page works without.
    const [found, left] = await Promise.all([
      vault.send('interrupted', null).catch(() => null),
      vault.send('leftovers', null).catch(() => null),
    ]);
    if (current !== listing) return;
    records = found?.transfers ?? records;
    uploads = left?.uploads ?? uploads;
    show();
  }

  function listSoon(): void {
    if (listingPlanned) return;
    listingPlanned = true;
    later(() => {
      listingPlanned = false;
      if (vault.isReady()) void list();
    });
  }

  /** Shows that it is being done, and afterwards why it was not. */
  async function doing(id: string, act: () => Promise<void>): Promise<void> {
    if (handling.get(id)?.working === true) return;
    handle(id, { working: true, problem: null });
    try {
      await act();
      handling.delete(id);
    } catch (thrown) {
      handling.set(id, { working: false, problem: AppError.from(thrown).toData() });
    }
    show();
  }

  async function discardEach(): Promise<void> {
    const found = await vault.send('interrupted', null).catch(() => ({ transfers: records }));
    const own = found.transfers.filter(({ inOtherTab }) => !inOtherTab);
    await Promise.allSettled(own.map(({ record }) => vault.send('discard', { record })));
  }

  const find = (record: RecordId) =>
    store.get().transfers.find((row) => row.record === record && !row.inOtherTab);

  vault.onReady(() => void list());
  vault.subscribe((event) => {
    if (event.type === 'records-changed') listSoon();
  });
  vault.onClose((why) => {
    listing += 1;
    if (why !== 'ended') return;
    records = [];
    uploads = [];
    handling.clear();
    goingOn.forget();
    store.set(nothing);
  });
  transfers.subscribe(() => {
    if (records.length > 0) show();
  });

  return {
    get: store.get,
    subscribe: store.subscribe,
    resume(record) {
      const row = find(record);
      if (row !== undefined) void doing(record, () => goingOn.byHandle(row));
    },
    resumeWith(record, file) {
      const row = find(record);
      if (row?.kind === 'seal') void doing(record, async () => goingOn.withFile(row, file));
    },
    resumeAll() {
      for (const row of store.get().transfers) {
        if (row.inOtherTab || row.needsFile || row.working) continue;
        void mayUseUnasked(row.handle, row.kind === 'seal' ? 'read' : 'readwrite').then((may) =>
          may ? doing(row.record, () => goingOn.byHandle(row)) : undefined,
        );
      }
    },
    discard(record) {
      if (find(record) === undefined) return;
      void doing(record, async () => {
        await vault.send('discard', { record });
        records = records.filter((row) => row.record !== record);
      });
    },
    removeLeftover(uploadId) {
      const upload = uploads.find((candidate) => candidate.uploadId === uploadId);
      if (upload === undefined) return;
      void doing(uploadId, async () => {
        await vault.send('removeLeftover', { key: upload.key, uploadId });
        uploads = uploads.filter((candidate) => candidate.uploadId !== uploadId);
      });
    },
    async discardAll() {
      await Promise.race([discardEach(), wait(discardPatience)]);
    },
  };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}

function rowOf(transfer: InterruptedTransfer, how: Handling): InterruptedRow {
  // A handle that did not lead to the file gives way to choosing it.
  const isLost = transfer.handle === null || (how.problem !== null && how.problem.code !== 'permission-lost');
  return { ...transfer, ...how, needsFile: transfer.kind === 'seal' && isLost };
}
