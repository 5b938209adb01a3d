import { describe, expect, it } from 'vitest';
import { createMemoryClaims } from '../../journal/claims.ts';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { SealRecord } from '../journal-port.ts';
import type { TransferStep } from '../step.ts';
import type { StoreOperation } from '../testing/memory-store.ts';
import {
  createSmallWorld,
  fileOf,
  owner,
  patternBytes,
  smallPart,
  type SmallWorld,
} from '../testing/small-world.ts';
import { createKeyReservations, keyClaim, recordClaim } from './key-reservations.ts';

const length = 5 * smallPart;
const record = 'r';

/** An upload that met `code` at its `nth` request of a kind. */
async function interrupted(
  operation: StoreOperation = 'putPart',
  nth = 4,
  code: ErrorCode = 'offline',
): Promise<SmallWorld> {
  const world = createSmallWorld();
  await interrupt(world, operation, nth, code);
  return world;
}

async function interrupt(
  world: SmallWorld,
  operation: StoreOperation,
  nth: number,
  code: ErrorCode,
): Promise<void> {
  let times = 0;
  world.store.intercept = (asked) => {
    if (asked === operation && (times += 1) >= nth) throw new AppError(code, 'no');
  };
  await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({ code });
  world.store.intercept = () => {};
}

async function expectStored(world: SmallWorld, key: string, bytes = length): Promise<void> {
  const { file } = await world.open(key);
  expect(Buffer.compare(Buffer.from(await file.arrayBuffer()), Buffer.from(patternBytes(bytes)))).toBe(0);
  expect(world.store.uploads.size).toBe(0);
  expect(await world.ports.journal.list(owner)).toEqual([]);
  expect(await world.ports.journal.partCount(record)).toBe(0);
  expect(await world.ports.claims.held()).toEqual(new Set());
}

async function theRecord(world: SmallWorld): Promise<SealRecord> {
  const kept = await world.ports.journal.get(record);
  if (kept?.kind !== 'seal') throw new Error('no record');
  return kept;
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

  it('keeps its record when a cancel could not remove it', async () => {
    const world = createSmallWorld();
    const controller = new AbortController();
    world.store.intercept = (operation) => {
      if (operation === 'putPart') controller.abort();
      if (operation === 'abortMultipart') throw new AppError('offline', 'no network');
    };
    const sealing = world.seal(fileOf(length), { record, signal: controller.signal });
    await expect(sealing).rejects.toMatchObject({ name: 'AbortError' });
    expect((await theRecord(world)).uploadId).not.toBeNull();
  });
});

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

describe('an upload whose begin was lost', () => {
  it('is aborted, and nothing else', async () => {
    const world = createSmallWorld();
    const key = `${owner}/a.bin`;
    const { store } = world;
    const other = await store.createMultipart({
      key: `${key}.sig`,
      storageEncryption: { kind: 'bucket-default' },
      signal: new AbortController().signal,
    });
    let mine: string | null = null;
    const createMultipart = store.createMultipart.bind(store);
    store.createMultipart = async (request) => {
      mine = await createMultipart(request);
      throw new AppError('service-unreachable', 'the answer was lost');
    };
    await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({
      code: 'service-unreachable',
    });
    expect(mine).not.toBeNull();
    expect([...store.uploads.keys()]).toEqual([other]);
    expect(await world.ports.journal.list(owner)).toEqual([]);
  });

  it('is aborted by the next attempt where it could not be looked for', async () => {
    const world = createSmallWorld();
    const { store } = world;
    const createMultipart = store.createMultipart.bind(store);
    store.createMultipart = async (request) => {
      await createMultipart(request);
      store.intercept = () => {
        throw new AppError('offline', 'no network');
      };
      throw new AppError('offline', 'no network');
    };
    await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({ code: 'offline' });
    expect(await theRecord(world)).toMatchObject({ uploadId: null });
    expect(store.uploads.size).toBe(1);
    store.intercept = () => {};
    store.createMultipart = createMultipart;
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });

  it('is aborted where the request was repeated at once', async () => {
    const world = createSmallWorld();
    const { store } = world;
    const createMultipart = store.createMultipart.bind(store);
    store.createMultipart = async (request) => {
      await createMultipart(request);
      return createMultipart(request);
    };
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });
});

/** Its begin is made twice, and the first look for the other one fails. */
async function twinned() {
  const world = createSmallWorld();
  const { store } = world;
  const createMultipart = store.createMultipart.bind(store);
  store.createMultipart = async (request) => {
    await createMultipart(request);
    store.createMultipart = createMultipart;
    return createMultipart(request);
  };
  let looks = 0;
  store.intercept = (operation) => {
    if (operation === 'listUploads' && (looks += 1) === 1) throw new AppError('offline', 'no network');
  };
  return world;
}

