import type { Bytes } from '../bytes/bytes.ts';
import type { StorageEncryption } from './store-port.ts';

/** Chosen by the page; stays the same through every attempt at one transfer, reloads included. */
export type RecordId = string;

interface RecordFacts {
  readonly id: RecordId;
  /** whose transfer it is */
  readonly identityId: string;
  /** `s3://bucket` */
  readonly bucket: string;
  readonly key: string;
  /** the file's name on the person's device */
  readonly name: string;
  /** bytes of plaintext */
  readonly size: number;
  /** milliseconds since 1970 */
  readonly createdAt: number;
  /** the file on the person's device, where the browser lets a page keep it */
  readonly handle: FileSystemFileHandle | null;
}

/** An upload in parts, written down before its multipart upload is begun. Holds no key: the header's are wrapped. */
export interface SealRecord extends RecordFacts {
  readonly kind: 'seal';
  /** the file's own, milliseconds since 1970 */
  readonly lastModified: number;
  /** the message's whole header with its tag */
  readonly header: Bytes;
  readonly frameLength: number;
  /** frames of every part but the last */
  readonly framesPerPart: number;
  /** what the upload was created with, and what another one for this file gets if it must start over */
  readonly storageEncryption: StorageEncryption;
  /** whether it takes the place of an object of its key */
  readonly replaces: boolean;
  /** null while the upload is being begun: S3 may have it, or not */
  readonly uploadId: string | null;
  /** it was cancelled, and what S3 holds of it could not be removed yet */
  readonly givenUp: boolean;
}

/** What was sealed for one part, written down before a byte of it leaves. */
export interface PartRecord {
  readonly partNumber: number;
  /** the frames' GCM tags, 16 bytes each, in order */
  readonly tags: Bytes;
  /** CRC-32 of the part as sent */
  readonly crc: number;
}

/** An opening whose verified beginning lies on disk. */
export interface OpenRecord extends RecordFacts {
  readonly kind: 'open';
  readonly etag: string;
  readonly acceptMoved: boolean;
  /** the private file that holds the beginning; null: none is kept, a later attempt begins at 0 */
  readonly place: string | null;
  /** bytes of plaintext there, whole frames, all verified */
  readonly verified: number;
}

export type TransferRecord = SealRecord | OpenRecord;

/**
 * What survives a reload or a crash, kept in the browser's own database. A method that resolved has made its change durable.
 * @throws AppError `journal-unavailable`
 */
export interface Journal {
  /** Adds or replaces. */
  put(record: TransferRecord): Promise<void>;
  get(id: RecordId): Promise<TransferRecord | null>;
  /** All of one person's, oldest first. */
  list(identityId: string): Promise<readonly TransferRecord[]>;
  /** With its parts. */
  remove(id: RecordId): Promise<void>;
  /** Fails with `journal-unavailable` where no such record is kept. */
  putPart(id: RecordId, part: PartRecord): Promise<void>;
  /** One at a time: those of a large file are gigabytes together. `damaged`: there was one, and nobody knows what it said. */
  part(id: RecordId, partNumber: number): Promise<PartRecord | 'damaged' | null>;
  /** Parts written down for a record. */
  partCount(id: RecordId): Promise<number>;
  /** Removes every record of anybody else; gives what was removed. */
  keepOnly(identityId: string): Promise<readonly TransferRecord[]>;
}

/** One holder at a time among all tabs of this browser; a holder that dies lets go. */
export interface Claims {
  /** null when somebody else holds it; otherwise call the function to let go. */
  claim(name: string): Promise<(() => void) | null>;
  /** Names of all that are held, by any tab. */
  held(): Promise<ReadonlySet<string>>;
}
