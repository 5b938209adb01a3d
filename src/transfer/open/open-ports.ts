import type { KmsPort } from '../../keyring/kms-port.ts';
import type { Crew } from '../crew-port.ts';
import type { Journal, RecordId } from '../journal-port.ts';
import type { Gate } from '../patience-port.ts';
import type { CreateSink } from '../sink-port.ts';
import type { TransferStep } from '../step.ts';
import type { MessageStore } from '../store-port.ts';
import type { Tuning } from '../tuning.ts';

export interface OpenPorts {
  readonly store: MessageStore;
  readonly kms: KmsPort;
  readonly crew: Crew;
  readonly journal: Journal;
  readonly gate: Gate;
  /** A place for so many bytes of plaintext. @throws AppError `storage-unavailable`, `disk-full`, `permission-lost` */
  readonly createSink: CreateSink;
  readonly tuning: Tuning;
  /** milliseconds, from any start */
  readonly now: () => number;
}

export interface OpenRequest {
  readonly key: string;
  readonly identityId: string;
  /** The person knows that the object lies elsewhere than it was sealed for. */
  readonly acceptMoved: boolean;
  /** what an earlier attempt may have left, and what this one may leave; null: nothing is noted */
  readonly record: { readonly id: RecordId; readonly handle: FileSystemFileHandle | null } | null;
  readonly signal: AbortSignal;
  readonly onStep: (step: TransferStep) => void;
}
