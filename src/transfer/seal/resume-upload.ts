import { equalBytes } from '../../bytes/bytes.ts';
import { createSealer, type Sealer } from '../../crypto/sealer.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import { unwrapKey } from '../../keyring/kms-keyring.ts';
import { type ParsedHeader, parseHeader } from '../../message/header.ts';
import { objectLocation, sealingContext } from '../../message/location.ts';
import { sealingSuite } from '../../message/suites.ts';
import type { SealRecord } from '../journal-port.ts';
import type { HeldPart } from '../store-port.ts';
import { abortUpload } from './abort-upload.ts';
import { orSettle, type SealAttempt } from './attempt.ts';
import { isStored } from './is-stored.ts';
import { planParts, type UploadPlan } from './plan-parts.ts';
import { StartOver } from './start-over.ts';
import { storeParts } from './store-parts.ts';
import { removeLateTwins, removeStrays } from './stray-uploads.ts';

/** Milliseconds for a look at what a lost begin left, after a cancel. */
const lookPatience = 10_000;

/** KMS knows the key and denies that it wrapped this one: asking again is pointless. */
const refused: ReadonlySet<ErrorCode> = new Set([
  'kms-wrapped-key-refused',
  'kms-wrong-key',
  'no-usable-key',
]);

/**
 * Goes on with an interrupted upload under its own data key, asked back from KMS once. ListParts tells what S3 has.
 * @throws StartOver when that key must seal nothing more: the file changed, or what is known of the upload does not fit together; otherwise
 * as `sealUnderKey`
 */
export async function resumeUpload(attempt: SealAttempt, record: SealRecord): Promise<void> {
  const { ports, request, notes } = attempt;
  const { store } = ports;
  const { key, uploadId } = record;
  const { signal } = request;
  if (uploadId === null) {
    await removeBegin(attempt, record);
    throw lost('the upload was never begun');
  }
  await orSettle(attempt, { key, uploadId }, async () => {
    assertSameContent(attempt.file, record);
    const { sealer, plan } = await remake(attempt, record);
    const message = { key, header: sealer.header, length: plan.messageLength };
    const held = await heldParts(attempt, { key, uploadId });
    // A completion that was still on its way when this was interrupted may take place until now.
    const taken = held !== null && (await isTaken(attempt, key));
    if (held === null || taken) {
      if (await isStored(store, message, signal)) {
        if (taken) await abortUpload(store, { key, uploadId }, ports.wait);
        await notes.remove();
        return;
      }
      if (held === null) throw lost('S3 no longer has the upload');
      if (!attempt.replaces) throw nameTaken();
    }
    const numbers = new Set(plan.parts.map(({ partNumber }) => partNumber));
    if ([...held.keys()].some((partNumber) => !numbers.has(partNumber)))
      throw lost('S3 has parts that were never sent');
    await storeParts(attempt, {
      key,
      uploadId,
      sealer,
      plan,
      file: attempt.file,
      notes,
      resumed: true,
      held,
    });
  });
  await removeLateTwins(store, record);
}

/** What an upload left that perhaps was begun, and its record. @throws what the store throws; the signal's reason */
async function removeBegin(
  { ports: { store }, request: { signal }, notes }: SealAttempt,
  { key }: SealRecord,
): Promise<void> {
  try {
    await removeStrays(store, { key, signal });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    await removeStrays(store, { key, signal: AbortSignal.timeout(lookPatience) });
  }
  await notes.remove();
  signal.throwIfAborted();
}

/** The same name is the same file to a person; what it holds now is sealed anew. */
function assertSameContent(file: File, { size, lastModified }: SealRecord): void {
  if (file.size === size && file.lastModified === lastModified) return;
  const details = { name: file.name };
  throw new StartOver(
    new AppError('file-changed', 'the file changed since it was sealed first', { details }),
  );
}

/** The sealer of an earlier attempt, whose header must come out byte for byte. */
async function remake(
  { ports, request }: SealAttempt,
  record: SealRecord,
): Promise<{ readonly sealer: Sealer; readonly plan: UploadPlan }> {
  const { identityId, signal } = request;
  const context = sealingContext(identityId, objectLocation(ports.store.bucket, record.key));
  const parsed = readHeader(record);
  const { messageId, edks } = parsed.header;
  const { dataKey } = await unwrap(ports.kms, parsed, signal);
  const { frameLength, framesPerPart, size: plaintextLength, header } = record;
  const sealer = await createSealer({ dataKey, edks, context, frameLength, plaintextLength, messageId });
  if (!equalBytes(sealer.header, header)) throw lost('the header does not come out the same');
  const plan = planParts({
    headerLength: header.length,
    frameLength,
    plaintextLength,
    partLength: framesPerPart * frameLength,
  });
  if (plan.kind !== 'parts' || plan.parts[0]?.frameCount !== framesPerPart)
    throw lost('the parts do not come out the same');
  return { sealer, plan };
}

function readHeader({ header, frameLength }: SealRecord): ParsedHeader {
  let parse: ReturnType<typeof parseHeader>;
  try {
    parse = parseHeader(header);
  } catch {
    throw lost('the header that was written down is damaged');
  }
  if (parse.status !== 'complete' || parse.parsed.length !== header.length)
    throw lost('the header that was written down is cut');
  const { suite, content } = parse.parsed.header;
  if (suite.id !== sealingSuite.id || content.type !== 'framed' || content.frameLength !== frameLength)
    throw lost('the header that was written down is of another kind');
  return parse.parsed;
}

async function unwrap(
  kms: SealAttempt['ports']['kms'],
  parsed: ParsedHeader,
  signal: AbortSignal,
): ReturnType<typeof unwrapKey> {
  try {
    return await unwrapKey(kms, parsed, signal);
  } catch (thrown) {
    if (thrown instanceof AppError && refused.has(thrown.code)) throw new StartOver(thrown);
    throw thrown;
  }
}

/** null: S3 does not have the upload. */
async function heldParts(
  { ports: { store }, request: { signal } }: SealAttempt,
  upload: { readonly key: string; readonly uploadId: string },
): Promise<ReadonlyMap<number, HeldPart> | null> {
  try {
    const parts = await store.listParts({ ...upload, signal });
    return new Map(parts.map((part) => [part.partNumber, part]));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'upload-lost') return null;
    throw thrown;
  }
}

/** Asked before all is compared and sent, rather than after. */
async function isTaken({ ports, request: { signal } }: SealAttempt, key: string): Promise<boolean> {
  const { objects } = await ports.store.list({ prefix: key, continuation: null, limit: 1, signal });
  return objects[0]?.key === key;
}

function nameTaken(): AppError {
  return new AppError('name-taken', 'another file took this name meanwhile');
}

function lost(why: string): StartOver {
  return new StartOver(new AppError('upload-lost', why));
}
