import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { createSmallWorld, fileOf } from '../testing/small-world.ts';
import { length, record } from '../testing/interrupted-upload.ts';

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
