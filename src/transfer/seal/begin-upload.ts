import { createSealer } from '../../crypto/sealer.ts';
import { sealKey } from '../../keyring/kms-keyring.ts';
import { objectLocation, sealingContext } from '../../message/location.ts';
import type { SealRecord } from '../journal-port.ts';
import { orSettle, type SealAttempt } from './attempt.ts';
import { planParts } from './plan-parts.ts';
import { storeParts } from './store-parts.ts';
import { storeSingle } from './store-single.ts';
import { removeLateTwins, removeStrays, removeTwins } from './stray-uploads.ts';

/** Milliseconds for the begin of an upload to end after a cancel, and for a look at what it left. */
const settleTime = 10_000;

/**
 * Seals a file under a new data key and stores it under a key that must be free, unless it replaces what is there. An upload in parts is written down before it is begun.
 * @throws StartOver; AppError `name-taken`, `upload-lost`, whatever KMS, crew and store throw; the signal's reason
 */
export async function sealUnderKey(attempt: SealAttempt, key: string): Promise<void> {
  const { ports, request, file, notes, storageEncryption, replaces } = attempt;
  const { store, kms, tuning } = ports;
  const { identityId, keyId, signal } = request;
  const context = sealingContext(identityId, objectLocation(store.bucket, key));
  const { dataKey, edks } = await sealKey(kms, { keyId, context, signal });
  const { frameLength, partLength } = tuning;
  const plaintextLength = file.size;
  const sealer = await createSealer({ dataKey, edks, context, frameLength, plaintextLength });
  const { header } = sealer;
  const plan = planParts({ headerLength: header.length, frameLength, plaintextLength, partLength });
  const [first] = plan.parts;
  if (plan.kind === 'single' || !first) return storeSingle(attempt, key, sealer);
  const record: SealRecord = {
    kind: 'seal',
    id: request.record,
    identityId,
    bucket: store.bucket,
    key,
    name: file.name,
    size: file.size,
    lastModified: file.lastModified,
    createdAt: ports.clock(),
    handle: request.handle,
    header,
    frameLength,
    framesPerPart: first.frameCount,
    storageEncryption,
    replaces,
    uploadId: null,
    givenUp: false,
  };
  await notes.begin(record);
  const { uploadId, took } = await begin(attempt, record);
  const twins = removeTwins(store, { key, uploadId, took, signal: AbortSignal.timeout(settleTime) });
  try {
    await orSettle(attempt, { key, uploadId }, async () => {
      await notes.change({ ...record, uploadId });
      signal.throwIfAborted();
      await storeParts(attempt, {
        key,
        uploadId,
        sealer,
        plan,
        file,
        notes,
        resumed: false,
        held: new Map(),
      });
    });
  } finally {
    if (!(await twins)) await removeLateTwins(store, { key, uploadId });
  }
}

/** Not cancelled with the rest at once: an upload whose id never arrived is hard to find. What a lost answer leaves is removed. */
async function begin(
  { ports: { store, now }, request: { signal }, notes }: SealAttempt,
  { key, storageEncryption }: SealRecord,
): Promise<{ readonly uploadId: string; readonly took: number }> {
  const late = new AbortController();
  const onAbort = (): void => void setTimeout(() => late.abort(), settleTime);
  signal.addEventListener('abort', onAbort, { once: true });
  const askedAt = now();
  try {
    signal.throwIfAborted();
    const uploadId = await store.createMultipart({ key, storageEncryption, signal: late.signal });
    return { uploadId, took: now() - askedAt };
  } catch (thrown) {
    try {
      await removeStrays(store, { key, signal: AbortSignal.timeout(settleTime) });
      await notes.remove();
    } catch {
      // The record stays, and with it what is needed to look again.
    }
    throw thrown;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
