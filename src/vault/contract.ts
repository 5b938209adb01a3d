import type { AppConfig } from '../config/config.ts';
import type { ErrorData } from '../errors.ts';
import type { Inspection } from '../inspect/inspection.ts';

/** Chosen by the page, unique in its lifetime. */
export type TransferId = string;

/** One stored file as the list shows it. */
export interface StoredFile {
  readonly key: string;
  /** the last part of the key, for people; hostile text, never markup */
  readonly name: string;
  /** bytes as stored */
  readonly storedSize: number;
  readonly etag: string;
  /** ISO 8601, UTC */
  readonly lastModified: string | null;
}

export interface FilePage {
  readonly files: readonly StoredFile[];
  /** pass it to the next `list`; null on the last page */
  readonly continuation: string | null;
}

/** The commands the page sends, and what each answers. Failures answer with ErrorData. */
export interface VaultCommands {
  /** Once, first. Answers when credentials were obtained. */
  start: { input: { config: AppConfig; idToken: string }; output: { identityId: string } };
  /** A fresh ID token, sent whenever sign-in renewed it and in answer to `token-needed`; null: it could not be renewed. */
  renew: { input: { idToken: string | null }; output: null };
  list: { input: { continuation: string | null }; output: FilePage };
  /** Queues a file to be sealed and stored. Progress and result come as `transfer` events. */
  seal: { input: { id: TransferId; file: File }; output: null };
  /** Queues a stored file to be opened. `acceptMoved`: the person was told that it lies elsewhere than sealed for, and wants it all the same. */
  open: { input: { id: TransferId; key: string; acceptMoved: boolean }; output: null };
  cancel: { input: { id: TransferId }; output: null };
  inspect: { input: { key: string }; output: Inspection };
  /** Aborts everything, removes staged plaintext, drops credentials. The worker ends afterwards. */
  forget: { input: null; output: null };
}

export type VaultCommand = keyof VaultCommands;

export type TransferPhase =
  | { readonly status: 'queued' }
  /** asking KMS and S3, nothing moved yet */
  | { readonly status: 'preparing' }
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
  | { readonly status: 'failed'; readonly error: ErrorData }
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
  | { readonly type: 'transfer'; readonly snapshot: TransferSnapshot }
  /** A file was opened, verified to its last frame, and is ready to be saved. Its bytes stay on disk, not in memory, where the browser can. */
  | { readonly type: 'opened'; readonly id: TransferId; readonly name: string; readonly file: File }
  /** Credentials must be renewed and the ID token is too old: send `renew`. */
  | { readonly type: 'token-needed' }
  /** The session ended for good; sign in again. */
  | { readonly type: 'session-expired' }
  /** The worker died, told by the page's client: what it was doing is lost, another may be started. */
  | { readonly type: 'crashed' };

/** Envelopes on the wire between page and worker. */
export type ToVault = {
  [C in VaultCommand]: {
    readonly call: number;
    readonly command: C;
    readonly input: VaultCommands[C]['input'];
  };
}[VaultCommand];

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
