import type { Bytes } from '../bytes/bytes.ts';
import type { AppConfig } from '../config/config.ts';
import type { OwnCredentials } from '../config/own-credentials.ts';
import type { StorageKind } from '../config/storage-encryption.ts';
import type { ErrorData } from '../errors.ts';
import type { OnTaken } from '../transfer/seal/seal-ports.ts';
import type { DiagnosisEvent, DoctorCommands } from './doctor-contract.ts';
import type { FilingCommands } from './filing-contract.ts';
import type { InspectCommands, VerificationEvent } from './inspect-contract.ts';
import type { LeftOutEvent, Leaving, OpeningCommands, PlannedFile, SafePath } from './opening-contract.ts';
import type { ThumbnailCommands } from './thumbnail-contract.ts';
import type { CallsEvent } from './trace-contract.ts';
import type { ViewCommands, ViewFailedEvent } from './view-contract.ts';
import type { WorkbenchCommands } from './workbench-contract.ts';

export type { OwnCredentials } from '../config/own-credentials.ts';
export type { StorageKind } from '../config/storage-encryption.ts';

/** One attempt at a transfer. Chosen by the page, unique in its lifetime. */
export type TransferId = string;

/** One transfer through all its attempts, reloads included. Chosen by the page: a UUID. */
export type RecordId = string;

/** Where an opened file goes; the page finds out what the browser can do. */
export type OpenTarget =
  /** a file the person picked; it gets its content when all of it verified */
  | { readonly kind: 'picked-file'; readonly handle: FileSystemFileHandle }
  /** a place below a folder the person chose; it gets its content when all of it verified */
  | {
      readonly kind: 'directory-file';
      readonly directory: FileSystemDirectoryHandle;
      readonly path: SafePath;
      readonly onTaken: 'replace' | 'keep-both';
    }
  /** a download that the service worker feeds; the port speaks `stream/protocol.ts` */
  | { readonly kind: 'download-stream'; readonly port: MessagePort }
  /** the origin's private storage, handed over when whole; memory where the browser has none */
  | { readonly kind: 'private-file' }
  /** for small files, handed over when whole */
  | { readonly kind: 'memory' };

/** A transfer that an earlier page did not end. */
export interface InterruptedTransfer {
  readonly record: RecordId;
  readonly kind: 'seal' | 'open';
  readonly name: string;
  readonly key: string;
  /** bytes of plaintext */
  readonly size: number;
  /** bytes of plaintext that need not be moved again, as far as this browser knows */
  readonly moved: number;
  /** milliseconds since 1970 */
  readonly createdAt: number;
  /** The file on the person's device, where the browser kept it; the page must ask for permission. Null: the person chooses it again (seal), or it goes where `open` says (open). */
  readonly handle: FileSystemFileHandle | null;
  /** another tab works on it now */
  readonly inOtherTab: boolean;
}

/** Parts in the bucket of an upload that this browser knows nothing of: begun elsewhere, or before its notes were cleared. */
export interface LeftoverUpload {
  readonly key: string;
  readonly name: string;
  readonly uploadId: string;
  /** ISO 8601, UTC */
  readonly initiated: string | null;
}

/** The write of a whole file whose answer the vault does not have yet. It may take place although the vault dies. */
export interface UnsettledWrite {
  readonly key: string;
  /** with its tag; nothing in it is secret */
  readonly header: Bytes;
  /** bytes of the whole message */
  readonly length: number;
  /** of the file when it was sealed: bytes, and milliseconds since 1970 */
  readonly size: number;
  readonly lastModified: number;
}

