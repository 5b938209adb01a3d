import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { SealRecord } from '../journal-port.ts';
import type { TransferStep } from '../step.ts';
import { createSmallWorld, fileOf, owner, patternBytes, smallPart } from '../testing/small-world.ts';
import { expectStored, interrupted, length, record, theRecord } from '../testing/interrupted-upload.ts';

interface HeldBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly crc32: string;
}

function cut(parts: Map<number, HeldBytes>): void {
  for (const [number, part] of parts) parts.set(number, { ...part, bytes: part.bytes.slice(1) });
}

function flip(parts: Map<number, HeldBytes>): void {
  for (const [number, part] of parts) parts.set(number, { ...part, crc32: 'AAAAAA==' });
}

/** A world where a cancel met `phase` and could not remove what was there. */
async function cancelledOffline(phase: 'putPart' | 'createMultipart') {
  const world = createSmallWorld();
  const controller = new AbortController();
  world.store.intercept = (operation) => {
    if (operation === phase) controller.abort();
    const isOffline = operation === 'abortMultipart' || operation === 'listUploads';
    if (isOffline || (operation === phase && phase === 'createMultipart'))
      throw new AppError('offline', 'no network');
  };
  const sealing = world.seal(fileOf(length), { record, signal: controller.signal });
  await expect(sealing).rejects.toThrow();
  world.store.intercept = () => {};
  return world;
}