describe('an empty twin of an upload', () => {
  it('is looked for again at the end', async () => {
    const world = await twinned();
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });

  it('is known though the clock of S3 was put back between the two', async () => {
    const world = createSmallWorld();
    const { store } = world;
    const createMultipart = store.createMultipart.bind(store);
    const { clock } = store;
    store.createMultipart = async (request) => {
      await createMultipart(request);
      store.clock = () => clock() - 5 * 3_600_000;
      return createMultipart(request);
    };
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });

  it('is found by a later page that goes on', async () => {
    const world = await twinned();
    let parts = 0;
    const first = world.store.intercept;
    world.store.intercept = (operation, request) => {
      if (operation === 'putPart' && (parts += 1) >= 3) throw new AppError('offline', 'no network');
      if (operation === 'listUploads') throw new AppError('offline', 'no network');
      return first(operation, request);
    };
    await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({ code: 'offline' });
    expect(world.store.uploads.size).toBe(2);
    world.store.intercept = () => {};
    const { key } = await world.seal(fileOf(length), { record });
    await expectStored(world, key);
  });
});

describe('two tabs', () => {
  it('do not work on one record', async () => {
    const world = await interrupted();
    const letGo = await world.ports.claims.claim(recordClaim(record));
    await expect(world.seal(fileOf(length), { record })).rejects.toMatchObject({ code: 'in-other-tab' });
    expect(world.store.uploads.size).toBe(1);
    letGo?.();
    await expectStored(world, (await world.seal(fileOf(length), { record })).key);
  });

  it('do not choose one name', async () => {
    const claims = createMemoryClaims();
    const one = createKeyReservations(claims);
    const two = createKeyReservations(claims);
    expect(await Promise.all([one.take('k'), two.take('k'), one.take('k')])).toEqual([true, false, false]);
    expect(await claims.held()).toEqual(new Set([keyClaim('k')]));
    one.release('k');
    expect(await two.take('k')).toBe(true);
  });
});

describe('a paused upload', () => {
  it('sends nothing, gives its turns away, and goes on', async () => {
    const world = createSmallWorld();
    const { gate, parts } = world.ports;
    const pausing = gate.untilPaused();
    const pause = new Promise((resolve) => {
      pausing.addEventListener('abort', resolve);
    });
    world.store.intercept = (operation) => {
      if (operation !== 'putPart' || gate.paused) return undefined;
      queueMicrotask(() => gate.pause());
      return new Promise(() => {});
    };
    const sealing = world.seal(fileOf(length), { record });
    await pause;
    // All turns are free: another file has as many as there are.
    await Promise.all([1, 2, 3, 4].map(() => parts.run(() => Promise.resolve())));
    world.store.intercept = () => {};
    const asked = world.store.asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.store.asked.slice(asked).filter((operation) => operation === 'putPart')).toEqual([]);
    gate.resume();
    await expectStored(world, (await sealing).key);
  });
});

describe('a paused upload that is cancelled', () => {
  it('leaves nothing, though its store answers only while it is not paused', async () => {
    const world = createSmallWorld();
    const { gate } = world.ports;
    const controller = new AbortController();
    const never = new AbortController().signal;
    world.store.intercept = async (operation) => {
      if (operation === 'putPart') gate.pause();
      if (operation !== 'abortMultipart') await gate.passed(never);
    };
    gate.untilPaused().addEventListener('abort', () => setImmediate(() => controller.abort()));
    const sealing = world.seal(fileOf(length), { record, signal: controller.signal });
    await expect(sealing).rejects.toMatchObject({ name: 'AbortError' });
    expect(gate.paused).toBe(false);
    expect(world.store.uploads.size).toBe(0);
    expect(await world.ports.journal.list(owner)).toEqual([]);
  });
});

const fail = (): Promise<never> => Promise.reject(new AppError('journal-unavailable', 'quota'));

describe('a journal that fails', () => {
  it.each(['put', 'putPart', 'get', 'list', 'remove', 'all'] as const)(
    'at %s never stops sealing, and a failure then leaves no upload',
    async (failing) => {
      const world = createSmallWorld();
      const { journal } = world.ports;
      const broken = { put: fail, putPart: fail, get: fail, list: fail, remove: fail };
      Object.assign(
        world.ports,
        failing === 'all'
          ? { journal: { ...journal, ...broken } }
          : { journal: { ...journal, [failing]: fail } },
      );
      const { key } = await world.seal(fileOf(length), { record });
      expect((await world.open(key)).bytes).toBe(length);
      expect(world.store.uploads.size).toBe(0);
      if (failing === 'get' || failing === 'list' || failing === 'remove') return;
      world.store.intercept = (operation) => {
        if (operation === 'completeMultipart') throw new AppError('offline', 'no');
      };
      await expect(world.seal(fileOf(length))).rejects.toMatchObject({ code: 'offline' });
      expect(world.store.uploads.size).toBe(0);
    },
  );

  it('for a part, and cannot drop the record either, ends the key', async () => {
    const world = createSmallWorld();
    const { journal } = world.ports;
    let works = true;
    const whileItWorks = async <T>(perform: () => Promise<T>): Promise<T> => {
      if (!works) throw new AppError('journal-unavailable', 'quota');
      return perform();
    };
    let parts = 0;
    Object.assign(world.ports, {
      journal: {
        ...journal,
        putPart: (id: string, part: Parameters<typeof journal.putPart>[1]) => {
          if ((parts += 1) === 3) works = false;
          return whileItWorks(() => journal.putPart(id, part));
        },
        remove: (id: string) => whileItWorks(() => journal.remove(id)),
      },
    });
    const { key } = await world.seal(fileOf(length), { record });
    expect((await world.open(key)).bytes).toBe(length);
    expect(world.kms.calls).toBe(3);
    expect(world.store.uploads.size).toBe(0);
  });
});
