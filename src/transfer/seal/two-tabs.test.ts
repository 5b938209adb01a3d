import { describe, expect, it } from 'vitest';
import { createMemoryClaims } from '../../journal/claims.ts';
import { fileOf } from '../testing/small-world.ts';
import { createKeyReservations, keyClaim, recordClaim } from './key-reservations.ts';
import { expectStored, interrupted, length, record } from '../testing/interrupted-upload.ts';

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
