import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { fileSlices } from './file-slices.ts';
import { createReusedBuffer } from './reused-buffer.ts';
import { createPacer } from '../pacer.ts';
import { pacedKms } from '../paced-kms.ts';
import { sealFile } from './seal-file.ts';
import type { StoreOperation } from '../testing/memory-store.ts';
import { createSmallWorld, fileOf, owner, smallFrame, smallPart } from '../testing/small-world.ts';

const large = 5 * smallPart;

describe('sealFile(), names', () => {
  it('numbers a taken name before its extension', async () => {
    const world = createSmallWorld();
    const keys = [];
    for (let copy = 0; copy < 3; copy++) keys.push((await world.seal(fileOf(copy, 'report.pdf'))).key);
    expect(keys).toEqual([`${owner}/report.pdf`, `${owner}/report (2).pdf`, `${owner}/report (3).pdf`]);
  });

  it('does not take a longer name for the same one', async () => {
    const world = createSmallWorld();
    world.store.place(`${owner}/report.pdf.sig`, new Uint8Array(1));
    expect((await world.seal(fileOf(1, 'report.pdf'))).key).toBe(`${owner}/report.pdf`);
  });

  it('gives files of one name dropped together names of their own, sealing each once', async () => {
    const world = createSmallWorld();
    const stored = await Promise.all([10, large, 30].map((length) => world.seal(fileOf(length, 'x'))));
    expect(new Set(stored.map(({ key }) => key)).size).toBe(3);
    expect(world.kms.calls).toBe(3);
  });

  it.each([10, large])(
    'never overwrites when somebody takes the name meanwhile (%i bytes)',
    async (length) => {
      const world = createSmallWorld();
      const other = Uint8Array.of(1, 2, 3);
      world.store.intercept = (operation) => {
        if (operation === 'put' || operation === 'completeMultipart') {
          if (!world.store.objects.has(`${owner}/a.bin`)) world.store.place(`${owner}/a.bin`, other);
        }
      };
      const moved: number[] = [];
      const { key } = await world.seal(fileOf(length), {
        onStep: (step) => void (step.status === 'moving' && moved.push(step.moved)),
      });
      expect(key).toBe(`${owner}/a (2).bin`);
      expect(world.store.bytesOf(`${owner}/a.bin`)).toEqual(other);
      expect((await world.open(key)).bytes).toBe(length);
      expect(world.store.uploads.size).toBe(0);
      expect(moved).toEqual(moved.toSorted((left, right) => left - right));
    },
  );

  it.each([10, large])('leaves a taken name alone, and asks KMS for nothing (%i bytes)', async (length) => {
    const world = createSmallWorld();
    world.store.place(`${owner}/a.bin`, Uint8Array.of(1));
    await expect(world.seal(fileOf(length), { onTaken: 'leave' })).rejects.toMatchObject({
      code: 'name-taken',
      details: { name: 'a.bin' },
    });
    expect(world.kms.calls).toBe(0);
    expect([...world.store.objects.keys()]).toEqual([`${owner}/a.bin`]);
    expect(world.store.uploads.size).toBe(0);
    // The name is not held by the one that failed.
    world.store.objects.clear();
    expect((await world.seal(fileOf(length), { onTaken: 'leave' })).key).toBe(`${owner}/a.bin`);
  });

  it.each([10, large])(
    'keeps both when the name is taken after it was found free (%i bytes)',
    async (length) => {
      const world = createSmallWorld();
      world.store.intercept = (operation) => {
        if (operation === 'put' || operation === 'completeMultipart')
          world.store.place(`${owner}/a.bin`, Uint8Array.of(1));
      };
      expect((await world.seal(fileOf(length), { onTaken: 'leave' })).key).toBe(`${owner}/a (2).bin`);
    },
  );

  it.each([10, large])('replaces what has the name when that was asked for (%i bytes)', async (length) => {
    const world = createSmallWorld();
    world.store.place(`${owner}/a.bin`, Uint8Array.of(1));
    const { key } = await world.seal(fileOf(length), { onTaken: 'replace' });
    expect(key).toBe(`${owner}/a.bin`);
    expect([...world.store.objects.keys()]).toEqual([key]);
    expect((await world.open(key)).bytes).toBe(length);
  });

  it('does not replace what is being stored under the name at the same time', async () => {
    const world = createSmallWorld();
    const outcomes = await Promise.allSettled(
      [20, 30].map((length) => world.seal(fileOf(length), { onTaken: 'replace' })),
    );
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  it('gives up with name-taken when every name is snatched away', async () => {
    const world = createSmallWorld();
    let copy = 0;
    world.store.intercept = (operation) => {
      if (operation !== 'put') return;
      copy += 1;
      world.store.place(copy === 1 ? `${owner}/a.bin` : `${owner}/a (${copy}).bin`, new Uint8Array(9));
    };
    await expect(world.seal(fileOf(10))).rejects.toMatchObject({ code: 'name-taken' });
    expect(copy).toBe(3);
  });

  it('refuses a hostile name before asking anybody', async () => {
    const world = createSmallWorld();
    await expect(world.seal(fileOf(1, '..'))).rejects.toMatchObject({ code: 'name-invalid' });
    expect(world.store.asked).toEqual([]);
    expect(world.kms.calls).toBe(0);
  });
});

describe('sealFile(), failures', () => {
  it.each(['put', 'completeMultipart'] as const)(
    'takes a lost answer to %s for the success it was',
    async (lost) => {
      const world = createSmallWorld();
      const put = world.store.put.bind(world.store);
      const completeMultipart = world.store.completeMultipart.bind(world.store);
      if (lost === 'put') world.ports.store.put = losing(put);
      else world.ports.store.completeMultipart = losing(completeMultipart);
      const length = lost === 'put' ? 10 : large;
      const { key } = await world.seal(fileOf(length));
      expect((await world.open(key)).bytes).toBe(length);
      expect(world.store.objects.size).toBe(1);
    },
  );

  it('finds a whole file that was stored although the attempt failed, and does not store it twice', async () => {
    const world = createSmallWorld();
    const put = world.store.put.bind(world.store);
    world.ports.store.put = async (request) => {
      await put(request);
      world.store.intercept = () => {
        throw new AppError('offline', 'no network');
      };
      throw new AppError('offline', 'no network');
    };
    const file = fileOf(10);
    await expect(world.seal(file, { record: 'small' })).rejects.toMatchObject({ code: 'offline' });
    world.store.intercept = () => {};
    world.ports.store.put = put;
    const { key } = await world.seal(file, { record: 'small' });
    expect(key).toBe(`${owner}/a.bin`);
    expect([...world.store.objects.keys()]).toEqual([key]);
    expect(await world.seal(file, { record: 'another' })).toMatchObject({ key: `${owner}/a (2).bin` });
  });

  it.each<[StoreOperation, number]>([
    ['list', 10],
    ['put', 10],
    ['createMultipart', large],
  ])('throws what %s threw and leaves nothing', async (failing, length) => {
    const world = createSmallWorld();
    world.store.intercept = (operation) => {
      if (operation === failing) throw new AppError('store-denied', 'no');
    };
    await expect(world.seal(fileOf(length))).rejects.toMatchObject({ code: 'store-denied' });
    expect(world.store.uploads.size).toBe(0);
    expect(world.store.objects.size).toBe(0);
    expect(await world.ports.journal.list(owner)).toEqual([]);
  });

  it.each<StoreOperation>(['putPart', 'completeMultipart'])(
    'throws what %s threw and keeps what can go on',
    async (failing) => {
      const world = createSmallWorld();
      world.store.intercept = (operation) => {
        if (operation === failing) throw new AppError('store-denied', 'no');
      };
      const sealing = world.seal(fileOf(large), { record: 'kept' });
      await expect(sealing).rejects.toMatchObject({ code: 'store-denied' });
      expect(world.store.uploads.size).toBe(1);
      world.store.intercept = () => {};
      const { key } = await world.seal(fileOf(large), { record: 'kept' });
      expect((await world.open(key)).bytes).toBe(large);
      expect(world.store.uploads.size).toBe(0);
      expect(await world.ports.journal.list(owner)).toEqual([]);
    },
  );

  it.each<StoreOperation>(['putPart', 'completeMultipart'])(
    'aborts an upload that nothing can save after %s failed',
    async (failing) => {
      const world = createSmallWorld();
      world.store.intercept = (operation) => {
        if (operation === failing) throw new AppError('bucket-not-found', 'no');
      };
      await expect(world.seal(fileOf(large))).rejects.toMatchObject({ code: 'bucket-not-found' });
      expect(world.store.uploads.size).toBe(0);
      expect(await world.ports.journal.list(owner)).toEqual([]);
    },
  );

  it('throws the originating error, not the aborts of its siblings', async () => {
    const world = createSmallWorld();
    let parts = 0;
    let stopped = 0;
    world.store.intercept = (operation, request) => {
      if (operation !== 'putPart') return undefined;
      parts += 1;
      if (parts === 3) throw new AppError('checksum-refused', 'third');
      const signal = 'signal' in request && request.signal instanceof AbortSignal ? request.signal : null;
      signal?.addEventListener('abort', () => (stopped += 1));
      return new Promise(() => {});
    };
    await expect(world.seal(fileOf(large))).rejects.toMatchObject({ code: 'checksum-refused' });
    expect(stopped).toBe(2);
  });

  it('tries again to abort', async () => {
    const world = createSmallWorld();
    let aborts = 0;
    world.store.intercept = (operation) => {
      if (operation === 'putPart') throw new AppError('bucket-not-found', 'no');
      if (operation === 'abortMultipart' && (aborts += 1) < 3) throw new AppError('throttled', 'slow down');
    };
    await expect(world.seal(fileOf(large))).rejects.toMatchObject({ code: 'bucket-not-found' });
    expect(aborts).toBe(3);
    expect(world.store.uploads.size).toBe(0);
  });

  it.each<[StoreOperation | 'kms', number]>([
    ['list', 10],
    ['kms', 10],
    ['put', 10],
    ['createMultipart', large],
    ['putPart', large],
    ['completeMultipart', large],
  ])('cancelled during %s, leaves no upload and no object', async (phase, length) => {
    const world = createSmallWorld();
    const controller = new AbortController();
    world.store.intercept = (operation) => void (operation === phase && controller.abort());
    world.kms.intercept = () => void (phase === 'kms' && controller.abort());
    await expect(world.seal(fileOf(length), { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(world.store.uploads.size).toBe(0);
    expect(world.store.objects.size).toBe(0);
    expect(await world.ports.journal.list(owner)).toEqual([]);
  });

  it('ends when cancelled while parts stall', async () => {
    const world = createSmallWorld();
    const controller = new AbortController();
    world.store.intercept = (operation) => {
      if (operation !== 'putPart') return undefined;
      queueMicrotask(() => controller.abort());
      return new Promise(() => {});
    };
    await expect(world.seal(fileOf(large), { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(world.store.uploads.size).toBe(0);
  });

  it('holds no more parts than its lanes, over all files', async () => {
    const world = createSmallWorld({ lanes: 4 });
    let running = 0;
    let most = 0;
    const putPart = world.store.putPart.bind(world.store);
    world.ports.store.putPart = async (request) => {
      running += 1;
      most = Math.max(most, running);
      const answer = await putPart(request);
      running -= 1;
      return answer;
    };
    await Promise.all(['a', 'b', 'c'].map((name) => world.seal(fileOf(large, name))));
    expect(most).toBeLessThanOrEqual(4);
  });

  it('asks KMS once a file, and only so many at a time', async () => {
    const world = createSmallWorld();
    const kms = pacedKms(world.kms, createPacer({ concurrency: 2, perSecond: Infinity, burst: 1 }));
    const names = Array.from({ length: 12 }, (_, index) => `file ${index}`);
    await Promise.all(
      names.map((name) =>
        sealFile(
          { ...world.ports, kms },
          {
            record: name,
            file: fileOf(5, name),
            handle: null,
            identityId: owner,
            folder: '',
            onTaken: 'keep-both',
            keyId: 'alias/files',
            unsettled: null,
            storageEncryption: { kind: 'bucket-default' },
            onUnsettled: () => {},
            signal: new AbortController().signal,
            onStep: () => {},
          },
        ),
      ),
    );
    expect(world.kms.calls).toBe(12);
    expect(world.kms.mostRunning).toBe(2);
  });
});

/** The same operation, whose answer never arrives. */
function losing<Request, Answer>(perform: (request: Request) => Promise<Answer>) {
  return async (request: Request): Promise<Answer> => {
    await perform(request);
    throw new AppError('service-unreachable', 'connection reset');
  };
}

/** A file whose reads a test decides. */
function trickyFile(length: number, read: (start: number, end: number) => Promise<ArrayBuffer>): File {
  const file = fileOf(length);
  file.slice = (start = 0, end = length) => {
    const slice = new Blob([new Uint8Array(end - start)]);
    slice.arrayBuffer = () => read(start, end);
    slice.stream = () => new ReadableStream({ pull: () => Promise.reject(new TypeError('broken')) });
    return slice;
  };
  return file;
}

describe('a file that changes', () => {
  it('stops the upload when it was cut short, and is sealed anew as it is then', async () => {
    const world = createSmallWorld();
    const file = trickyFile(large, (start, end) =>
      Promise.resolve(new ArrayBuffer(end > 2 * smallPart ? 3 : end - start)),
    );
    await expect(world.seal(file, { record: 'r' })).rejects.toMatchObject({ code: 'file-changed' });
    expect(world.store.objects.size).toBe(0);
    const shorter = fileOf(3 * smallPart);
    const { key } = await world.seal(shorter, { record: 'r' });
    expect((await world.open(key)).bytes).toBe(3 * smallPart);
    expect(world.store.uploads.size).toBe(0);
    expect(world.kms.calls).toBe(3);
  });

  it('stops the upload when its time changed', async () => {
    const world = createSmallWorld();
    const file = fileOf(large);
    world.store.intercept = (operation) => {
      if (operation === 'putPart') Object.defineProperty(file, 'lastModified', { value: 2 });
    };
    await expect(world.seal(file)).rejects.toMatchObject({ code: 'file-changed' });
    expect(world.store.objects.size).toBe(0);
  });

  it('is unreadable from the start, or changed after the first read', async () => {
    const refusing = trickyFile(large, () => Promise.reject(new DOMException('no', 'NotReadableError')));
    await expect(fileSlices(refusing, createReusedBuffer()).read(0, 10)).rejects.toMatchObject({
      code: 'file-unreadable',
    });
    const gone = trickyFile(large, () => Promise.reject(new DOMException('no', 'NotFoundError')));
    await expect(createSmallWorld().seal(gone)).rejects.toMatchObject({ code: 'file-unreadable' });
    const changing = fileSlices(
      trickyFile(large, (start, end) =>
        start === 0
          ? Promise.resolve(new ArrayBuffer(end))
          : Promise.reject(new DOMException('no', 'NotReadableError')),
      ),
      createReusedBuffer(),
    );
    await changing.read(0, smallFrame);
    await expect(changing.read(smallFrame, 2 * smallFrame)).rejects.toMatchObject({ code: 'file-changed' });
  });
});