describe('an interrupted upload', () => {
  it.each<ErrorCode>(['offline', 'session-expired', 'service-failed', 'kms-denied', 'vault-crashed'])(
    'is kept after %s, and goes on',
    async (code) => {
      const world = await interrupted('putPart', 4, code);
      expect(world.store.uploads.size).toBe(1);
      const { key } = await world.seal(fileOf(length), { record });
      await expectStored(world, key);
    },
  );

  it('tells what it compares, then what it moves, up to the whole', async () => {
    const world = await interrupted();
    const held = [...world.store.uploads.values()][0]?.parts.size ?? 0;
    expect(held).toBeGreaterThan(0);
    const steps: TransferStep[] = [];
    await world.seal(fileOf(length), { record, onStep: (step) => steps.push(step) });
    const statuses = steps.map(({ status }) => status);
    expect(statuses.filter((status, index) => status !== statuses[index - 1])).toEqual([
      'preparing',
      'checking',
      'moving',
      'finishing',
    ]);
    const checking = steps.filter((step) => step.status === 'checking');
    expect(checking.at(-1)).toMatchObject({ moved: held * smallPart, total: held * smallPart });
    const moving = steps.filter((step) => step.status === 'moving');
    expect(moving[0]).toMatchObject({ moved: held * smallPart, total: length });
    expect(moving.at(-1)).toMatchObject({ moved: length });
  });

  it('asks the data key back once and overwrites it', async () => {
    const world = await interrupted();
    await world.seal(fileOf(length), { record });
    expect(world.kms.handedOut).toHaveLength(2);
    for (const plaintext of world.kms.handedOut) expect(plaintext).toEqual(new Uint8Array(32));
  });

  it('is not given another file', async () => {
    const world = await interrupted();
    const other = world.seal(fileOf(length, 'other.bin'), { record });
    await expect(other).rejects.toMatchObject({ code: 'wrong-file', details: { name: 'a.bin' } });
    expect(world.store.uploads.size).toBe(1);
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });

  it.each([10, 3 * smallPart, 7 * smallPart])('starts over when the file has %i bytes now', async (bytes) => {
    const world = await interrupted();
    const { key } = await world.seal(fileOf(bytes), { record });
    expect(key).toBe(`${owner}/a.bin`);
    await expectStored(world, key, bytes);
  });

  it('starts over when the file was saved again', async () => {
    const world = await interrupted();
    const { uploadId } = await theRecord(world);
    const saved = new File([patternBytes(length)], 'a.bin', { lastModified: 2 });
    const { key } = await world.seal(saved, { record });
    await expectStored(world, key);
    expect(world.store.asked.filter((operation) => operation === 'createMultipart')).toHaveLength(2);
    expect(uploadId).not.toBeNull();
  });

  it('keeps what it asked of the store, and asks the same again when it starts over', async () => {
    const world = createSmallWorld();
    const storageEncryption = { kind: 'sse-kms', keyId: 'alias/k', bucketKey: true } as const;
    let parts = 0;
    world.store.intercept = (operation) => {
      if (operation === 'putPart' && (parts += 1) === 3) throw new AppError('offline', 'no');
    };
    const sealing = world.seal(fileOf(length), { record, storageEncryption });
    await expect(sealing).rejects.toMatchObject({ code: 'offline' });
    world.store.intercept = () => {};
    expect((await theRecord(world)).storageEncryption).toEqual(storageEncryption);
    const saved = new File([patternBytes(length)], 'a.bin', { lastModified: 2 });
    const { key } = await world.seal(saved, { record, storageEncryption: { kind: 'sse-s3' } });
    expect(world.store.objects.get(key)?.storageEncryption).toEqual(storageEncryption);
  });

  it('reads a file that changes in mid-transfer again by its handle', async () => {
    const world = createSmallWorld();
    const stale = fileOf(length);
    const saved = new File([patternBytes(length)], 'a.bin', { lastModified: 2 });
    world.store.intercept = (operation) => {
      if (operation === 'putPart') Object.defineProperty(stale, 'lastModified', { value: 2 });
    };
    const handle: Pick<FileSystemFileHandle, 'getFile'> = { getFile: () => Promise.resolve(saved) };
    // Only `getFile` is ever called, and the journal of this world is memory.
    const { key } = await world.seal(stale, {
      record,
      handle: Object.assign(Object.create(null), handle),
    });
    await expectStored(world, key);
  });

  it('starts over when S3 lost it', async () => {
    const world = await interrupted();
    world.store.uploads.clear();
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });

  it('starts over when S3 loses it in mid-transfer', async () => {
    const world = createSmallWorld();
    let parts = 0;
    world.store.intercept = (operation) => {
      if (operation === 'putPart' && (parts += 1) === 3) world.store.uploads.clear();
    };
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });

  it('that was completed before the crash is done', async () => {
    const world = createSmallWorld();
    const { journal } = world.ports;
    let kept: SealRecord | null = null;
    world.store.intercept = async (operation) => {
      if (operation === 'completeMultipart') kept = await theRecord(world);
    };
    await world.seal(fileOf(length), { record });
    if (kept === null) throw new Error('never completed');
    await journal.put(kept);
    const { key } = await world.seal(fileOf(length), { record });
    expect(world.store.objects.size).toBe(1);
    await expectStored(world, key);
  });

  it('that is completed by the page before it while it is resumed is done', async () => {
    const world = createSmallWorld();
    const { journal } = world.ports;
    const before: { record: SealRecord | null; uploads: typeof world.store.uploads } = {
      record: null,
      uploads: new Map(),
    };
    world.store.intercept = async (operation) => {
      if (operation !== 'completeMultipart') return;
      before.record = await theRecord(world);
      before.uploads = new Map(world.store.uploads);
    };
    await world.seal(fileOf(length), { record });
    if (before.record === null) throw new Error('never completed');
    await journal.put(before.record);
    // S3 answers ListParts until the completion is through.
    for (const [id, upload] of before.uploads) world.store.uploads.set(id, upload);
    const { key } = await world.seal(fileOf(length), { record });
    expect([...world.store.objects.keys()]).toEqual([key]);
    await expectStored(world, key);
    expect(await journal.get(record)).toBeNull();
  });

  it('is not sealed twice because S3 is away when it is looked for', async () => {
    const world = await interrupted();
    world.store.uploads.clear();
    world.store.intercept = (operation) => {
      if (operation === 'read') throw new AppError('service-unreachable', 'away');
    };
    await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({
      code: 'service-unreachable',
    });
    expect(await world.ports.journal.get(record)).not.toBeNull();
  });

  it.each([
    ['a part of another length', (parts: Map<number, HeldBytes>) => cut(parts)],
    ['a part with another checksum', (parts: Map<number, HeldBytes>) => flip(parts)],
  ])('sends again %s', async (_name, damage) => {
    const world = await interrupted();
    for (const { parts } of world.store.uploads.values()) damage(parts);
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
    expect(world.store.asked.filter((operation) => operation === 'createMultipart')).toHaveLength(1);
  });

  it('chooses another name when this one was taken meanwhile, before anything is sent', async () => {
    const world = await interrupted();
    world.store.place(`${owner}/a.bin`, Uint8Array.of(1));
    const { key } = await world.seal(fileOf(length), { record });
    expect(key).toBe(`${owner}/a (2).bin`);
    await expectStored(world, key);
  });

  it('keeps its name from files that begin meanwhile', async () => {
    const world = await interrupted();
    const other = await world.seal(fileOf(length));
    expect(other.key).toBe(`${owner}/a (2).bin`);
    expect((await world.seal(fileOf(length), { record })).key).toBe(`${owner}/a.bin`);
  });

  it.each(['header', 'framesPerPart', 'frameLength'] as const)(
    'starts over where its %s is not what it was',
    async (field) => {
      const world = await interrupted();
      const kept = await theRecord(world);
      const header = kept.header.slice();
      header[40] = (header[40] ?? 0) ^ 1;
      await world.ports.journal.put({ ...kept, [field]: field === 'header' ? header : kept[field] + 1 });
      const { key } = await world.seal(fileOf(length), { record });
      await expectStored(world, key);
    },
  );

  it('starts over where KMS does not know its key', async () => {
    const world = await interrupted();
    world.kms.intercept = (operation) => {
      if (operation === 'decrypt') throw new AppError('kms-wrapped-key-refused', 'no');
    };
    const sealing = await world.seal(fileOf(length), { record });
    world.kms.intercept = () => {};
    await expectStored(world, sealing.key);
  });

  it('leaves nothing when it is cancelled on resuming', async () => {
    for (const phase of ['listParts', 'list', 'putPart', 'completeMultipart'] as const) {
      const world = await interrupted();
      const controller = new AbortController();
      world.store.intercept = (operation) => void (operation === phase && controller.abort());
      const sealing = world.seal(fileOf(length), { record, signal: controller.signal });
      await expect(sealing).rejects.toMatchObject({ name: 'AbortError' });
      expect(world.store.uploads.size).toBe(0);
      expect(world.store.objects.size).toBe(0);
      expect(await world.ports.journal.list(owner)).toEqual([]);
    }
  });

  it('keeps its record when a cancel could not remove it, as given up', async () => {
    const world = await cancelledOffline('putPart');
    const kept = await theRecord(world);
    expect(kept.uploadId).not.toBeNull();
    expect(kept.givenUp).toBe(true);
    expect(await theRecord(await cancelledOffline('createMultipart'))).toMatchObject({
      uploadId: null,
      givenUp: true,
    });
  });

  it('is no longer given up once it is tried again', async () => {
    const world = await cancelledOffline('putPart');
    world.store.intercept = (operation) => {
      if (operation === 'putPart') throw new AppError('offline', 'no network');
    };
    await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({ code: 'offline' });
    expect((await theRecord(world)).givenUp).toBe(false);
    world.store.intercept = () => {};
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });
});