/** The commands the page sends, and what each answers. Failures answer with ErrorData. */
export interface VaultCommands
  extends
    FilingCommands,
    OpeningCommands,
    ViewCommands,
    ThumbnailCommands,
    InspectCommands,
    WorkbenchCommands,
    DoctorCommands {
  /**
   * Once, first. Answers when credentials were obtained for the ID token, or those that the person brought were tried.
   * `owner`: whose files; its folder in the bucket, and the `owner` of the encryption context.
   */
  start: {
    input: { config: AppConfig } & ({ idToken: string } | { own: OwnCredentials; owner: string });
    output: { identityId: string };
  };
  /**
   * A fresh ID token, sent whenever sign-in renewed it and in answer to `token-needed`; null: it could not be renewed. Or other credentials in
   * the place of those that expired, for the same owner; they are tried before they are taken.
   */
  renew: { input: { idToken: string | null } | { own: OwnCredentials }; output: null };
  /**
   * Queues a file to be sealed and stored. Progress and result come as `transfer` events. A `record` that an earlier attempt
   * left goes on where it stopped, if `file` is the same one; `wrong-file` otherwise. `handle`: the file's own, to be kept for a later page.
   * `unsettled`: what the last `unsettled` event of this record told, so that the file is not stored twice. `storageEncryption`: what the person
   * chose; null: what the deployment chose. `folder`: as in `StoredFolder`, empty for the top; it comes to be with its first file. `onTaken`: where the name is. A record that
   * goes on keeps what it began with.
   */
  seal: {
    input: {
      id: TransferId;
      record: RecordId;
      file: File;
      handle: FileSystemFileHandle | null;
      unsettled: UnsettledWrite | null;
      storageEncryption: StorageKind | null;
      folder: string;
      onTaken: OnTaken;
    };
    output: null;
  };
  /**
   * Queues a stored file to be opened. `acceptMoved`: the person was told that it lies elsewhere than sealed for, and wants it all the same.
   * A `record` that an earlier attempt left goes on after its last verified frame. `size`: bytes as stored, as far as the page knows.
   */
  open: {
    input: {
      id: TransferId;
      record: RecordId;
      key: string;
      size: number;
      acceptMoved: boolean;
      target: OpenTarget;
    };
    output: null;
  };
  /**
   * Queues a message on the device to be opened, a binary one or base64; it lies nowhere that its `location` could be compared with. `name`: what is opened is called, hostile
   * text. Nothing of it is noted: once the page is left there is no file to go on with.
   */
  openLocal: {
    input: { id: TransferId; record: RecordId; file: File; name: string; target: OpenTarget };
    output: null;
  };
  /**
   * Queues files to be opened into one ZIP archive. `name`: the archive's. `leaving`: null: a file that cannot be opened makes the archive fail, with `entry`, its path, in
   * the error's details. `acceptMoved` as in `open`.
   */
  openArchive: {
    input: {
      id: TransferId;
      record: RecordId;
      name: string;
      files: readonly Omit<PlannedFile, 'taken'>[];
      emptyFolders: readonly SafePath[];
      acceptMoved: boolean;
      leaving: Leaving | null;
      target: OpenTarget;
    };
    output: null;
  };
  /** Stops moving it until `resume`. */
  pause: { input: { id: TransferId }; output: null };
  resume: { input: { id: TransferId }; output: null };
  /** Those that wait their turn get it in this order, before another that waits, or last (null). Ids that do not wait any more are passed over. */
  reorder: { input: { ids: readonly TransferId[]; before: TransferId | null }; output: null };
  /** Ends it for good: nothing of it stays in the bucket or on the device. */
  cancel: { input: { id: TransferId }; output: null };
  /** Transfers of this person that earlier pages, or other tabs, did not end. */
  interrupted: { input: null; output: { transfers: readonly InterruptedTransfer[] } };
  /** Gives up an interrupted transfer: its parts, its plaintext and its record are removed. @throws `in-other-tab` */
  discard: { input: { record: RecordId }; output: null };
  leftovers: { input: null; output: { uploads: readonly LeftoverUpload[] } };
  removeLeftover: { input: { key: string; uploadId: string }; output: null };
  /** Aborts everything, removes staged plaintext and kept thumbnails, drops credentials. The worker ends afterwards. */
  forget: { input: null; output: null };
}

