import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { createSmallWorld, fileOf, owner, smallPart } from '../testing/small-world.ts';
import { discardSeal } from './discard-seal.ts';
import { keyClaim, recordClaim } from './key-reservations.ts';
import { leftovers } from './leftovers.ts';

const { signal } = new AbortController();
const record = 'r';
const storageEncryption = { kind: 'bucket-default' } as const;

async function interruptedWorld() {
  const world = createSmallWorld();
  world.store.intercept = (operation) => {
    if (operation === 'completeMultipart') throw new AppError('offline', 'no');
  };
  await expect(world.seal(fileOf(3 * smallPart), { record })).rejects.toThrow(AppError);
  world.store.intercept = () => {};
  const kept = await world.ports.journal.get(record);
  if (kept?.kind !== 'seal') throw new Error('no record');
  return { ...world, kept };
}

describe('leftovers()', () => {
  it('names uploads that nobody here knows of', async () => {
    const { ports, store, kept } = await interruptedWorld();
    const key = `${owner}/b.bin`;
    const unknown = await store.createMultipart({ key, storageEncryption, signal });
    const twin = await store.createMultipart({ key: kept.key, storageEncryption, signal });
    await store.createMultipart({ key: 'somebody-else/c.bin', storageEncryption, signal });
    const found = await leftovers(ports, { identityId: owner, signal });
    expect(found.map(({ uploadId }) => uploadId).toSorted()).toEqual([unknown, twin].toSorted());
    await ports.claims.claim(keyClaim(key));
    expect(await leftovers(ports, { identityId: owner, signal })).toMatchObject([{ uploadId: twin }]);
    await ports.journal.put({ ...kept, uploadId: null });
    expect(await leftovers(ports, { identityId: owner, signal })).toEqual([]);
  });

  it('names the upload of a record that was cleared', async () => {
    const { ports, kept } = await interruptedWorld();
    expect(await leftovers(ports, { identityId: owner, signal })).toEqual([]);
    await ports.journal.remove(record);
    expect(await leftovers(ports, { identityId: owner, signal })).toMatchObject([
      { key: kept.key, uploadId: kept.uploadId },
    ]);
  });
});

describe('discardSeal()', () => {
  it('removes parts and record', async () => {
    const { ports, store, kept } = await interruptedWorld();
    await discardSeal(ports, kept, signal);
    expect(store.uploads.size).toBe(0);
    expect(await ports.journal.get(record)).toBeNull();
    expect(await ports.claims.held()).toEqual(new Set());
  });

  it('finds an upload whose id never arrived', async () => {
    const { ports, store, kept } = await interruptedWorld();
    store.uploads.clear();
    await store.createMultipart({ key: kept.key, storageEncryption, signal });
    await discardSeal(ports, { ...kept, uploadId: null }, signal);
    expect(store.uploads.size).toBe(0);
  });

  it('leaves what another tab works on', async () => {
    const { ports, store, kept } = await interruptedWorld();
    await ports.claims.claim(recordClaim(record));
    await expect(discardSeal(ports, kept, signal)).rejects.toMatchObject({ code: 'in-other-tab' });
    expect(store.uploads.size).toBe(1);
  });

  it('keeps the record where S3 does not answer', async () => {
    const { ports, store, kept } = await interruptedWorld();
    store.intercept = () => {
      throw new AppError('offline', 'no');
    };
    await expect(discardSeal(ports, kept, signal)).rejects.toMatchObject({ code: 'offline' });
    expect(await ports.journal.get(record)).toEqual(kept);
  });
});
