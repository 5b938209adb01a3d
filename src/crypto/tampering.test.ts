import { beforeAll, describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { u32 } from '../bytes/integers.ts';
import { frameIv } from '../message/frames.ts';
import type { DataKey } from './data-key.ts';
import {
  dataKeyOf,
  patternOf,
  type Reading,
  readRanged,
  readStreamed,
  readWhole,
  refusalOf,
  sealMessage,
  verifyFirst,
} from './message-fixture.ts';
import type { VerifiedHeader } from './opener.ts';

const frameLength = 8;
const messageId = patternOf(32);
const everyValue = Array.from({ length: 255 }, (_, index) => index + 1);
const everyBit = [1, 2, 4, 8, 16, 32, 64, 128, 255];

const readings: readonly (readonly [string, Reading])[] = [
  ['whole', readWhole],
  ['streamed in one chunk', readStreamed(1_000_000)],
  ['streamed byte by byte', readStreamed(1)],
  ['ranged', readRanged()],
  ['ranged byte by byte', readRanged(1)],
];

let dataKey: DataKey;
let message: Bytes;
let header: Bytes;
let frames: Bytes[];
let verified: VerifiedHeader;

beforeAll(async () => {
  dataKey = await dataKeyOf(7);
  ({ message, header, frames } = await sealMessage({
    dataKey,
    plaintext: patternOf(20),
    frameLength,
    messageId,
  }));
  verified = await verifyFirst(message, dataKey);
});

/** Frame `index`, counted from 0. */
function at(index: number): Bytes {
  return frames[index] ?? new Uint8Array(0);
}

function changed(position: number, mask: number): Bytes {
  const copy = message.slice();
  copy[position] = (copy[position] ?? 0) ^ mask;
  return copy;
}

/** Every change is refused with a named error; answers the codes seen. */
async function codesOf(
  masks: readonly number[],
  from: number,
  to: number,
  read: (bytes: Bytes) => Promise<unknown>,
) {
  const codes = new Set<string>();
  for (let position = from; position < to; position++) {
    const refusals = await Promise.all(masks.map((mask) => refusalOf(read(changed(position, mask)))));
    for (const refusal of refusals) codes.add(refusal.code);
  }
  return [...codes].toSorted();
}

describe('a message of three frames', () => {
  it('has what these tests take for granted', () => {
    expect(frames.map((frame) => frame.length)).toEqual([40, 40, 44]);
    expect(message.length).toBe(header.length + 124);
  });

  it.each(readings)('is opened untouched: %s', async (_, read) => {
    expect(await read(message, dataKey)).toEqual(patternOf(20));
  });
});

describe('any change of one byte is refused', () => {
  it('in the header, by every value', { timeout: 120_000 }, async () => {
    const codes = await codesOf(everyValue, 0, header.length, (bytes) => verifyFirst(bytes, dataKey));
    expect(codes).toEqual([
      'commitment-mismatch',
      'context-invalid',
      'header-tampered',
      'message-malformed',
      'message-not-ours',
      'message-truncated',
      'message-unsupported',
    ]);
  });

  it('in the header, in all ways of reading', { timeout: 120_000 }, async () => {
    for (const [, read] of readings) {
      await codesOf(everyBit, 0, header.length, (bytes) => read(bytes, dataKey));
    }
  });

  it('in the body, by every value, streamed', { timeout: 120_000 }, async () => {
    const read = readStreamed(1_000_000);
    const codes = await codesOf(everyValue, header.length, message.length, (bytes) =>
      read(bytes, dataKey, verified),
    );
    expect(codes).toEqual([
      'frame-tampered',
      'message-malformed',
      'message-out-of-order',
      'message-trailing-bytes',
      'message-truncated',
    ]);
  });

  it.each(readings)('in the body: %s', { timeout: 120_000 }, async (_, read) => {
    const codes = await codesOf(everyBit, header.length, message.length, (bytes) =>
      read(bytes, dataKey, verified),
    );
    expect(codes).toContain('frame-tampered');
    expect(codes).toContain('message-out-of-order');
  });

  it.each(readings)('in the IV that stands in a frame, by the tag: %s', async (_, read) => {
    for (let position = header.length + 4; position < header.length + 16; position++) {
      const refusal = await refusalOf(read(changed(position, 1), dataKey, verified));
      expect([refusal.code, refusal.details]).toEqual(['frame-tampered', { frame: 1 }]);
    }
  });
});

describe('a message of another length is refused', () => {
  it.each(readings)('cut anywhere: %s', async (_, read) => {
    const codes = new Set<string>();
    for (let length = 0; length < message.length; length++) {
      codes.add((await refusalOf(read(message.slice(0, length), dataKey))).code);
    }
    const ranged = ['message-malformed', 'message-trailing-bytes', 'message-truncated'];
    for (const code of codes) expect(ranged).toContain(code);
  });

  it.each(readings)('with bytes after its end: %s', async (name, read) => {
    for (const extra of [1, 7, 32, 40, 44, 80, 1000]) {
      for (const tail of [new Uint8Array(extra), new Uint8Array(extra).fill(0xff), patternOf(extra)]) {
        const { code } = await refusalOf(read(concatBytes(message, tail), dataKey));
        if (name.startsWith('ranged')) expect(code).toMatch(/^(message|frame)-/);
        else expect(code).toBe('message-trailing-bytes');
      }
    }
  });

  it.each(readings)('with a second whole message after it: %s', async (_, read) => {
    await refusalOf(read(concatBytes(message, message), dataKey));
    await refusalOf(read(concatBytes(message, ...frames), dataKey));
  });
});

describe('frames in the wrong place are refused', () => {
  const rearranged: readonly (readonly [string, () => Bytes[]])[] = [
    ['swapped', () => [at(1), at(0), at(2)]],
    ['repeated', () => [at(0), at(0), at(1), at(2)]],
    ['repeated in place of the next', () => [at(0), at(0), at(2)]],
    ['the first dropped', () => [at(1), at(2)]],
    ['the middle dropped', () => [at(0), at(2)]],
    ['the final dropped', () => [at(0), at(1)]],
    ['the final alone', () => [at(2)]],
    ['the final first', () => [at(2), at(0), at(1)]],
    ['the final twice', () => [at(0), at(1), at(2), at(2)]],
    ['a regular one after the final', () => [at(0), at(1), at(2), at(0)]],
    ['none', () => []],
  ];

  for (const [how, arrange] of rearranged) {
    it.each(readings)(`${how}: %s`, async (_, read) => {
      const refusal = await refusalOf(read(concatBytes(header, ...arrange()), dataKey));
      expect(refusal.code).toMatch(/^message-(out-of-order|truncated|trailing-bytes|malformed)$/);
    });
  }

  it.each(readings)('with their numbers rewritten to fit: %s', async (_, read) => {
    const swapped = [renumbered(at(1), 1), renumbered(at(0), 2), at(2)];
    const { code, details } = await refusalOf(read(concatBytes(header, ...swapped), dataKey));
    expect([code, details]).toEqual(['frame-tampered', { frame: 1 }]);
  });

  it.each(readings)('a regular frame made out to be the final one: %s', async (_, read) => {
    const disguised = concatBytes(u32(0xffff_ffff), u32(2), frameIv(2), u32(8), at(1).subarray(16));
    expect((await refusalOf(read(concatBytes(header, at(0), disguised), dataKey))).code).toBe(
      'frame-tampered',
    );
  });

  it.each(readings)('the final frame made out to be a regular one: %s', async (_, read) => {
    const full = await sealMessage({
      dataKey,
      plaintext: patternOf(16),
      frameLength,
      messageId: patternOf(32),
    });
    const last = full.frames[1] ?? new Uint8Array(0);
    const disguised = concatBytes(u32(2), frameIv(2), last.subarray(24));
    const bytes = concatBytes(full.header, full.frames[0] ?? last, disguised, at(2));
    expect((await refusalOf(read(bytes, dataKey))).code).toBe('frame-tampered');
  });
});

describe('frames of another message are refused', () => {
  const foreign: readonly (readonly [string, () => Promise<{ frames: Bytes[] }>])[] = [
    ['under the same data key', () => sealMessage({ dataKey, plaintext: patternOf(20), frameLength })],
    [
      'under another data key, with the same message id',
      async () =>
        sealMessage({ dataKey: await dataKeyOf(8), plaintext: patternOf(20), frameLength, messageId }),
    ],
  ];
  for (const [how, seal] of foreign) {
    it.each(readings)(`${how}: %s`, async (_, read) => {
      const other = await seal();
      for (let index = 0; index < frames.length; index++) {
        const mixed = frames.map((frame, place) =>
          place === index ? (other.frames[place] ?? frame) : frame,
        );
        const { code, details } = await refusalOf(read(concatBytes(header, ...mixed), dataKey));
        expect([code, details]).toEqual(['frame-tampered', { frame: index + 1 }]);
      }
    });
  }

  it('and so is another header before the same frames', async () => {
    const other = await sealMessage({ dataKey, plaintext: patternOf(20), frameLength });
    for (const [, read] of readings) {
      expect((await refusalOf(read(concatBytes(other.header, ...frames), dataKey))).code).toBe(
        'frame-tampered',
      );
    }
  });

  it('and another data key does not get past the commitment', async () => {
    const other = await dataKeyOf(8);
    for (const [, read] of readings)
      expect((await refusalOf(read(message, other))).code).toBe('commitment-mismatch');
  });
});

/** A regular frame with another sequence number and the IV that goes with it. */
function renumbered(frame: Bytes, sequence: number): Bytes {
  return concatBytes(u32(sequence), frameIv(sequence), frame.subarray(16));
}
