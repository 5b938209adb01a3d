import { AppError } from '../../errors.ts';
import { isResumable } from '../is-resumable.ts';
import type { Progress } from '../progress.ts';
import type { StorageEncryption } from '../store-port.ts';
import { abortUpload } from './abort-upload.ts';
import type { UnsettledWrite } from './is-stored.ts';
import type { Notes } from './notes.ts';
import type { SealPorts, SealRequest } from './seal-ports.ts';
import { reasonToStartOver } from './start-over.ts';

/** One attempt at a file, under one data key. */
export interface SealAttempt {
  readonly ports: SealPorts;
  readonly request: SealRequest;
  /** as it is now; the request's may be older */
  readonly file: File;
  readonly notes: Notes;
  /** the same for every attempt at the file */
  readonly storageEncryption: StorageEncryption;
  /** whether an object of its key is replaced; otherwise that key must be free */
  readonly replaces: boolean;
  readonly onUnsettled: (write: UnsettledWrite) => void;
  /** One count for all attempts, so that what is shown never goes back. */
  readonly progressFor: (key: string, already: number) => Progress;
}

/**
 * Works on an upload that exists. When that fails the upload and its record stay for a later attempt, or both go: after a cancel, when the
 * file starts over, when there is no record, and when going on is pointless. A record whose upload could not be removed stays, so
 * that it still can be.
 * @throws what `work` threw; what the store threw where an upload must go and cannot before the file starts over
 */
export async function orSettle(
  { ports: { store, wait }, request, notes }: SealAttempt,
  upload: { readonly key: string; readonly uploadId: string },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const over = !request.signal.aborted && reasonToStartOver(thrown) !== null;
    if (!request.signal.aborted && !over && notes.kept && isWorthKeeping(thrown)) throw thrown;
    const obstacle = await abortUpload(store, upload, wait);
    if (obstacle === null) await notes.remove();
    else if (over && notes.kept) throw obstacle;
    throw thrown;
  }
}

/** A file that changed may also be one on a drive that was unplugged: browsers do not tell. The next attempt finds out. */
function isWorthKeeping(thrown: unknown): boolean {
  return isResumable(thrown) || (thrown instanceof AppError && thrown.code === 'file-changed');
}
