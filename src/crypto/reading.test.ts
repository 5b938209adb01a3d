import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Bytes } from '../bytes/bytes.ts';
import { u32 } from '../bytes/integers.ts';
import { bodyAad, frameIv, framePrefix } from '../message/frames.ts';
import { concatBytes } from '../bytes/bytes.ts';
import type { DataKey } from './data-key.ts';
import { deriveContentKey } from './derive.ts';
import {
  dataKeyOf,
  patternOf,
  readRanged,
  readStreamed,
  readWhole,
  refusalOf,
  sealMessage,
  verifyFirst,
} from './message-fixture.ts';
import { createBodyOpener } from './opener.ts';
import { openRange } from './ranged.ts';

let dataKey: DataKey;
beforeAll(async () => {
  dataKey = await dataKeyOf(7);
});

describe('whole, streamed and ranged reading', () => {
  const frameLength = 16;
  it.each([0, 1, 15, 16, 17, 31, 32, 33, 48, 56])('agree on %i bytes in frames of 16', async (length) => {
    const plaintext = patternOf(length);
    const { message } = await sealMessage({ dataKey, plaintext, frameLength });
    expect(await readWhole(message, dataKey)).toEqual(plaintext);
    expect(await readStreamed(1)(message, dataKey)).toEqual(plaintext);
    expect(await readStreamed(message.length)(message, dataKey)).toEqual(plaintext);
    expect(await readRanged()(message, dataKey)).toEqual(plaintext);
    expect(await readRanged(1)(message, dataKey)).toEqual(plaintext);
  });

  it('agree whatever the lengths, the split of the stream and the ranges', async () => {
    const lengths = fc.record({
      length: fc.nat(400),
      frameLength: fc.integer({ min: 1, max: 100 }),
      chunks: fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 8 }),
      range: fc.integer({ min: 1, max: 200 }),
    });
    await fc.assert(
      fc.asyncProperty(lengths, async ({ length, frameLength, chunks, range }) => {
        const plaintext = patternOf(length);
        const { message } = await sealMessage({ dataKey, plaintext, frameLength });
        expect(await readWhole(message, dataKey)).toEqual(plaintext);
        expect(await readStreamed(...chunks)(message, dataKey)).toEqual(plaintext);
        expect(await readRanged(range)(message, dataKey)).toEqual(plaintext);
      }),
      { numRuns: 150 },
    );
  });

  it('accept the extra empty final frame that other writers add', async () => {
    const plaintext = patternOf(32);
    const message = await withEmptyFinalFrame(plaintext, 16);
    for (const read of [readWhole, readStreamed(1), readStreamed(9, 50), readRanged(), readRanged(5)]) {
      expect(await read(message, dataKey)).toEqual(plaintext);
    }
  });

  it('refuse that frame missing', async () => {
    const message = await withEmptyFinalFrame(patternOf(32), 16);
    for (const read of [readWhole, readStreamed(1), readRanged(), readRanged(5)]) {
      expect((await refusalOf(read(message.slice(0, -40), dataKey))).code).toBe('message-truncated');
    }
  });
});

