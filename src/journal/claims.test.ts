import { describe, expect, it } from 'vitest';
import { createLockClaims, createMemoryClaims, type Locks } from './claims.ts';

/** As Web Locks answer with `ifAvailable`. */
function createFakeLocks() {
  const held = new Set<string>();
  const locks: Locks = {
    async request(name, _options, callback) {
      await Promise.resolve();
      if (held.has(name)) return callback(null);
      held.add(name);
      try {
        return await callback({ name });
      } finally {
        held.delete(name);
      }
    },
    query: async () => ({
      held: [...held].map((name) => ({ name })),
    }),
  };
  return { held, locks };
}

describe.each([
  ['over Web Locks', () => createLockClaims(createFakeLocks().locks)],
  ['in memory', createMemoryClaims],
])('claims %s', (_name, create) => {
  it('have one holder at a time', async () => {
    const claims = create();
    const letGo = await claims.claim('a');
    expect(letGo).not.toBeNull();
    expect(await claims.claim('a')).toBeNull();
    const other = await claims.claim('b');
    expect(await claims.held()).toEqual(new Set(['a', 'b']));
    letGo?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(await claims.held()).toEqual(new Set(['b']));
    expect(await claims.claim('a')).not.toBeNull();
    other?.();
  });

  it('let go once', async () => {
    const claims = create();
    const first = await claims.claim('a');
    first?.();
    await Promise.resolve();
    await Promise.resolve();
    expect(await claims.claim('a')).not.toBeNull();
    first?.();
    await Promise.resolve();
    expect(await claims.claim('a')).toBeNull();
  });
});

describe('claims over Web Locks', () => {
  it('tell nothing of other people’s locks', async () => {
    const { locks } = createFakeLocks();
    const claims = createLockClaims(locks);
    void locks.request('somebody else', { ifAvailable: true }, () => new Promise(() => {}));
    await claims.claim('a');
    expect(await claims.held()).toEqual(new Set(['a']));
  });

  it('pass on why locks cannot be had', async () => {
    const refusing: Locks = {
      request: () => Promise.reject(new DOMException('no', 'SecurityError')),
      query: () => Promise.reject(new DOMException('no', 'SecurityError')),
    };
    await expect(createLockClaims(refusing).claim('a')).rejects.toMatchObject({ name: 'SecurityError' });
  });
});
