import { equalBytes } from '../../bytes/bytes.ts';
import { hintGarbage } from '../../bytes/hint-garbage.ts';
import type { Sealer } from '../../crypto/sealer.ts';
import { AppError } from '../../errors.ts';
import { inLanes } from '../lanes.ts';
import type { HeldPart, StoredPart } from '../store-port.ts';
import type { SealedPart } from '../crew-port.ts';
import { combineCrc32 } from './crc32-combine.ts';
import { crc32Header } from './crc32.ts';
import type { Notes } from './notes.ts';
import type { PartPlan, UploadPlan } from './plan-parts.ts';
import type { SealPorts } from './seal-ports.ts';
import { StartOver } from './start-over.ts';
import { whilePassing } from './while-passing.ts';

/** An upload in parts, new or found again. */
export interface Upload {
  readonly key: string;
  readonly uploadId: string;
  readonly sealer: Sealer;
  readonly plan: UploadPlan;
  readonly file: File;
  readonly notes: Notes;
  /** an earlier attempt sealed under the same data key: what it wrote down must be met again */
  readonly resumed: boolean;
  /** parts that S3 has, by number; empty unless resumed */
  readonly held: ReadonlyMap<number, HeldPart>;
}

export interface MoveListener {
  /** bytes of plaintext that S3 has and that were compared with the file */
  readonly onChecked: (bytes: number) => void;
  /** All of those were; the others follow. */
  readonly onMoving: () => void;
  readonly onMoved: (bytes: number) => void;
}

/**
 * Brings every part of an upload to S3. Parts that are there already are sealed again and compared, first; the others are sealed,
 * compared with what was written down about them or else written down, and only then sent.
 * @returns S3's parts in order and the CRC-32 of the whole message
 * @throws StartOver when a part's tags are not those an earlier attempt wrote down: nothing of it was sent
 */
export async function moveParts(
  ports: SealPorts,
  upload: Upload,
  signal: AbortSignal,
  { onChecked, onMoving, onMoved }: MoveListener,
): Promise<{ readonly stored: readonly StoredPart[]; readonly crc: number }> {
  const { parts } = upload.plan;
  const stored = new Map<number, StoredPart & { readonly crc: number }>();
  const work = (items: readonly PartPlan[], onDone: (bytes: number) => void): Promise<void> =>
    inLanes({
      items,
      lanes: lanesFor(ports, upload.plan),
      signal,
      perform: async (part, _lane, both) => {
        stored.set(part.partNumber, await movePart(ports, upload, part, both));
        onDone(part.plaintextEnd - part.plaintextStart);
      },
    });
  await work(
    parts.filter(({ partNumber }) => upload.held.has(partNumber)),
    onChecked,
  );
  onMoving();
  await work(
    parts.filter(({ partNumber }) => !upload.held.has(partNumber)),
    onMoved,
  );
  let crc = 0;
  const inOrder: StoredPart[] = [];
  for (const { partNumber, length } of parts) {
    const part = stored.get(partNumber);
    if (!part) throw new AppError('internal', `part ${partNumber} was left out`);
    crc = combineCrc32(crc, part.crc, length);
    inOrder.push({ partNumber, etag: part.etag, crc32: part.crc32 });
  }
  return { stored: inOrder, crc };
}

function lanesFor({ tuning }: SealPorts, { parts }: UploadPlan): number {
  const largest = parts.reduce((most, { length }) => Math.max(most, length), 1);
  return Math.max(1, Math.min(tuning.mostLanes, Math.floor(tuning.sendBudget / largest)));
}

async function movePart(
  ports: SealPorts,
  upload: Upload,
  part: PartPlan,
  signal: AbortSignal,
): Promise<StoredPart & { readonly crc: number }> {
  const { store, gate, parts: pacer } = ports;
  const { key, uploadId } = upload;
  const { partNumber } = part;
  const held = upload.held.get(partNumber);
  if (held) {
    await gate.passed(signal);
    const sealed = await sealAndNote(ports, upload, part, signal);
    const crc32 = crc32Header(sealed.crc);
    if (held.size === sealed.length && (held.crc32 === null || held.crc32 === crc32))
      return { partNumber, etag: held.etag, crc32, crc: sealed.crc };
    return whilePassing({ gate, pacer, signal }, (either) => send(sealed, either));
  }
  // In its turn from the start, so that no more is sealed than can be sent; a pause cuts off the sending alone.
  let sealing: Promise<SealedPart> | null = null;
  return whilePassing({ gate, pacer, signal }, async (either) => {
    sealing ??= sealAndNote(ports, upload, part, signal);
    return send(await sealing, either);
  });

  async function send({ body, crc }: SealedPart, either: AbortSignal) {
    either.throwIfAborted();
    const crc32 = crc32Header(crc);
    const answer = await store.putPart({ key, uploadId, partNumber, body, crc32, signal: either });
    hintGarbage(part.length);
    return { ...answer, crc };
  }
}

/**
 * Seals a part, once. When it resolves, the tags are what the journal says of this part, so it may leave.
 * @throws StartOver otherwise
 */
async function sealAndNote(
  { crew, tuning }: SealPorts,
  { sealer, file, notes, resumed, held }: Upload,
  part: PartPlan,
  signal: AbortSignal,
): Promise<SealedPart> {
  const { partNumber, firstFrame, frameCount } = part;
  const sealed = await crew.sealPart(
    {
      file,
      start: part.plaintextStart,
      run: sealer.take(firstFrame, frameCount),
      lead: firstFrame === 1 ? sealer.header : new Uint8Array(0),
      readLength: tuning.readLength,
      body: tuning.body,
    },
    signal,
  );
  if (sealed.length !== part.length || sealed.tags.length !== frameCount * 16)
    throw new AppError('internal', `part ${partNumber}: sealed ${sealed.length} bytes`);
  const known = resumed ? await notes.part(partNumber) : null;
  if (known === null && !held.has(partNumber)) {
    await notes.putPart({ partNumber, tags: sealed.tags, crc: sealed.crc });
  } else if (known === null || known === 'damaged') {
    throw new StartOver(new AppError('upload-lost', `what was sealed for part ${partNumber} is not known`));
  } else if (!equalBytes(known.tags, sealed.tags) || known.crc !== sealed.crc) {
    const details = { name: file.name, part: partNumber };
    throw new StartOver(
      new AppError('file-changed', 'a part is not what it was when it was sealed first', { details }),
    );
  }
  return sealed;
}
