import { describe, expect, it } from 'vitest';
import { keepAwake } from './screen-wake.ts';

function setUp() {
  let visibilityState: DocumentVisibilityState = 'visible';
  const listeners = new Set<() => void>();
  let requested = 0;
  let released = 0;
  const page = {
    get visibilityState() {
      return visibilityState;
    },
    addEventListener: (_type: string, listener: () => void) => void listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => void listeners.delete(listener),
  };
  const locks = {
    async request() {
      requested += 1;
      return {
        async release() {
          released += 1;
        },
      };
    },
  };
  const show = (next: DocumentVisibilityState) => {
    visibilityState = next;
    for (const listener of listeners) listener();
  };
  return { page, locks, show, counts: () => ({ requested, released }) };
}

const settled = () =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

describe('keepAwake()', () => {
  it('asks at once, and again each time the page is shown', async () => {
    const { page, locks, show, counts } = setUp();
    keepAwake(locks, page);
    await settled();
    expect(counts()).toEqual({ requested: 1, released: 0 });
    show('hidden');
    show('visible');
    await settled();
    expect(counts()).toEqual({ requested: 2, released: 0 });
  });

  it('lets go when it is over, also of a lock that is granted afterwards', async () => {
    const { page, locks, show, counts } = setUp();
    const stop = keepAwake(locks, page);
    stop();
    await settled();
    expect(counts()).toEqual({ requested: 1, released: 1 });
    show('visible');
    await settled();
    expect(counts().requested).toBe(1);
  });

  it('takes a refusal silently', async () => {
    const { page } = setUp();
    const stop = keepAwake({ request: () => Promise.reject(new DOMException('low battery')) }, page);
    await settled();
    expect(stop).not.toThrow();
  });
});
