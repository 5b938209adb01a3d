import { describe, expect, it } from 'vitest';
import { createSmallWorld, fileOf, owner, smallFrame, smallPart } from '../testing/small-world.ts';
import type { Tuning } from '../tuning.ts';
import { openFile } from './open-file.ts';
import type { OpenPorts } from './open-ports.ts';

type Rounds = Record<'store' | 'kms', number>;

/** Round trips that lay before the first byte of plaintext: one that begins after an answer came lies deeper than that answer. */
async function roundsToFirstByte(length: number, tuning: Partial<Tuning> = {}): Promise<Rounds> {
  const world = createSmallWorld(tuning);
  const { ports } = world;
  const { key } = await world.seal(fileOf(length));

  const rounds: Rounds = { store: 0, kms: 0 };
  const counted =
    <Request, Answer>(service: keyof Rounds, ask: (request: Request) => Promise<Answer>) =>
    async (request: Request): Promise<Answer> => {
      const depth = rounds[service] + 1;
      const answer = await ask(request);
      rounds[service] = Math.max(rounds[service], depth);
      return answer;
    };
  const first: Rounds[] = [];
  const watched: OpenPorts = {
    ...ports,
    store: {
      ...ports.store,
      read: counted('store', (request) => ports.store.read(request)),
    },
    kms: {
      ...ports.kms,
      decrypt: counted('kms', (request) => ports.kms.decrypt(request)),
      describeKey: counted('kms', (request) => ports.kms.describeKey(request)),
    },
    createSink: async (request) => {
      const sink = await ports.createSink(request);
      return {
        ...sink,
        write: (chunk) => {
          first.push({ ...rounds });
          return sink.write(chunk);
        },
      };
    },
  };
  const { signal } = new AbortController();
  const request = { key, identityId: owner, acceptMoved: false, record: null, signal, onStep: () => {} };
  expect((await openFile(watched, request)).bytes).toBe(length);
  const [found] = first;
  if (found === undefined) throw new Error('nothing was written');
  return found;
}

describe('the first byte of an opened file', () => {
  it('comes with the first answer of the store where that holds all of it', async () => {
    expect(await roundsToFirstByte(1)).toEqual({ store: 1, kms: 1 });
  });

  it.each([
    ['a little more than the first read', smallFrame],
    ['one part', smallPart],
    ['many ranges', 40 * smallFrame + 7],
  ])('comes after two round trips beyond KMS: %s', async (_what, length) => {
    // All requested at once: what a range's end lets begin is none of the first byte's.
    expect(await roundsToFirstByte(length, { lookahead: 64 })).toEqual({ store: 2, kms: 1 });
  });

  it('waits one longer where the header is longer than the first read', async () => {
    expect(await roundsToFirstByte(smallPart, { firstRead: 300 })).toEqual({ store: 3, kms: 1 });
  });
});
