import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes } from '../../bytes/bytes.ts';
import { createMortalWorld, mortalRecord, type MortalWorld } from '../testing/mortal-world.ts';
import { createSmallWorld, fileOf, owner, patternBytes, smallPart } from '../testing/small-world.ts';

const length = 4 * smallPart + 99;

async function expectAllWell({ world, witness }: MortalWorld, key: string): Promise<void> {
  expect([...world.store.objects.keys()]).toEqual([key]);
  const { file } = await world.open(key);
  expect(equalBytes(new Uint8Array(await file.arrayBuffer()), patternBytes(length))).toBe(true);
  expect(world.store.uploads.size).toBe(0);
  expect(await world.ports.journal.list(owner)).toEqual([]);
  expect(await world.ports.journal.partCount(mortalRecord)).toBe(0);
  expect(witness.reusedNonces(world.store.received)).toEqual([]);
}

/** What a person does after a crash: goes on with what is shown as interrupted, or drops the file again unless it is stored. */
async function lastLife(mortal: MortalWorld): Promise<string> {
  const { store, ports } = mortal.world;
  const [stored] = store.objects.keys();
  if (stored !== undefined && (await ports.journal.list(owner)).length === 0) return stored;
  const life = await mortal.live(fileOf(length));
  if (life.end !== 'done') throw new Error('not done');
  return life.key;
}

async function effectsOfALife(): Promise<number> {
  const { effects } = await createMortalWorld().live(fileOf(length));
  return effects;
}

/** Sealing takes the place of another object. */
function replacing(): MortalWorld {
  const mortal = createMortalWorld(createSmallWorld(), 'replace');
  mortal.world.store.place(`${owner}/a.bin`, Uint8Array.of(1));
  return mortal;
}

describe('a page that stops dead', () => {
  it.each([false, true])('at any effect (after it: %s) leaves what the next one completes', async (after) => {
    const effects = await effectsOfALife();
    expect(effects).toBeGreaterThan(15);
    for (let dieAt = 1; dieAt <= effects; dieAt++) {
      const mortal = createMortalWorld();
      expect(await mortal.live(fileOf(length), { dieAt, after })).toMatchObject({ end: 'died' });
      await expectAllWell(mortal, await lastLife(mortal));
    }
  });

  it.each([false, true])('at any effect of a small file (after it: %s) leaves one object', async (after) => {
    const small = fileOf(smallPart - 1);
    const { effects } = await createMortalWorld().live(small);
    expect(effects).toBeGreaterThan(2);
    for (let dieAt = 1; dieAt <= effects; dieAt++) {
      const mortal = createMortalWorld();
      expect(await mortal.live(small, { dieAt, after })).toMatchObject({ end: 'died' });
      const life = await mortal.live(small);
      expect(life).toMatchObject({ end: 'done', key: `${owner}/a.bin` });
      expect([...mortal.world.store.objects.keys()]).toEqual([`${owner}/a.bin`]);
    }
  });

  it.each([false, true])('at any effect of a replacement (after it: %s) still replaces', async (after) => {
    const { effects } = await replacing().live(fileOf(length));
    for (let dieAt = 1; dieAt <= effects; dieAt++) {
      const mortal = replacing();
      expect(await mortal.live(fileOf(length), { dieAt, after })).toMatchObject({ end: 'died' });
      const isReplaced = mortal.world.store.bytesOf(`${owner}/a.bin`).length > 1;
      if (!isReplaced || (await mortal.world.ports.journal.list(owner)).length > 0)
        expect(await mortal.live(fileOf(length))).toMatchObject({ end: 'done', key: `${owner}/a.bin` });
      expect([...mortal.world.store.objects.keys()]).toEqual([`${owner}/a.bin`]);
      expect((await mortal.world.open(`${owner}/a.bin`)).bytes).toBe(length);
      expect(mortal.world.store.uploads.size).toBe(0);
    }
  });

  it('again and again is survived all the same', async () => {
    const death = fc.record({ dieAt: fc.integer({ min: 1, max: 60 }), after: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(death, { maxLength: 6 }), async (deaths) => {
        const mortal = createMortalWorld();
        for (const each of deaths) {
          await mortal.live(fileOf(length), each);
          if ((await mortal.world.ports.journal.list(owner)).length === 0) break;
        }
        await expectAllWell(mortal, await lastLife(mortal));
      }),
      { numRuns: 60 },
    );
  });

  it('is resumed without sending again what S3 has', async () => {
    const mortal = createMortalWorld();
    let parts = 0;
    mortal.world.store.intercept = (operation) => {
      if (operation === 'putPart') parts += 1;
    };
    const effects = await effectsOfALife();
    await mortal.live(fileOf(length), { dieAt: effects - 1, after: false });
    const before = parts;
    expect(before).toBe(5);
    await mortal.live(fileOf(length));
    expect(parts).toBe(before);
    expect(mortal.world.kms.calls).toBe(2);
    expect(mortal.witness.messages(mortal.world.store.received)).toHaveLength(1);
  });
});
