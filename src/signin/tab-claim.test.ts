import { describe, expect, it } from 'vitest';
import { claimTab, renounceTab, type TabLocks } from './tab-claim.ts';

/** Web Locks of one browser: each page that is open holds what it was given. */
function createBrowser() {
  const held = new Map<string, object>();
  const open = (session: Map<string, string>) => {
    const page = {};
    const locks: TabLocks = {
      request: (name, { signal }, callback) =>
        new Promise((resolve, reject) => {
          const take = (): void => {
            if (held.has(name)) return;
            held.set(name, page);
            waitingPages.delete(take);
            resolve(callback());
          };
          waitingPages.add(take);
          signal.addEventListener('abort', () => reject(signal.reason));
          take();
        }),
    };
    const storage = {
      getItem: (key: string) => session.get(key) ?? null,
      setItem: (key: string, value: string) => void session.set(key, value),
      removeItem: (key: string) => void session.delete(key),
    };
    const patience = new AbortController();
    return {
      storage,
      claim: () => claimTab(storage, locks, () => patience.signal),
      loseWait: () => patience.abort(),
      close() {
        for (const [name, holder] of held) if (holder === page) held.delete(name);
        for (const take of waitingPages) take();
      },
    };
  };
  const waitingPages = new Set<() => void>();
  return { open };
}

describe('the session of a tab', () => {
  it('is its own, and another tab has another', async () => {
    const browser = createBrowser();
    expect(await browser.open(new Map()).claim()).toBe(true);
    expect(await browser.open(new Map()).claim()).toBe(true);
  });

  it('is not that of a copy, while the first is open', async () => {
    const browser = createBrowser();
    const session = new Map<string, string>();
    const first = browser.open(session);
    expect(await first.claim()).toBe(true);
    const copy = browser.open(new Map(session));
    const claimed = copy.claim();
    copy.loseWait();
    expect(await claimed).toBe(false);
    renounceTab(copy.storage);
    expect(await copy.claim()).toBe(true);
  });

  it('is that of the page reloaded, once the page before it is gone', async () => {
    const browser = createBrowser();
    const session = new Map<string, string>();
    const before = browser.open(session);
    await before.claim();
    const after = browser.open(session).claim();
    before.close();
    expect(await after).toBe(true);
  });

  it('is taken for its own where the browser has no Web Locks', async () => {
    const { storage } = createBrowser().open(new Map());
    expect(await claimTab(storage, undefined)).toBe(true);
  });
});
