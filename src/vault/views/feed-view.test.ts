import { describe, expect, it } from 'vitest';
import { AppError } from '../../errors.ts';
import type { Seekable } from '../../transfer/open/seekable.ts';
import { feedView } from './feed-view.ts';
import type { FromView, ToView } from './media-protocol.ts';

const length = 100;
const plaintext = Uint8Array.from({ length }, (_, index) => index);

/** A view of pieces of ten bytes; `made` tells how many were read. */
function world(failsAt: number | null = null) {
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
  const heard: FromView[] = [];
  const waiting: (() => void)[] = [];
  port2.addEventListener('message', ({ data }: MessageEvent<FromView>) => {
    heard.push(data);
    for (const resolve of waiting.splice(0)) resolve();
  });
  port2.start();
  const answer = async (): Promise<FromView> => {
    if (heard.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    const [first] = heard.splice(0, 1);
    if (first === undefined) throw new Error('nothing was heard');
    return first;
  };
  return {
    say: (message: ToView) => port2.postMessage(message),
    sayAnything: (message: unknown) => port2.postMessage(message),
    answer,
    close,
    failures,
    made: () => made,
    end: () => port2.close(),
  };
}

const wanted = { type: 'want', request: 1, first: 5, last: 27 } as const;
const more = { type: 'more', request: 1 } as const;

describe('feedView()', () => {
  it('sends a range piece by piece, each when it is asked for, and says when that was all', async () => {
    const { say, answer, made, end } = world();
    say(wanted);
    say(more);
    expect(await answer()).toEqual({ type: 'piece', request: 1, bytes: plaintext.slice(5, 15) });
    expect(made()).toBe(1);
    say(more);
    say(more);
    say(more);
    expect([await answer(), await answer(), await answer()]).toEqual([
      { type: 'piece', request: 1, bytes: plaintext.slice(15, 25) },
      { type: 'piece', request: 1, bytes: plaintext.slice(25, 28) },
      { type: 'end', request: 1 },
    ]);
    end();
  });

  it('reads no more of what is not wanted any more, and that is no failure', async () => {
    const { say, answer, made, failures, end } = world();
    say(wanted);
    say(more);
    await answer();
    say({ type: 'stop', request: 1 });
    say(more);
    say({ type: 'want', request: 2, first: 0, last: 4 });
    say({ type: 'more', request: 2 });
    expect(await answer()).toEqual({ type: 'piece', request: 2, bytes: plaintext.slice(0, 5) });
    expect([made(), failures]).toEqual([2, []]);
    end();
  });

  it('names what did not verify, and gives nothing of it', async () => {
    const { say, answer, failures, end } = world(15);
    say(wanted);
    say(more);
    say(more);
    expect((await answer()).type).toBe('piece');
    expect(await answer()).toEqual({ type: 'fail', request: 1 });
    expect(failures).toEqual(['frame-tampered']);
    end();
  });

  it('tells the other side when it ends', async () => {
    const { say, answer, close, failures, end } = world();
    say(wanted);
    say(more);
    await answer();
    close();
    expect(await answer()).toEqual({ type: 'over' });
    expect(failures).toEqual([]);
    end();
  });

  it.each([
    ['no message at all', 'want'],
    ['another type', { type: 'key', request: 1 }],
    ['no number', { type: 'more', request: '1' }],
    ['bytes that are not there', { ...wanted, last: length }],
    ['a range the wrong way round', { ...wanted, first: 28 }],
    ['half a byte', { ...wanted, first: 0.5 }],
    ['less than nothing', { ...wanted, first: -1 }],
  ])('refuses a frame that says %s', async (_, message) => {
    const { sayAnything, say, answer, failures, made, end } = world();
    sayAnything(message);
    say({ type: 'want', request: 9, first: 0, last: 0 });
    say({ type: 'more', request: 9 });
    await answer();
    expect([failures, made()]).toEqual([['internal'], 1]);
    end();
  });

  it('refuses more answers at a time than any player wants, and a number used twice', async () => {
    const { say, answer, failures, end } = world();
    for (let request = 1; request <= 17; request++) say({ ...wanted, request });
    say(wanted);
    say(more);
    await answer();
    expect(failures).toEqual(['internal', 'internal']);
    end();
  });
});
