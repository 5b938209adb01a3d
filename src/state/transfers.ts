import type { OpenTarget, RecordId, StorageKind } from '../vault/contract.ts';
import type { OnTaken, StoredFile } from '../vault/filing-contract.ts';
import type { ChangedName, Leaving, PlannedFile } from '../vault/opening-contract.ts';
import { recoverFromCrashes } from './crash-recovery.ts';
import { planOrder, type LineId, type NewPlace } from './plan-order.ts';
import type { ReadableStore } from './store.ts';
import { createTargetChoice, type ChooseTarget } from './target-choice.ts';
import { createTransferAsks, type TransferAsks } from './transfer-asks.ts';
import { createTransferAttempts } from './transfer-attempts.ts';
import { groupOfSeal, isIn } from './transfer-group.ts';
import {
  createTransferJobs,
  type ArchiveSource,
  type LocalSource,
  type OpenSource,
  type SealSource,
} from './transfer-jobs.ts';
import { createTransferRetries } from './transfer-retries.ts';
import {
  asksAboutName,
  isAtEnd,
  isPausable,
  isPaused,
  type GroupId,
  type Transfer,
  type TransfersState,
} from './transfer.ts';
import type { VaultLine } from './vault-line.ts';

export interface ChosenFile {
  readonly file: File;
  /** the file's own, where the browser gives one */
  readonly handle: FileSystemFileHandle | null;
  /** the folders it lies in below what was dropped or chosen, each with a slash; empty for none */
  readonly folder: string;
}

/** Planned files, and the folder that the person chose for them. */
export interface OpeningInto {
  /** of the folder that all of it is; null where it is more than one thing */
  readonly name: string | null;
  readonly files: readonly Pick<PlannedFile, 'key' | 'size' | 'path'>[];
  readonly changed: readonly ChangedName[];
  readonly directory: FileSystemDirectoryHandle;
  readonly onTaken: 'replace' | 'keep-both';
}

/** Planned files, and where the archive of them goes. */
export interface OpeningArchive extends Pick<ArchiveSource, 'files' | 'emptyFolders' | 'changed'> {
  readonly name: string;
  readonly target: OpenTarget;
}

export interface TransfersStore extends ReadableStore<TransfersState>, TransferAsks {
  /** O(1), where `get` may have to summarize thousands. */
  readonly find: (id: RecordId) => Transfer | undefined;
  /** `into`: the folder, as in `StoredFolder`, that they are stored in, with those they bring; usually the top. `onTaken`: where a name is taken; usually the person is asked */
  readonly seal: (files: readonly ChosenFile[], into?: string, onTaken?: OnTaken) => void;
  /** What becomes of a file whose name is taken, or of all such: `leave` takes them off the list. */
  readonly settleTaken: (how: OnTaken, id?: RecordId) => void;
  /** Within a click: the browser may ask where the file goes. */
  readonly open: (file: StoredFile) => void;
  /** Opens a sealed file on the device; `name`: what is opened is called. Within a click, as `open`. */
  readonly openLocal: (file: File, name: string) => void;
  /** Opens all of them into a folder, as one group. */
  readonly openInto: (opening: OpeningInto) => void;
  /** Opens all of them into one ZIP archive. */
  readonly openArchive: (archive: OpeningArchive) => void;
  /** Goes on with one that an earlier page did not end. */
  readonly goOn: (record: RecordId, name: string, source: SealSource | OpenSource) => void;
  /** Tries a failed or cancelled one again; from where it stopped, if that was kept. Within a click. */
  readonly retry: (id: RecordId) => void;
  /** Opens a file although it lies elsewhere than it was sealed for. Only after it failed with `moved`. Within a click. */
  readonly openAnyway: (id: RecordId) => void;
  /** Opens an archive without what cannot be opened. Only after it failed. Within a click. */
  readonly retryLeavingOut: (id: RecordId, note: Leaving['note']) => void;
  /** Gives a line that waits, a transfer or a group by its id, another place among those that do. */
  readonly move: (line: LineId, place: NewPlace) => void;
  /** Those of one group, or all. */
  readonly pauseAll: (group?: GroupId) => void;
  readonly resumeAll: (group?: GroupId) => void;
  readonly cancelAll: (group?: GroupId) => void;
  /** Tries again what failed and asks nothing of the person. */
  readonly retryFailed: (group?: GroupId) => void;
  /** Takes one that is at its end off the list. */
  readonly dismiss: (id: RecordId) => void;
  /** Takes off the list what is done or cancelled; failures stay. */
  readonly clearFinished: () => void;
  /** Takes off the list whatever of a group is at its end. */
  readonly clearGroup: (group: GroupId) => void;
}

export interface TransfersParts {
  readonly vault: VaultLine;
  readonly chooseTarget: ChooseTarget;
  /** what the store is asked for when a file is begun */
  readonly chooseStorage: () => StorageKind;
  /** hands an opened file to the browser as a download */
  readonly save: (name: string, file: File) => void;
  /** runs the notification of many changes at once, a little later */
  readonly later?: (run: () => void) => void;
}

/** Milliseconds that changes are collected: thousands of files send thousands of events. */
const notifyDelay = 40;

