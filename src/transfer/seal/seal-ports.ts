import type { KmsPort } from '../../keyring/kms-port.ts';
import type { Crew } from '../crew-port.ts';
import type { Claims, Journal, RecordId } from '../journal-port.ts';
import type { Pacer } from '../pacer.ts';
import type { Gate } from '../patience-port.ts';
import type { TransferStep } from '../step.ts';
import type { ObjectStore, StorageEncryption } from '../store-port.ts';
import type { Tuning } from '../tuning.ts';
import type { Wait } from '../wait.ts';
import type { UnsettledWrite } from './is-stored.ts';
import type { KeyReservations } from './key-reservations.ts';

/** What sealing needs of the world. */
export interface SealPorts {
  /** repeats what can pass by itself; only its `abortMultipart` must answer while the transfer is paused */
  readonly store: ObjectStore;
  readonly kms: KmsPort;
  readonly journal: Journal;
  readonly claims: Claims;
  readonly reservations: KeyReservations;
  readonly crew: Crew;
  readonly gate: Gate;
  /** parts in flight, shared by all transfers */
  readonly parts: Pacer;
  readonly tuning: Tuning;
  /** milliseconds, from any start */
  readonly now: () => number;
  /** milliseconds since 1970, as right as it is known */
  readonly clock: () => number;
  readonly wait: Wait;
}

/** What happens where a name is taken: `leave` fails with `name-taken`, `keep-both` makes it `name (2)`. */
export type OnTaken = 'leave' | 'replace' | 'keep-both';

export interface SealRequest {
  readonly record: RecordId;
  readonly file: File;
  /** the file's own, to be kept for a later page, and to read the file again when it changed */
  readonly handle: FileSystemFileHandle | null;
  readonly identityId: string;
  /** below the person's own prefix: empty, or names that each end with a slash; a recorded upload stays where it was begun */
  readonly folder: string;
  /** key id, key ARN or alias */
  readonly keyId: string;
  /** for a file that no record knows; a recorded one keeps what it began with */
  readonly storageEncryption: StorageEncryption;
  /** for a file that no record knows, as long as nothing of it was sealed: a name that somebody takes meanwhile is kept beside it */
  readonly onTaken: OnTaken;
  /** what an earlier attempt told `onUnsettled` last: it is looked for before the file is stored anew */
  readonly unsettled: UnsettledWrite | null;
  /** Told before a whole file is sent. Whoever wants it stored once keeps this for the next attempt: nothing here does. */
  readonly onUnsettled: (write: UnsettledWrite) => void;
  readonly signal: AbortSignal;
  readonly onStep: (step: TransferStep) => void;
}
