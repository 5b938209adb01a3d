import { AppError } from '../../errors.ts';
import type { Claims, Journal, SealRecord } from '../journal-port.ts';
import type { ObjectStore } from '../store-port.ts';
import type { Wait } from '../wait.ts';
import { abortUpload } from './abort-upload.ts';
import { recordClaim } from './key-reservations.ts';
import { removeStrays } from './stray-uploads.ts';

/**
 * Gives up an interrupted upload: its parts, then its record.
 * @throws AppError `in-other-tab`; what the store throws, and then the record stays, so that it can be tried again
 */
export async function discardSeal(
  ports: {
    readonly store: ObjectStore;
    readonly journal: Journal;
    readonly claims: Claims;
    readonly wait: Wait;
  },
  record: SealRecord,
  signal: AbortSignal,
): Promise<void> {
  const { store, journal, claims, wait } = ports;
  const { id, key, uploadId } = record;
  const letGo = await claims.claim(recordClaim(id));
  if (letGo === null) {
    throw new AppError('in-other-tab', 'another tab works on this file', { details: { name: record.name } });
  }
  try {
    if (uploadId === null) await removeStrays(store, { key, signal });
    const obstacle = uploadId === null ? null : await abortUpload(store, { key, uploadId }, wait);
    if (obstacle !== null) throw obstacle;
    await journal.remove(id);
  } finally {
    letGo();
  }
}
