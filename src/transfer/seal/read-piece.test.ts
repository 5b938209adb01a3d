import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPiece } from './read-piece.ts';
import { createReusedBuffer } from './reused-buffer.ts';

/** A byte stream that gives `bytes` in chunks of so many, and then fails or ends. */
function streamOf(
  bytes: Uint8Array,
  chunk: number,
  end: 'close' | 'break',
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const request = controller.byobRequest;
      if (!request?.view) return;
      const some = bytes.subarray(at, at + Math.min(chunk, request.view.byteLength));
      at += some.length;
      if (some.length === 0 && end === 'break') {
        controller.error(new TypeError('broken'));
        return;
      }
      if (some.length === 0) controller.close();
      new Uint8Array(request.view.buffer, request.view.byteOffset).set(some);
      request.respond(some.length);
    },
  });
}

describe('readPiece()', () => {
  it('reads all of a piece, however its stream comes, into the same memory again and again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 99 }),
        async (pieces, chunk) => {
          const memory = createReusedBuffer();
          memory.take(300);
          for (const bytes of pieces) {
            const piece = new Blob([bytes.slice()]);
            piece.stream = () => streamOf(bytes, chunk, 'close');
            const read = await readPiece(piece, memory);
            expect(read).toEqual(bytes.slice());
            expect(read.buffer.byteLength).toBe(300);
          }
        },
      ),
    );
  });

  it.each(['close', 'break'] as const)(
    'reads a piece whose stream is cut by a %s another way',
    async (end) => {
      const bytes = Uint8Array.from({ length: 50 }, (_, at) => at);
      const piece = new Blob([bytes]);
      piece.stream = () => streamOf(bytes.subarray(0, 20), 7, end);
      const memory = createReusedBuffer();
      expect(await readPiece(piece, memory)).toEqual(bytes);
      expect(memory.take(50)).toHaveLength(50);
    },
  );

  it('fails as the browser says', async () => {
    const piece = new Blob([new Uint8Array(9)]);
    piece.stream = () => streamOf(new Uint8Array(0), 1, 'break');
    piece.arrayBuffer = () => Promise.reject(new DOMException('no', 'NotReadableError'));
    await expect(readPiece(piece, createReusedBuffer())).rejects.toThrow('no');
  });
});
