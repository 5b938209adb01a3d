import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { parseHeader } from '../message/header.ts';
import {
  createSmallWorld,
  fileOf,
  owner,
  patternBytes,
  smallFrame,
  smallPart,
} from './testing/small-world.ts';

async function codeOf(running: Promise<unknown>): Promise<string> {
  try {
    await running;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'succeeded';
}

async function bytesOf(file: Blob): Promise<Bytes> {
  return new Uint8Array(await file.arrayBuffer());
}

async function sealed(length: number) {
  const world = createSmallWorld();
  const { key } = await world.seal(fileOf(length));
  return { world, key, message: world.store.bytesOf(key) };
}

describe('sealFile() and openFile()', () => {
  it.each([
    0,
    1,
    smallFrame - 1,
    smallFrame,
    smallFrame + 1,
    smallPart - 1,
    smallPart,
    smallPart + 1,
    3 * smallPart,
    5 * smallPart + 77,
  ])('give back %i bytes', async (length) => {
    for (const body of ['buffer', 'blob'] as const) {
      const world = createSmallWorld({ body });
      const { key, bytes } = await world.seal(fileOf(length));
      expect(bytes).toBe(length);
      expect(key).toBe(`${owner}/a.bin`);
      expect(world.store.uploads.size).toBe(0);
      expect(world.store.asked.includes('put')).toBe(length <= smallPart);
      const opened = await world.open(key);
      expect(opened.bytes).toBe(length);
      expect(await bytesOf(opened.file)).toEqual(patternBytes(length));
    }
  });

  it('state owner and location in the context, and ask KMS with all of it', async () => {
    const { message } = await sealed(10);
    const parse = parseHeader(message);
    expect(parse.status === 'complete' && parse.parsed.header.context).toEqual(
      new Map([
        ['owner', owner],
        ['location', `s3://bucket/${owner.replace(':', '%3A')}/a.bin`],
      ]),
    );
  });

  it('leave no raw key bytes behind', async () => {
    const { world, key } = await sealed(10);
    await world.open(key);
    expect(world.kms.handedOut).toHaveLength(2);
    for (const plaintext of world.kms.handedOut) expect(plaintext).toEqual(new Uint8Array(32));
  });

  it('release nothing after any single change, and commit nothing', async () => {
    const { world, key, message } = await sealed(3 * smallFrame + 100);
    await fc.assert(
      fc.asyncProperty(fc.nat(message.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const changed = message.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        world.store.place(key, changed);
        world.sinks.length = 0;
        expect(await codeOf(world.open(key, { acceptMoved: true }))).not.toBe('succeeded');
        expect(world.sinks.every(({ outcome }) => outcome === 'discarded')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('refuse every truncation and any trailing bytes', async () => {
    const { world, key, message } = await sealed(2 * smallFrame + 5);
    for (let length = 0; length < message.length; length += 7) {
      world.store.place(key, message.slice(0, length));
      const expected = length === 0 ? 'message-not-ours' : 'message-truncated';
      expect([length, await codeOf(world.open(key))]).toEqual([length, expected]);
    }
    for (const extra of [1, 20, 39, 40, smallFrame - 4, smallFrame, smallFrame + 30, 5000]) {
      const longer = new Uint8Array(message.length + extra);
      longer.set(message);
      world.store.place(key, longer);
      expect([extra, await codeOf(world.open(key))]).toEqual([extra, 'message-trailing-bytes']);
    }
    expect(world.sinks.every(({ outcome }) => outcome === 'discarded')).toBe(true);
  });

  it('notice a moved object, until the person accepts it', async () => {
    const { world, message } = await sealed(10);
    const elsewhere = `${owner}/b.bin`;
    world.store.place(elsewhere, message);
    await expect(world.open(elsewhere)).rejects.toMatchObject({
      code: 'moved',
      details: { foundAt: `s3://bucket/${owner.replace(':', '%3A')}/b.bin` },
    });
    expect(world.kms.calls).toBe(1);
    expect((await world.open(elsewhere, { acceptMoved: true })).bytes).toBe(10);
  });

  it('refuse what is not a message', async () => {
    const world = createSmallWorld();
    world.store.place('k', new TextEncoder().encode('%PDF-1.7 and so on'));
    expect(await codeOf(world.open('k'))).toBe('message-not-ours');
    expect(await codeOf(world.open('missing'))).toBe('store-not-found');
    expect(world.sinks).toHaveLength(0);
  });

  it('report bytes that only grow, up to the whole', async () => {
    const world = createSmallWorld();
    for (const act of [
      (onStep: (step: { status: string; moved?: number }) => void) =>
        world.seal(fileOf(4 * smallPart), { onStep }),
      (onStep: (step: { status: string; moved?: number }) => void) =>
        world.open(`${owner}/a.bin`, { onStep }),
    ]) {
      const moved: number[] = [];
      const statuses: string[] = [];
      await act((step) => {
        if (step.moved !== undefined) moved.push(step.moved);
        if (statuses.at(-1) !== step.status) statuses.push(step.status);
      });
      expect(moved).toEqual(moved.toSorted((left, right) => left - right));
      expect(moved.at(-1)).toBe(4 * smallPart);
      expect(statuses).toEqual(['preparing', 'moving', 'finishing']);
    }
  });
});

describe('openFile(), when the store misbehaves', () => {
  const big = 20 * smallFrame;

  it('notices an object replaced while it is read', async () => {
    const { world, key, message } = await sealed(big);
    let reads = 0;
    world.store.intercept = (operation) => {
      if (operation === 'read' && (reads += 1) === 3) world.store.place(key, message.slice());
    };
    expect(await codeOf(world.open(key))).toBe('object-changed');
    expect(world.sinks.map(({ outcome }) => outcome)).toEqual(['discarded']);
  });

  it.each(['short', 'long', 'empty'] as const)('refuses a %s range', async (kind) => {
    const { world, key } = await sealed(big);
    const read = world.store.read.bind(world.store);
    let reads = 0;
    world.ports.store.read = async (request) => {
      const answer = await read(request);
      if ((reads += 1) < 3) return answer;
      const { bytes } = answer;
      const wrong = {
        short: bytes.slice(1),
        long: new Uint8Array(bytes.length + 1),
        empty: new Uint8Array(0),
      };
      return { ...answer, bytes: wrong[kind] };
    };
    expect(await codeOf(world.open(key))).toBe('store-answer-invalid');
  });

  it('throws the store’s own error and discards', async () => {
    const { world, key } = await sealed(big);
    let reads = 0;
    world.store.intercept = (operation) => {
      if (operation === 'read' && (reads += 1) === 4) throw new AppError('service-failed', '503');
    };
    expect(await codeOf(world.open(key))).toBe('service-failed');
    expect(world.sinks.map(({ outcome }) => outcome)).toEqual(['discarded']);
  });

  it('ends at once when cancelled while the store stalls', async () => {
    const { world, key } = await sealed(big);
    const controller = new AbortController();
    let reads = 0;
    world.store.intercept = (operation) => {
      if (operation !== 'read' || (reads += 1) < 4) return undefined;
      controller.abort();
      return new Promise(() => {});
    };
    await expect(world.open(key, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(world.sinks.map(({ outcome }) => outcome)).toEqual(['discarded']);
  });

  it('asks for no more ranges at once than its lookahead', async () => {
    const { world, key } = await sealed(40 * smallFrame);
    let running = 0;
    let most = 0;
    const read = world.store.read.bind(world.store);
    world.ports.store.read = async (request) => {
      running += 1;
      most = Math.max(most, running);
      const answer = await read(request);
      running -= 1;
      return answer;
    };
    await world.open(key);
    expect(most).toBeLessThanOrEqual(3);
    expect(most).toBeGreaterThan(1);
  });
});
