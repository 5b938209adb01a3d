import { describe, expect, it } from 'vitest';
import { readBody } from './read-body.ts';

function streamOf(chunks: readonly string[], end: 'close' | 'stall' | 'error' = 'close'): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      if (end === 'close') controller.close();
      if (end === 'error') controller.error(new TypeError('network error'));
    },
  });
}

describe('readBody()', () => {
  it('joins the chunks', async () => {
    expect(new TextDecoder().decode(await readBody(streamOf(['ab', '', 'cde']), 5))).toBe('abcde');
    expect(await readBody(streamOf([]), 0)).toHaveLength(0);
  });

  it('refuses a body longer than its range', async () => {
    await expect(readBody(streamOf(['abc', 'def']), 5)).rejects.toMatchObject({
      code: 'store-answer-invalid',
    });
  });

  it.each(['close', 'stall', 'error'] as const)('names a body that ends early by %s', async (end) => {
    await expect(readBody(streamOf(['ab'], end), 5, 5)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'body-broke-off', length: 5 },
    });
  });
});