/** What moves, has moved, or failed to. */
export function createTransfersStore(parts: TransfersParts): TransfersStore {
  const { vault, chooseTarget, chooseStorage, save, later = (run) => setTimeout(run, notifyDelay) } = parts;
  const jobs = createTransferJobs(later);
  const asks = createTransferAsks(vault, jobs);
  const attempts = createTransferAttempts(vault, jobs);
  const { begin } = attempts;
  const choice = createTargetChoice(chooseTarget);
  const { place, again, againWhere } = createTransferRetries(jobs, attempts, choice);

  function each(
    is: (transfer: Transfer) => boolean,
    act: (id: RecordId) => void,
    group: GroupId | null = null,
  ): void {
    for (const { shown } of jobs.all()) if (isIn(shown, group) && is(shown)) act(shown.id);
  }

  vault.subscribe((event) => {
    if (event.type !== 'opened') return;
    const job = jobs.ofAttempt(event.id);
    if (job === undefined) return;
    jobs.show(job.shown.id, { opened: event.file });
    save(event.name, event.file);
  });
  recoverFromCrashes({ vault, jobs, ...attempts });
  vault.onReady(() => againWhere(({ code }) => code === 'session-expired'));
  vault.onClose((why) => {
    if (why !== 'ended') return;
    choice.drop();
    jobs.clear();
  });

  return {
    get: jobs.snapshot,
    subscribe: jobs.subscribe,
    find: (id) => jobs.get(id)?.shown,
    seal(files, into = '', onTaken = 'leave') {
      const storageEncryption = chooseStorage();
      const group = groupOfSeal(files);
      if (group !== null) jobs.putGroup(group);
      for (const { file, handle, folder: own } of files) {
        const folder = `${into}${own}`;
        const asked = { storageEncryption, folder, onTaken };
        const source = { kind: 'seal', file, handle, unsettled: null, ...asked } as const;
        begin(crypto.randomUUID(), `${own}${file.name}`, source, group?.id ?? null);
      }
    },
    open({ key, name, storedSize }) {
      const source: OpenSource = { kind: 'open', key, size: storedSize, acceptMoved: false, target: null };
      place(crypto.randomUUID(), name, source, key);
    },
    openLocal(file, name) {
      const { size } = file;
      const source: LocalSource = { kind: 'local', file, size, acceptMoved: true, target: null };
      place(crypto.randomUUID(), name, source, `${size} ${file.lastModified} ${file.name}`);
    },
    openInto({ name, files, changed, directory, onTaken }) {
      const id = crypto.randomUUID();
      jobs.putGroup({ id, kind: 'open', name, changed });
      for (const { key, size, path } of files) {
        const target = { kind: 'directory-file', directory, path, onTaken } as const;
        const source: OpenSource = { kind: 'open', key, size, acceptMoved: false, target };
        begin(crypto.randomUUID(), path.join('/'), source, id);
      }
    },
    openArchive({ name, target, files, emptyFolders, changed }) {
      const size = files.reduce((sum, file) => sum + file.size, 0);
      const what = { files, emptyFolders, changed, size };
      begin(crypto.randomUUID(), name, {
        kind: 'archive',
        ...what,
        acceptMoved: false,
        leaving: null,
        target,
      });
    },
    settleTaken(how, id) {
      for (const { source, shown } of jobs.all()) {
        if (source.kind !== 'seal' || !asksAboutName(shown) || (id !== undefined && id !== shown.id))
          continue;
        if (how === 'leave') jobs.remove(shown.id);
        else begin(shown.id, shown.name, { ...source, onTaken: how });
      }
    },
    goOn: (record, name, source) => begin(record, name, source),
    retry: (id) => again(id, {}),
    openAnyway: (id) => again(id, { acceptMoved: true }),
    retryLeavingOut: (id, note) => again(id, { note }),
    ...asks,
    move(line, place) {
      const plan = planOrder(jobs.snapshot().transfers, line, place);
      if (plan === null) return;
      jobs.reorder(plan.shown);
      // A vault that is still to come gets them in the order of the list.
      const attemptOf = (id: RecordId) => jobs.get(id)?.attempt ?? null;
      const ids = plan.turns.ids.map(attemptOf).filter((id) => id !== null);
      const before = plan.turns.before === null ? null : attemptOf(plan.turns.before);
      if (ids.length > 0) vault.send('reorder', { ids, before }).catch(() => null);
    },
    pauseAll: (group) => each(isPausable, asks.pause, group),
    resumeAll: (group) => each(isPaused, asks.resume, group),
    cancelAll: (group) => each(({ phase }) => !isAtEnd(phase), asks.cancel, group),
    retryFailed: (group) => againWhere(() => true, group),
    dismiss(id) {
      const phase = jobs.get(id)?.shown.phase;
      if (phase !== undefined && isAtEnd(phase)) jobs.remove(id);
    },
    clearFinished: () => each(({ phase }) => isAtEnd(phase) && phase.status !== 'failed', jobs.remove),
    clearGroup: (group) => each(({ phase }) => isAtEnd(phase), jobs.remove, group),
  };
}
