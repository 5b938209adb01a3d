import type { Bytes } from '../bytes/bytes.ts';

/** Where opened plaintext goes. Nothing written is shown to anyone before `commit`. */
export interface Sink {
  /** Appends in order; resolves when more may be written (backpressure). Throws `disk-full` or `storage-unavailable`. */
  write(chunk: Bytes): Promise<void>;
  /** The whole file was written and verified: makes it available. */
  commit(): Promise<File>;
  /** Removes whatever was written. Never throws. */
  discard(): Promise<void>;
}
