import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import type { Journal } from '../journal-port.ts';
import { createSealingWitness } from '../testing/sent-frames.ts';
import { createSmallWorld, owner, patternBytes, smallPart, type SmallWorld } from '../testing/small-world.ts';

const length = 4 * smallPart + 99;
const lastPart = 5;

/** The same name, size and time, whatever it holds: only what was sealed tells. */
function fileWith(bytes: Bytes): File {
  return new File([bytes], 'a.bin', { lastModified: 1 });
}

function changedAt(offset: number): Bytes {
  const bytes = patternBytes(length);
  bytes[offset] = (bytes[offset] ?? 0) ^ 0x55;
  return bytes;
}

function watchedWorld(journal?: (journal: Journal) => Journal) {
  const world = createSmallWorld();
  const witness = createSealingWitness(world.ports.crew);
  const { ports } = world;
  Object.assign(ports, { crew: witness.crew, journal: journal?.(ports.journal) ?? ports.journal });
  return { world, witness };
}

/** Every body of `lost` reaches S3, which does not keep it. */
async function interrupt(world: SmallWorld, lost: readonly number[]): Promise<void> {
  world.store.intercept = (operation, request) => {
    if (operation === 'putPart' && 'partNumber' in request && lost.includes(Number(request.partNumber)))
      throw new AppError('service-failed', '500');
    if (operation === 'completeMultipart') throw new AppError('service-failed', '500');
  };
  const sealing = world.seal(fileWith(patternBytes(length)), { record: 'r' });
  await expect(sealing).rejects.toMatchObject({ code: 'service-failed' });
  world.store.intercept = () => {};
}

async function expectOpens(world: SmallWorld, key: string, bytes: Bytes): Promise<void> {
  const { file } = await world.open(key);
  expect(equalBytes(new Uint8Array(await file.arrayBuffer()), bytes)).toBe(true);
  expect(world.store.uploads.size).toBe(0);
  expect(await world.ports.journal.list(owner)).toEqual([]);
}

describe('a file that changed between two attempts at the same frame', () => {
  it.each([
    ['a part that was sent and lost', [lastPart], length - 1],
    ['a part that S3 has', [], 2 * smallPart + 5],
    ['the first part', [], 0],
  ])('is sealed under another key: %s', async (_name, lost, offset) => {
    const { world, witness } = watchedWorld();
    await interrupt(world, lost);
    const sentBefore = world.store.received.length;
    const changed = changedAt(offset);
    const { key } = await world.seal(fileWith(changed), { record: 'r' });
    expect(witness.reusedNonces(world.store.received)).toEqual([]);
    expect(witness.messages(world.store.received)).toHaveLength(2);
    // Under the first key nothing else left at all.
    const firstMessage = witness.messages(world.store.received.slice(0, sentBefore));
    expect(witness.messages(world.store.received.slice(sentBefore))).not.toContain(firstMessage[0]);
    await expectOpens(world, key, changed);
  });

  it('never repeats a nonce, whatever changed and whatever was lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(length - 1),
        fc.uniqueArray(fc.integer({ min: 1, max: lastPart }), { minLength: 1, maxLength: 3 }),
        async (offset, lost) => {
          const { world, witness } = watchedWorld();
          await interrupt(world, lost);
          const changed = changedAt(offset);
          const { key } = await world.seal(fileWith(changed), { record: 'r' });
          expect(witness.reusedNonces(world.store.received)).toEqual([]);
          await expectOpens(world, key, changed);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('would repeat one if the journal forgot what was sealed, and the witness would see it', async () => {
    const { world, witness } = watchedWorld((journal) => ({ ...journal, part: async () => null }));
    await interrupt(world, [1, 2, 3, 4, lastPart]);
    const { store } = world;
    const [sent] = store.received;
    if (!sent) throw new Error('nothing was sent');
    await world.seal(fileWith(changedAt((sent.partNumber - 1) * smallPart)), { record: 'r' });
    expect(witness.reusedNonces(store.received)).toHaveLength(1);
  });

  it.each(['damaged', null] as const)(
    'is not trusted where what was sealed reads %s for a part that S3 has',
    async (answer) => {
      const { world, witness } = watchedWorld((journal) => ({ ...journal, part: async () => answer }));
      await interrupt(world, []);
      await world.seal(fileWith(patternBytes(length)), { record: 'r' });
      expect(witness.messages(world.store.received)).toHaveLength(2);
      expect(world.store.uploads.size).toBe(0);
    },
  );

  it('goes on under the same key where nothing changed', async () => {
    const { world, witness } = watchedWorld();
    await interrupt(world, [2, 4]);
    const { key } = await world.seal(fileWith(patternBytes(length)), { record: 'r' });
    expect(witness.reusedNonces(world.store.received)).toEqual([]);
    expect(witness.messages(world.store.received)).toHaveLength(1);
    await expectOpens(world, key, patternBytes(length));
  });
});
