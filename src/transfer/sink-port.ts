import type { Bytes } from '../bytes/bytes.ts';

/** Where opened plaintext goes. Nothing written is shown to anyone as a whole file before `commit`. */
export interface Sink {
  /** what it is, for people and tests: `file-picker`, `download-stream`, `private-file`, `memory` */
  readonly name: SinkName;
  /** bytes that lie there from an earlier attempt, verified then; writing goes on after them */
  readonly begun: number;
  /**
   * Appends in order; resolves when more may be written (backpressure). The chunk is the sink's from here on: its buffer may be
   * detached. `discard` may come while it waits.
   * @throws AppError `disk-full`, `storage-unavailable`, `permission-lost`, `download-stopped`
   */
  write(chunk: Bytes): Promise<void>;
  /** Makes what was written survive a crash; the place, or null where this sink cannot. Not before some MiB have passed. */
  checkpoint(): Promise<SinkPlace | null>;
  /** The whole file was written and verified: makes it available. A File where it must still be handed to the person. */
  commit(): Promise<File | null>;
  /** Keeps what the last checkpoint named for a later attempt; otherwise as `discard`. Never throws. */
  suspend(): Promise<void>;
  /** Removes whatever was written. Never throws. */
  discard(): Promise<void>;
}

export type SinkName = 'file-picker' | 'download-stream' | 'private-file' | 'memory';

export interface SinkPlace {
  /** name of the private file */
  readonly place: string;
  /** bytes of plaintext that are safe there */
  readonly bytes: number;
}

/** Makes the sink for one opening. */
export type CreateSink = (request: {
  /** bytes of plaintext to come, those that lie there already included */
  readonly bytes: number;
  /** no more than `bytes` come, and how many is not known */
  readonly isBound?: boolean;
  /** what an earlier attempt left */
  readonly left: SinkPlace | null;
}) => Promise<Sink>;
