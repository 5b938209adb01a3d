import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { Seekable } from '../transfer/open/seekable.ts';
import { feedView } from '../vault/views/feed-view.ts';
import type { FromView, ToView } from '../vault/views/media-protocol.ts';
import { createLiveMedia } from './live-media.ts';

const length = 100;
const plaintext = Uint8Array.from({ length }, (_, index) => index);

/** Pieces of ten bytes; `read` tells how many were made. */
function view(failsAt: number | null = null) {
  let made = 0;
  const failures: string[] = [];
  const seekable: Pick<Seekable, 'length' | 'read'> = {
    length,
    async *read(first, last, signal) {
      for (let start = first; start <= last; start += 10) {
        signal.throwIfAborted();
        if (failsAt !== null && start >= failsAt) throw new AppError('frame-tampered', 'frame 7');
        made += 1;
        yield plaintext.slice(start, Math.min(start + 10, last + 1));
      }
    },
  };
  const { port1, port2 } = new MessageChannel();
  const close = feedView(port1, seekable, ({ code }) => failures.push(code));
  const live = createLiveMedia({ media: 'video/mp4', length, port: port2 });
  const ask = (range?: string, method = 'GET') =>
    live.answer({ method, headers: new Headers(range === undefined ? {} : { range }) });
  return { live, ask, close, failures, made: () => made };
}

const bytesOf = async (response: Response): Promise<number[]> => [
  ...new Uint8Array(await response.arrayBuffer()),
];

describe('what is answered of a view', () => {
  it('is a range, with what a player must know and nothing that a browser may keep or run', async () => {
    const { ask } = view();
    const answer = ask('bytes=5-27');
    expect(answer.status).toBe(206);
    expect(Object.fromEntries(answer.headers)).toEqual({
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      'content-length': '23',
      'content-range': 'bytes 5-27/100',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': 'video/mp4',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(await bytesOf(answer)).toEqual(Array.from(plaintext.subarray(5, 28)));
  });

  it('is all of it where no range is asked for, and its size where only that is', async () => {
    const { ask, made } = view();
    const head = ask('bytes=0-', 'HEAD');
    expect([head.status, head.body, head.headers.get('content-length')]).toEqual([206, null, '100']);
    expect(made()).toBe(0);
    const whole = ask();
    expect([whole.status, whole.headers.get('content-range')]).toEqual([200, null]);
    expect(await bytesOf(whole)).toEqual([...plaintext]);
    const beyond = ask('bytes=100-');
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */100']);
  });

  it('comes as it is pulled, several answers at once, and stops when the player leaves', async () => {
    const { ask, made } = view();
    const one = ask('bytes=0-').body?.getReader();
    const other = ask('bytes=50-').body?.getReader();
    await turns();
    expect(made()).toBe(0);
    expect((await one?.read())?.value).toEqual(plaintext.slice(0, 10));
    expect((await other?.read())?.value).toEqual(plaintext.slice(50, 60));
    expect((await one?.read())?.value).toEqual(plaintext.slice(10, 20));
    await one?.cancel();
    await turns();
    expect(made()).toBe(3);
    expect((await other?.read())?.value).toEqual(plaintext.slice(60, 70));
  });

  it('fails where a frame does, which is told', async () => {
    const { ask, failures } = view(40);
    const reader = ask('bytes=30-').body?.getReader();
    expect((await reader?.read())?.value).toEqual(plaintext.slice(30, 40));
    await expect(reader?.read()).rejects.toThrow('did not arrive whole');
    expect(failures).toEqual(['frame-tampered']);
  });

  it('fails when the view is closed, and nothing is answered afterwards', async () => {
    const { ask, close, live, failures } = view();
    const reader = ask('bytes=0-').body?.getReader();
    await reader?.read();
    const next = expect(reader?.read().then(() => reader.read())).rejects.toThrow('did not arrive whole');
    close();
    await next;
    await live.over;
    expect(ask('bytes=0-').status).toBe(404);
    expect(failures).toEqual([]);
  });

  it.each([
    ['shorter than announced', [5]],
    ['longer than announced', [10, 10]],
  ])('is never %s', async (_what, pieces) => {
    const { port1, port2 } = new MessageChannel();
    const live = createLiveMedia({ media: 'audio/wav', length: 15, port: port2 });
    let sent = 0;
    port1.addEventListener('message', ({ data }: MessageEvent<ToView>) => {
      if (data.type !== 'more') return;
      const size = pieces[sent++];
      const { request } = data;
      const next: FromView =
        size === undefined
          ? { type: 'end', request }
          : { type: 'piece', request, bytes: new Uint8Array(size) };
      port1.postMessage(next);
    });
    port1.start();
    const answer = live.answer({ method: 'GET', headers: new Headers() });
    await expect(answer.arrayBuffer()).rejects.toThrow('did not arrive whole');
    live.stop();
  });
});

/** Long enough for any message that is on its way between ports. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}
