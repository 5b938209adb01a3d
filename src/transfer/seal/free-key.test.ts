import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createMemoryStore, type MemoryStore } from '../testing/memory-store.ts';
import { reserveFreeKey } from './free-key.ts';
import { createKeyReservations } from './key-reservations.ts';

const minute = 60_000;
const owner = 'eu-central-1:00000000-0000-0000-0000-000000000001';

/** A person's folder, and somebody who writes files into it. */
function folderOf(names: readonly string[] = []) {
  const store = createMemoryStore();
  let time = 1000;
  const reservations = createKeyReservations(createMemoryClaims(), () => time);
  const place = (name: string): void => store.place(`${owner}/${name}`, new Uint8Array(1));
  for (const name of names) place(name);
  const reserve = async (name: string, from = 1, signal = new AbortController().signal) => {
    const { key, copy } = await reserveFreeKey(store, reservations, {
      folder: `${owner}/`,
      name,
      from,
      signal,
    });
    return { name: key.slice(owner.length + 1), copy };
  };
  return {
    store,
    place,
    reserve,
    pass: (milliseconds: number) => (time += milliseconds),
    release: (name: string) => reservations.release(`${owner}/${name}`),
    /** Reserves, writes and releases, as an upload does. */
    async write(name: string): Promise<string> {
      const reserved = await reserve(name);
      place(reserved.name);
      reservations.release(`${owner}/${reserved.name}`);
      return reserved.name;
    },
    /** Reserves and lets go, as an upload that fails does. */
    async fail(name: string): Promise<string> {
      const reserved = await reserve(name);
      reservations.release(`${owner}/${reserved.name}`);
      return reserved.name;
    },
  };
}

function listsIn(store: MemoryStore): number {
  return store.asked.filter((operation) => operation === 'list').length;
}

async function writeMany(folder: ReturnType<typeof folderOf>, count: number, prefix = 'file'): Promise<void> {
  for (let index = 0; index < count; index++)
    expect(await folder.write(`${prefix} ${index}`)).toBe(`${prefix} ${index}`);
}

describe('reserveFreeKey()', () => {
  it('gives the name itself, or the first copy of it that is free', async () => {
    const folder = folderOf(['b.txt', 'b (2).txt', 'b (4).txt', 'a.txt.bak']);
    expect(await folder.reserve('a.txt')).toEqual({ name: 'a.txt', copy: 1 });
    expect(await folder.reserve('b.txt')).toEqual({ name: 'b (3).txt', copy: 3 });
  });

  it('gives two uploads of one name two keys, whether either is written yet or not', async () => {
    const folder = folderOf();
    const both = await Promise.all([folder.reserve('a'), folder.reserve('a')]);
    expect(both.map(({ name }) => name)).toEqual(['a', 'a (2)']);
    folder.release('a');
    expect((await folder.reserve('a')).name).toBe('a');
  });

  it('asks once for each of a few files', async () => {
    const folder = folderOf();
    await writeMany(folder, 3);
    expect(listsIn(folder.store)).toBe(3);
  });

  it('lists the folder once for many files', async () => {
    const folder = folderOf(['file 500']);
    await writeMany(folder, 200);
    expect(listsIn(folder.store)).toBe(4);
    expect(await folder.write('file 500')).toBe('file 500 (2)');
    expect(listsIn(folder.store)).toBe(4);
  });

  it('knows what it wrote itself since it listed, and asks whether that was written', async () => {
    const folder = folderOf();
    await writeMany(folder, 10);
    expect(await folder.write('new')).toBe('new');
    expect(await folder.write('new')).toBe('new (2)');
    expect(await folder.fail('other')).toBe('other');
    expect(await folder.write('other')).toBe('other');
  });

  it('knows more than a thousand names', async () => {
    const names = Array.from({ length: 2500 }, (_, index) => `old ${index}`);
    const folder = folderOf(names);
    await writeMany(folder, 4);
    expect(listsIn(folder.store)).toBe(3 + 3);
    expect(await folder.write('old 0')).toBe('old 0 (2)');
    expect(await folder.write('old 2499')).toBe('old 2499 (2)');
    expect(listsIn(folder.store)).toBe(6);
  });

  it('asks for each file where the folder is too large to know', async () => {
    const names = Array.from({ length: 5001 }, (_, index) => `old ${String(index).padStart(4, '0')}`);
    const folder = folderOf([...names, 'z']);
    await writeMany(folder, 4);
    expect(listsIn(folder.store)).toBe(3 + 5 + 1);
    expect(await folder.write('z')).toBe('z (2)');
    expect(await folder.write('old 0000')).toBe('old 0000 (2)');
  });

  it('believes a listing for a minute only', async () => {
    const folder = folderOf();
    await writeMany(folder, 10);
    folder.pass(minute - 1);
    folder.place('late');
    expect(await folder.reserve('late')).toEqual({ name: 'late', copy: 1 });
    folder.release('late');
    folder.pass(1);
    expect((await folder.reserve('late')).name).toBe('late (2)');
  });

  it('believes it no more when a name it thought free was taken', async () => {
    const folder = folderOf();
    await writeMany(folder, 10);
    for (const name of ['a', 'b', 'b (2)']) folder.place(name);
    expect((await folder.reserve('a')).name).toBe('a');
    expect((await folder.reserve('a', 2)).name).toBe('a (2)');
    expect((await folder.reserve('b')).name).toBe('b (3)');
  });

  it('lets a cancelled one go while it lists, and lists for the next', async () => {
    const folder = folderOf(['taken']);
    await writeMany(folder, 3);
    const controller = new AbortController();
    let stalled = false;
    folder.store.intercept = () => {
      if (stalled) return undefined;
      stalled = true;
      return new Promise(() => {});
    };
    const cancelled = folder.reserve('x', 1, controller.signal);
    // Meanwhile others neither wait for it nor list too.
    expect((await folder.reserve('taken')).name).toBe('taken (2)');
    controller.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    const before = listsIn(folder.store);
    expect((await folder.reserve('x')).name).toBe('x');
    await writeMany(folder, 20, 'later');
    expect(listsIn(folder.store)).toBe(before + 1);
  });

  it('releases the key when asking failed', async () => {
    const folder = folderOf();
    folder.store.intercept = () => {
      throw new AppError('service-failed', '503');
    };
    await expect(folder.reserve('a')).rejects.toMatchObject({ code: 'service-failed' });
    folder.store.intercept = () => {};
    expect((await folder.reserve('a')).name).toBe('a');
  });

  it('gives up after very many copies', async () => {
    const copies = Array.from({ length: 199 }, (_, index) => `a (${index + 2})`);
    const folder = folderOf(['a', ...copies]);
    await expect(folder.reserve('a')).rejects.toMatchObject({ code: 'name-taken' });
  });

  it('never gives a taken key while nobody else writes, whatever is written, failed and waited for', async () => {
    const step = fc.oneof(
      fc.record({ act: fc.constant('write' as const), name: fc.constantFrom('a', 'b', 'c.x', 'é', '😀') }),
      fc.record({ act: fc.constant('fail' as const), name: fc.constantFrom('a', 'b', 'c.x', 'é', '😀') }),
      fc.record({ act: fc.constant('pass' as const), time: fc.integer({ min: 0, max: 50_000 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const folder = folderOf();
        for (const one of steps) {
          if (one.act === 'pass') {
            folder.pass(one.time);
            continue;
          }
          const taken = new Set(folder.store.objects.keys());
          const name = one.act === 'write' ? await folder.write(one.name) : await folder.fail(one.name);
          expect(taken.has(`${owner}/${name}`)).toBe(false);
        }
      }),
    );
  });
});
