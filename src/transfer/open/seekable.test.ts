import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { concatBytes, equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { createSmallWorld, fileOf, owner, patternBytes, type SmallWorld } from '../testing/small-world.ts';
import { openMessage } from './open-message.ts';
import { createSeekable, type Seekable } from './seekable.ts';

const kib = 1024;
const mib = 1024 * kib;
const never = new AbortController().signal;

/** Frames as the app writes them, so that pieces have two. */
const frames = { frameLength: 256 * kib, partLength: 8 * mib, sendBudget: 64 * mib, readLength: 4 * mib };

interface Opened {
  readonly seekable: Seekable;
  readonly world: SmallWorld;
  readonly key: string;
  /** of reads of the body since it was asked last: `first-last` */
  readonly asked: () => { readonly first: number; readonly last: number }[];
}

async function opened(length: number, tuning: Partial<SmallWorld['ports']['tuning']> = {}): Promise<Opened> {
  const world = createSmallWorld(tuning);
  const { key } = await world.seal(fileOf(length));
  return reopened(world, key);
}

async function reopened(world: SmallWorld, key: string): Promise<Opened> {
  const request = { key, identityId: owner, acceptMoved: false, signal: never };
  const { openable } = await openMessage(world.ports, request);
  if (openable === null) throw new Error('not openable by frames');
  let asked: { first: number; last: number }[] = [];
  world.store.intercept = (_operation, sent) => {
    if ('first' in sent && typeof sent.first === 'number' && 'last' in sent && typeof sent.last === 'number')
      asked.push({ first: sent.first, last: sent.last });
  };
  return {
    world,
    key,
    seekable: createSeekable(world.ports, openable),
    asked: () => {
      const before = asked;
      asked = [];
      return before;
    },
  };
}

async function allOf({ seekable }: Opened, first: number, last: number, signal = never): Promise<Bytes> {
  const pieces: Bytes[] = [];
  for await (const piece of seekable.read(first, last, signal)) pieces.push(piece);
  return concatBytes(...pieces);
}

describe('createSeekable()', () => {
  it('reads what lies anywhere, whatever was read before', async () => {
    const length = 700 * kib + 13;
    const whole = patternBytes(length);
    const message = await opened(length);
    expect(message.seekable.length).toBe(length);
    const place = fc.nat(length - 1);
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [first, last] = one < other ? [one, other] : [other, one];
        expect(equalBytes(await allOf(message, first, last), whole.slice(first, last + 1))).toBe(true);
      }),
      { numRuns: 30 },
    );
    await expect(allOf(message, 0, length)).rejects.toMatchObject({ code: 'internal' });
    await expect(allOf(message, -1, 0)).rejects.toMatchObject({ code: 'internal' });
  });

  it('reads a message that came whole with its header, without asking again', async () => {
    const message = await opened(100);
    expect(await allOf(message, 10, 20)).toEqual(patternBytes(100).slice(10, 21));
    expect(message.asked()).toEqual([]);
  });

  it('fetches what a jump needs and little ahead, and nothing twice', async () => {
    const length = 24 * mib;
    const message = await opened(length, frames);
    await message.seekable.beginning(never);
    await message.seekable.verifyEnd(never);
    expect(message.asked()).toHaveLength(2);

    const reading = message.seekable.read(12 * mib + 5, length - 1, never);
    expect((await reading.next()).value).toHaveLength(512 * kib - 5);
    await reading.return();
    const jump = message.asked();
    expect(jump.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBeLessThan(2.1 * mib);

    await allOf(message, 0, 100);
    await allOf(message, length - 100, length - 1);
    await allOf(message, 12 * mib, 12 * mib + 100);
    expect(message.asked()).toEqual([]);
  });

  it('keeps a bounded part of what it opened', async () => {
    const message = await opened(12 * mib, frames);
    await allOf(message, 0, 12 * mib - 1);
    message.asked();
    await allOf(message, 0, 100);
    await allOf(message, 11 * mib, 11 * mib + 100);
    expect(message.asked()).toHaveLength(1);
  });

  it('refuses a message cut or lengthened at its end, and one whose frame was changed', async () => {
    const world = createSmallWorld();
    const { key } = await world.seal(fileOf(5_000));
    const sealed = world.store.bytesOf(key);
    const place = async (bytes: Bytes): Promise<Opened> => {
      world.store.place(key, bytes);
      return reopened(world, key);
    };
    const cut = await place(sealed.slice(0, -500));
    await expect(cut.seekable.verifyEnd(never)).rejects.toMatchObject({ code: 'message-truncated' });
    const more = await place(concatBytes(sealed, new Uint8Array(20)));
    await expect(more.seekable.verifyEnd(never)).rejects.toMatchObject({ code: 'message-trailing-bytes' });
    const flipped = sealed.slice();
    flipped[flipped.length - 1_500] = (flipped[flipped.length - 1_500] ?? 0) ^ 1;
    const changed = await place(flipped);
    await expect(allOf(changed, 0, 4_999)).rejects.toMatchObject({ code: 'frame-tampered' });
  });

  it('reads one version: what was replaced meanwhile is refused', async () => {
    const message = await opened(24 * mib, frames);
    await message.seekable.beginning(never);
    message.world.store.place(message.key, message.world.store.bytesOf(message.key));
    await expect(allOf(message, 20 * mib, 21 * mib)).rejects.toMatchObject({ code: 'object-changed' });
  });

  it('ends with its signal', async () => {
    const message = await opened(24 * mib, frames);
    const stop = new AbortController();
    const reading = message.seekable.read(0, 24 * mib - 1, stop.signal);
    await reading.next();
    stop.abort();
    await expect(
      (async () => {
        for await (const piece of reading) expect(piece.length).toBeGreaterThan(0);
      })(),
    ).rejects.toMatchObject({ name: 'AbortError' });
  });
});