export type VaultCommand = keyof VaultCommands;

export type TransferPhase =
  | { readonly status: 'queued' }
  /** asking KMS and S3, nothing moved yet */
  | { readonly status: 'preparing' }
  /** going on with an interrupted one: what was sent before is compared with the file */
  | { readonly status: 'checking'; readonly moved: number; readonly total: number }
  /** by the person */
  | { readonly status: 'paused'; readonly moved: number; readonly total: number | null }
  /** goes on by itself */
  | {
      readonly status: 'waiting';
      readonly reason: 'offline' | 'unreachable' | 'service-failed' | 'throttled';
      readonly moved: number;
      readonly total: number | null;
      /** until the next attempt; null: when the network is back */
      readonly secondsLeft: number | null;
    }
  | {
      readonly status: 'moving';
      /** bytes of plaintext done and in all */
      readonly moved: number;
      readonly total: number;
      /** bytes a second, smoothed; null before there is a figure */
      readonly rate: number | null;
      readonly secondsLeft: number | null;
    }
  /** last byte moved; completing the upload or handing the file over */
  | { readonly status: 'finishing' }
  | { readonly status: 'done'; readonly key: string; readonly bytes: number }
  /** `resumable`: what was done so far is kept, and the same `record` goes on from there */
  | { readonly status: 'failed'; readonly error: ErrorData; readonly resumable: boolean }
  | { readonly status: 'cancelled' };

export interface TransferSnapshot {
  readonly id: TransferId;
  readonly kind: 'seal' | 'open';
  readonly name: string;
  /** where it is or will be stored; null until a free name was found */
  readonly key: string | null;
  readonly phase: TransferPhase;
}

export type VaultEvent =
  | VerificationEvent
  | DiagnosisEvent
  | ViewFailedEvent
  | { readonly type: 'transfer'; readonly snapshot: TransferSnapshot }
  /** A whole file is about to be sent. The vault forgets it: the next attempt at this record must be told. */
  | { readonly type: 'unsettled'; readonly id: TransferId; readonly write: UnsettledWrite }
  /** Something in `interrupted` or `leftovers` changed. */
  | { readonly type: 'records-changed' }
  | CallsEvent
  | LeftOutEvent
  /** A file was opened (targets `private-file` and `memory`), verified to its last frame, and is ready to be saved. Its bytes stay on disk, not in memory, where the browser can. */
  | { readonly type: 'opened'; readonly id: TransferId; readonly name: string; readonly file: File }
  /** Credentials must be renewed and the ID token is too old: send `renew`. */
  | { readonly type: 'token-needed' }
  /** The session ended for good; sign in again. */
  | { readonly type: 'session-expired' }
  /** The worker died, told by the page's client: what it was doing is lost, another may be started. */
  | { readonly type: 'crashed' };

/** Envelopes on the wire between page and worker. */
export type ToVault<Chosen extends VaultCommand = VaultCommand> = {
  [C in Chosen]: {
    readonly call: number;
    readonly command: C;
    readonly input: VaultCommands[C]['input'];
  };
}[Chosen];

export type FromVault =
  | { readonly call: number; readonly ok: true; readonly output: VaultCommands[VaultCommand]['output'] }
  | { readonly call: number; readonly ok: false; readonly error: ErrorData }
  | { readonly event: VaultEvent };

/** The page's view of the vault; `client.ts` makes one over a worker, tests make fakes. */
export interface Vault {
  /** @throws AppError rebuilt from the worker's answer; `vault-crashed` when the worker died. */
  send<C extends VaultCommand>(
    command: C,
    input: VaultCommands[C]['input'],
  ): Promise<VaultCommands[C]['output']>;
  /** Returns the function that stops listening. */
  subscribe(listener: (event: VaultEvent) => void): () => void;
  /** Ends the worker at once. */
  terminate(): void;
}
