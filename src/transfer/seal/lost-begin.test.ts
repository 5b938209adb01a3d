import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { createSmallWorld, fileOf, owner } from '../testing/small-world.ts';
import { expectStored, length, record, theRecord } from '../testing/interrupted-upload.ts';

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
