import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../../bytes/bytes.ts';
import { dataKeyOf, patternOf, sealMessage } from '../../crypto/message-fixture.ts';
import type { Edit } from '../../inspect/edits.ts';
import { parseHeader } from '../../message/header.ts';
import { editedSource } from './edited-source.ts';
import { memorySource, type MessageSource } from './message-source.ts';

const { signal } = new AbortController();
const frameLength = 8;
const stride = frameLength + 32;

const sealed = sealMessage({
  dataKey: await dataKeyOf(1),
  plaintext: patternOf(5 * frameLength + 3),
  frameLength,
});
const { message } = await sealed;
const parse = parseHeader(message);
if (parse.status !== 'complete') throw new Error('incomplete header');
const original = parse.parsed;
const regularFrames = 5;

/** The same edits made at once on the whole message. */
function made(edits: readonly Edit[]): Bytes {
  let bytes = message.slice();
  for (const edit of edits) {
    if (edit.kind === 'flip' && edit.offset < bytes.length) {
      bytes = bytes.with(edit.offset, (bytes[edit.offset] ?? 0) ^ edit.mask);
    } else if (edit.kind === 'cut') bytes = bytes.slice(0, edit.length);
    else if (edit.kind === 'swap-frames') {
      const frame = (place: number) => {
        const start = original.length + (place - 1) * stride;
        return { start, bytes: bytes.slice(start, start + stride) };
      };
      const [one, other] = [frame(edit.first), frame(edit.second)];
      if (one.bytes.length !== stride || other.bytes.length !== stride) continue;
      bytes.set(one.bytes, other.start);
      bytes.set(other.bytes, one.start);
    }
  }
  return bytes;
}

const place = fc.integer({ min: 1, max: regularFrames });
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant('flip' as const),
    offset: fc.nat(message.length + 10),
    mask: fc.integer({ min: 1, max: 255 }),
  }),
  fc.record({ kind: fc.constant('swap-frames' as const), first: place, second: place }),
  fc.record({ kind: fc.constant('cut' as const), length: fc.integer({ min: 20, max: message.length + 10 }) }),
);

async function wholeOf(source: MessageSource): Promise<Bytes> {
  return source.size === 0 ? new Uint8Array(0) : source.read(0, source.size - 1, signal);
}

describe('editedSource()', () => {
  it('shows, in any range, what the edits make of the message', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { maxLength: 6 }), fc.nat(), fc.nat(), async (edits, from, more) => {
        const expected = made(edits);
        const source = editedSource(memorySource(message), edits, original);
        expect(source.size).toBe(expected.length);
        const first = from % expected.length;
        const last = first + (more % (expected.length - first));
        expect(await source.read(first, last, signal)).toEqual(expected.slice(first, last + 1));
      }),
      { numRuns: 500 },
    );
  });

  it('changes nothing of the message itself', async () => {
    const before = message.slice();
    const edits: readonly Edit[] = [
      { kind: 'flip', offset: 0, mask: 255 },
      { kind: 'swap-frames', first: 1, second: 4 },
    ];
    expect(await wholeOf(editedSource(memorySource(message), edits, original))).not.toEqual(before);
    expect(message).toEqual(before);
  });

  it('changes nothing where there is nothing to change', async () => {
    const nothing: readonly Edit[] = [
      { kind: 'flip', offset: message.length, mask: 1 },
      { kind: 'cut', length: message.length + 1 },
      { kind: 'swap-frames', first: 2, second: 2 },
      { kind: 'swap-frames', first: 1, second: 0xffff_ffff },
    ];
    expect(await wholeOf(editedSource(memorySource(message), nothing, original))).toEqual(message);
    const swap: readonly Edit[] = [{ kind: 'swap-frames', first: 1, second: 2 }];
    expect(await wholeOf(editedSource(memorySource(message), swap, null))).toEqual(message);
  });

  it('reads no more than the range asked for', async () => {
    let read = 0;
    const counting: MessageSource = {
      size: message.length,
      async read(first, last) {
        read += last - first + 1;
        return message.slice(first, last + 1);
      },
    };
    const source = editedSource(counting, [{ kind: 'swap-frames', first: 1, second: 5 }], original);
    const first = original.length + 4;
    expect(await source.read(first, first + stride - 1, signal)).toEqual(
      concatBytes(
        message.slice(first + 4 * stride, original.length + 5 * stride),
        message.slice(original.length + stride, first + stride),
      ),
    );
    expect(read).toBe(stride);
  });
});
