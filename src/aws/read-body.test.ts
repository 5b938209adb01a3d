import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../errors.ts';
import { readBody } from './read-body.ts';

type Kind = 'chunks' | 'bytes';

function streamOf(
  kind: Kind,
  chunks: readonly string[],
  end: 'close' | 'stall' | 'error' = 'close',
): ReadableStream {
  return new ReadableStream({
    ...(kind === 'bytes' ? { type: kind } : {}),
    start(controller: ReadableStreamDefaultController | ReadableByteStreamController) {
      // A byte stream takes no empty chunk.
      for (const chunk of chunks.filter((text) => kind === 'chunks' || text !== ''))
        controller.enqueue(new TextEncoder().encode(chunk));
      if (end === 'close') controller.close();
      if (end === 'error') controller.error(new TypeError('network error'));
    },
  });
}

describe.each(['chunks', 'bytes'] as const)('readBody() of a stream of %s', (kind) => {
  it('joins the chunks', async () => {
    expect(new TextDecoder().decode(await readBody(streamOf(kind, ['ab', '', 'cde']), 5))).toBe('abcde');
    expect(await readBody(streamOf(kind, []), 0)).toHaveLength(0);
  });

  it.each([['abc', 'def'], ['abcdef'], ['abcde', 'f']])(
    'refuses a body longer than its range: %s %s',
    async (...chunks) => {
      await expect(readBody(streamOf(kind, chunks), 5)).rejects.toMatchObject({
        code: 'store-answer-invalid',
      });
    },
  );

  it('refuses any byte where none was due', async () => {
    await expect(readBody(streamOf(kind, ['a']), 0)).rejects.toMatchObject({ code: 'store-answer-invalid' });
  });

  it.each(['close', 'stall', 'error'] as const)('names a body that ends early by %s', async (end) => {
    await expect(readBody(streamOf(kind, ['ab'], end), 5, 5)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'body-broke-off', length: 5 },
    });
  });
});

it('cancels a body it refuses', async () => {
  let isCancelled = false;
  const endless = new ReadableStream({
    type: 'bytes',
    pull: (controller) => controller.enqueue(new Uint8Array(4)),
    cancel() {
      isCancelled = true;
    },
  });
  await expect(readBody(endless, 6)).rejects.toMatchObject({ code: 'store-answer-invalid' });
  expect(isCancelled).toBe(true);
});

it('lets the stream fill its own array, chunk after chunk', async () => {
  const room: number[] = [];
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const request = controller.byobRequest;
      const { view } = request ?? { view: null };
      if (request === null || view === null) throw new Error('no array to fill');
      room.push(view.byteLength);
      if (room.length > 3) {
        controller.close();
        request.respond(0);
        return;
      }
      new Uint8Array(view.buffer, view.byteOffset, 2).fill(room.length);
      request.respond(2);
    },
  });
  expect([...(await readBody(body, 6))]).toEqual([1, 1, 2, 2, 3, 3]);
  expect(room).toEqual([6, 4, 2, 1]);
});

it('gives a slow body its time, as long as bytes come, and ends with one that stalls', async () => {
  vi.useFakeTimers();
  try {
    for (const [pause, outcome] of [
      [29_000, 'whole'],
      [31_000, 'service-unreachable'],
    ] as const) {
      let left = 4;
      const body = new ReadableStream({
        type: 'bytes',
        async pull(controller) {
          await new Promise((resolve) => setTimeout(resolve, pause));
          controller.enqueue(new Uint8Array(1));
          if (--left === 0) controller.close();
        },
      });
      const read = readBody(body, 4).then(
        () => 'whole',
        (error: unknown) => (error instanceof AppError ? error.code : error),
      );
      await vi.advanceTimersByTimeAsync(5 * pause);
      expect(await read).toBe(outcome);
    }
  } finally {
    vi.useRealTimers();
  }
});