describe('createBodyOpener()', () => {
  it('releases each frame as soon as its last byte came, and none before', async () => {
    const { opener, body } = await openerOf(20, 8);
    const released: number[] = [];
    for (let offset = 0; offset < body.length; offset++) {
      const plaintexts = await drain(opener.push(body.subarray(offset, offset + 1)));
      if (plaintexts.length > 0) released.push(offset + 1);
    }
    expect(released).toEqual([40, 80, 124]);
    opener.finish();
  });

  it('releases the good frames before a bad one, then fails for good', async () => {
    const { opener, body } = await openerOf(20, 8);
    body[body.length - 1] = (body[body.length - 1] ?? 0) ^ 1;
    const released: Bytes[] = [];
    const reading = (async () => {
      for await (const plaintext of opener.push(body)) released.push(plaintext);
    })();
    expect((await refusalOf(reading)).code).toBe('frame-tampered');
    expect(released).toEqual(
      [patternOf(20).subarray(0, 8), patternOf(20).subarray(8, 16)].slice(0, released.length),
    );
    expect(() => opener.finish()).toThrow('authentication failed');
    expect((await refusalOf(drain(opener.push(body)))).code).toBe('frame-tampered');
  });

  it('is not finished before the final frame', async () => {
    const { opener, body } = await openerOf(20, 8);
    expect(() => opener.finish()).toThrow('the final frame is missing');
    await drain(opener.push(body.subarray(0, 80)));
    expect(() => opener.finish()).toThrow('the final frame is missing');
    await drain(opener.push(body.subarray(80)));
    opener.finish();
    await drain(opener.push(new Uint8Array(0)));
    opener.finish();
    expect((await refusalOf(drain(opener.push(Uint8Array.of(0))))).code).toBe('message-trailing-bytes');
    expect(() => opener.finish()).toThrow('bytes follow the final frame');
  });

  it('refuses the next chunk while the last one is not drained', async () => {
    const { opener, body } = await openerOf(20, 8);
    const first = opener.push(body);
    await first.next();
    await expect(drain(opener.push(body))).rejects.toThrow('before the last one was drained');
    expect(() => opener.finish()).toThrow('before the last one was drained');
    await drain(first);
    opener.finish();
  });

  it('is of no more use when a chunk was given up half read', async () => {
    const { opener, body } = await openerOf(20, 8);
    for await (const plaintext of opener.push(body)) {
      expect(plaintext).toEqual(patternOf(8));
      break;
    }
    expect(() => opener.finish()).toThrow('before the last one was drained');
  });

  it('allocates nothing for the frame length a header claims', async () => {
    const { message, header } = await sealMessage({
      dataKey,
      plaintext: patternOf(20),
      frameLength: 0xffff_ffff,
    });
    const opener = createBodyOpener(await verifyFirst(message, dataKey));
    const regular = concatBytes(u32(1), new Uint8Array(100));
    const before = process.memoryUsage().arrayBuffers;
    for (let offset = 0; offset < regular.length; offset++) {
      await drain(opener.push(regular.subarray(offset, offset + 1)));
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
    expect(() => opener.finish()).toThrow('the final frame is missing');
    expect(await readStreamed(3)(message, dataKey)).toEqual(patternOf(20));
    expect(header.length).toBeLessThan(message.length);
  });
});

describe('openRange()', () => {
  it('gives any range of the plaintext', async () => {
    const { open } = await rangeOf(56);
    for (let first = 0; first < 56; first++) {
      for (let last = first - 1; last < 56; last++) {
        expect(await open(first, last)).toEqual(patternOf(56).subarray(first, last + 1));
      }
    }
  });

  it('reads the frames it needs in one go, and the final frame once a message', async () => {
    const { open, reads, headerLength, message } = await rangeOf(56);
    await open(17, 33);
    await open(0, 0);
    expect(reads).toEqual([
      [headerLength + 48, headerLength + 3 * 48 - 1],
      [headerLength + 3 * 48, message.length - 1],
      [headerLength, headerLength + 47],
    ]);
  });

  it('refuses a message cut anywhere, whichever bytes are asked for', async () => {
    for (let length = 0; length < 40 + 3 * 48; length++) {
      const { open, message, headerLength } = await rangeOf(56);
      const cut = message.subarray(0, Math.max(headerLength, message.length - 1 - length));
      expect((await refusalOf(open(0, -1, cut))).code).toMatch(/^message-(truncated|malformed)$/);
    }
  });

  it('refuses ranges outside the plaintext', async () => {
    const { open } = await rangeOf(56);
    for (const [first, last] of [
      [0, 56],
      [-1, 3],
      [56, 56],
      [5, 3],
      [0.5, 3],
      [0, Number.NaN],
    ] as const) {
      await expect(open(first, last)).rejects.toMatchObject({ code: 'internal' });
    }
    const empty = await rangeOf(0);
    expect(await empty.open(0, -1)).toHaveLength(0);
    await expect(empty.open(0, 0)).rejects.toMatchObject({ code: 'internal' });
  });

  it('refuses a read of another length than asked for', async () => {
    const { verified, message } = await rangeOf(56);
    const input = { messageLength: message.length, first: 0, last: 55 };
    const short = openRange(verified, { ...input, read: () => Promise.resolve(message.subarray(0, 10)) });
    expect((await refusalOf(short)).code).toBe('message-truncated');
    const long = openRange(verified, { ...input, read: () => Promise.resolve(message) });
    await expect(long).rejects.toMatchObject({ code: 'internal' });
  });

  it('passes on what reading fails with', async () => {
    const { verified, message } = await rangeOf(56);
    const range = openRange(verified, {
      messageLength: message.length,
      first: 0,
      last: 5,
      read: () => Promise.reject(new DOMException('stopped', 'AbortError')),
    });
    await expect(range).rejects.toMatchObject({ name: 'AbortError' });
  });
});

/** The same message id makes the same keys, so regular frames of a longer message end with a frame of our own. */
async function withEmptyFinalFrame(plaintext: Bytes, frameLength: number): Promise<Bytes> {
  const messageId = patternOf(32);
  const longer = await sealMessage({
    dataKey,
    plaintext: concatBytes(plaintext, u32(0)),
    frameLength,
    messageId,
  });
  const sequence = longer.frames.length;
  const contentKey = await deriveContentKey(dataKey, messageId, 'encrypt');
  const iv = frameIv(sequence);
  const additionalData = bodyAad(messageId, 'final-frame', sequence, 0);
  const tag = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData },
    contentKey,
    new Uint8Array(0),
  );
  const prefix = framePrefix({ sequence, final: true, iv, length: 0 });
  return concatBytes(longer.header, ...longer.frames.slice(0, -1), prefix, new Uint8Array(tag));
}

async function openerOf(length: number, frameLength: number) {
  const sealed = await sealMessage({ dataKey, plaintext: patternOf(length), frameLength });
  const verified = await verifyFirst(sealed.message, dataKey);
  return {
    ...sealed,
    opener: createBodyOpener(verified),
    body: sealed.message.subarray(sealed.header.length),
  };
}

async function drain(plaintexts: AsyncIterable<Bytes>): Promise<Bytes[]> {
  const drained: Bytes[] = [];
  for await (const plaintext of plaintexts) drained.push(plaintext);
  return drained;
}

async function rangeOf(length: number) {
  const frameLength = 16;
  const { message } = await sealMessage({ dataKey, plaintext: patternOf(length), frameLength });
  const verified = await verifyFirst(message, dataKey);
  const reads: (readonly [number, number])[] = [];
  const open = (first: number, last: number, bytes = message): Promise<Bytes> =>
    openRange(verified, {
      messageLength: bytes.length,
      first,
      last,
      read: (from, to) => {
        reads.push([from, to]);
        return Promise.resolve(bytes.slice(from, to + 1));
      },
    });
  return { message, verified, reads, open, headerLength: verified.parsed.length };
}
