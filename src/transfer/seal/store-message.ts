import { equalBytes } from '../../bytes/bytes.ts';
import type { Sealer } from '../../crypto/sealer.ts';
import { abortUpload } from './abort-upload.ts';
import { combineCrc32 } from './crc32-combine.ts';
import { crc32Header, createCrc32, type Crc32 } from './crc32.ts';
import type { FileSlices } from './file-slices.ts';
import { inLanes } from '../lanes.ts';
import type { Pacer } from '../pacer.ts';
import type { PartPlan, UploadPlan } from './plan-parts.ts';
import { sealPart } from './seal-part.ts';
import type { ObjectStore, StoredPart } from '../store-port.ts';
import type { Tuning } from '../tuning.ts';
import type { Wait } from '../wait.ts';

export interface StoreMessage {
  readonly store: ObjectStore;
  /** parts in flight, shared by all transfers */
  readonly parts: Pacer;
  readonly tuning: Tuning;
  readonly wait: Wait;
  readonly key: string;
  readonly plan: UploadPlan;
  readonly sealer: Sealer;
  readonly file: FileSlices;
  readonly signal: AbortSignal;
  readonly onMoved: (plaintextBytes: number) => void;
  readonly onFinishing: () => void;
}

/** Milliseconds for the last look at what an interrupted write left behind, and for the start of an upload to end after a cancel. */
const settleTime = 10_000;

/**
 * Seals a file's frames and stores them under a key that must be free. Nothing half-written stays behind: on failure or
 * cancel a multipart upload is aborted.
 * @throws AppError `name-taken` when somebody took the key meanwhile; whatever file, sealer and store throw; AbortError
 */
export async function storeMessage(input: StoreMessage): Promise<void> {
  if (input.plan.kind === 'parts') return storeParts(input);
  const [part] = input.plan.parts;
  if (part) await storeSingle(input, part);
}

async function storeSingle(input: StoreMessage, part: PartPlan): Promise<void> {
  const { store, key, signal } = input;
  await input.parts.run(async () => {
    const { body, crc } = await sealPart({ ...input, part, crc: await createCrc32() });
    input.file.assertUnchanged();
    await unlessStored(input, () =>
      store.put({ key, body, crc32: crc32Header(crc), onlyIfAbsent: true, signal }),
    );
  }, signal);
  input.onMoved(part.plaintextEnd);
  input.onFinishing();
}

async function storeParts(input: StoreMessage): Promise<void> {
  const { store, key, signal, wait } = input;
  const uploadId = await beginUpload(input);
  try {
    signal.throwIfAborted();
    const { stored, crc } = await sendParts(input, uploadId);
    input.file.assertUnchanged();
    input.onFinishing();
    const size = input.plan.messageLength;
    await unlessStored(input, () =>
      store.completeMultipart({
        key,
        uploadId,
        parts: stored,
        crc32: crc32Header(crc),
        size,
        onlyIfAbsent: true,
        signal,
      }),
    );
  } catch (thrown) {
    await abortUpload(store, { key, uploadId }, wait);
    throw thrown;
  }
}

/** Not cancelled with the rest: an upload whose id never arrived could not be aborted. */
function beginUpload({ store, key, signal }: StoreMessage): Promise<string> {
  signal.throwIfAborted();
  const late = new AbortController();
  const onAbort = (): void => void setTimeout(() => late.abort(), settleTime);
  signal.addEventListener('abort', onAbort, { once: true });
  return store
    .createMultipart({ key, signal: late.signal })
    .finally(() => signal.removeEventListener('abort', onAbort));
}

async function sendParts(
  input: StoreMessage,
  uploadId: string,
): Promise<{ stored: StoredPart[]; crc: number }> {
  const { store, key, plan, tuning } = input;
  const largest = plan.parts.reduce((most, { length }) => Math.max(most, length), 0);
  const lanes = Math.max(1, Math.min(tuning.lanes, Math.floor(tuning.sendBudget / largest)));
  const checksums: Crc32[] = await Promise.all(Array.from({ length: lanes }, () => createCrc32()));
  const done: { readonly part: StoredPart; readonly crc: number; readonly length: number }[] = [];
  await inLanes({
    items: plan.parts,
    lanes,
    signal: input.signal,
    perform: async (part, lane, signal) => {
      const checksum = checksums[lane];
      if (!checksum) return;
      await input.parts.run(async () => {
        const { body, crc } = await sealPart({ ...input, part, crc: checksum, signal });
        const { partNumber, length } = part;
        const stored = await store.putPart({
          key,
          uploadId,
          partNumber,
          body,
          crc32: crc32Header(crc),
          signal,
        });
        done.push({ part: stored, crc, length });
      }, signal);
      input.onMoved(part.plaintextEnd - part.plaintextStart);
    },
  });
  const inOrder = done.toSorted((left, right) => left.part.partNumber - right.part.partNumber);
  return {
    stored: inOrder.map(({ part }) => part),
    crc: inOrder.reduce((whole, { crc, length }) => combineCrc32(whole, crc, length), 0),
  };
}

/**
 * A write whose answer was lost may have taken place all the same, and its retry then finds the name taken. The header
 * holds a random message id: an object that begins with it is this one, and the write succeeded.
 */
async function unlessStored(input: StoreMessage, write: () => Promise<unknown>): Promise<void> {
  const { store, key, sealer, plan } = input;
  try {
    await write();
  } catch (thrown) {
    let stored = false;
    try {
      const signal = AbortSignal.timeout(settleTime);
      const found = await store.read({ key, first: 0, last: sealer.header.length - 1, signal });
      stored = found.size === plan.messageLength && equalBytes(found.bytes, sealer.header);
    } catch {
      // Not there, or not to be seen: the write failed.
    }
    if (!stored) throw thrown;
  }
}
