/** Runs work on the same name one after the other; different names do not wait for each other. */
export interface KeyLock {
  run<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

export function createKeyLock(): KeyLock {
  const tails = new Map<string, Promise<unknown>>();
  return {
    run: async (name, work) => {
      const before = tails.get(name) ?? Promise.resolve();
      const mine = before.then(work, work);
      tails.set(name, mine);
      try {
        return await mine;
      } finally {
        if (tails.get(name) === mine) tails.delete(name);
      }
    },
  };
}
