/** Milliseconds between two tries: each pause is twice the one before, up to the longest. */
const pauses = { first: 2_000, longest: 60_000 } as const;

/** Removes things in the background until none is left: what cannot be removed is tried again, ever more rarely, as long as it takes. */
export interface Removal {
  /** Begins, unless it is under way. Never throws. */
  begin(): void;
}

export function createRemoval<Thing>(parts: {
  readonly list: () => Promise<readonly Thing[]>;
  readonly remove: (thing: Thing) => Promise<void>;
  /** something was removed */
  readonly onRemoved: () => void;
  /** rejects when nothing is to be removed any more */
  readonly wait: (milliseconds: number) => Promise<void>;
}): Removal {
  const { list, remove, onRemoved, wait } = parts;
  let underWay = false;

  async function removeAll(): Promise<void> {
    for (let pause: number = pauses.first; ; pause = Math.min(2 * pause, pauses.longest)) {
      const things = await list();
      if (things.length === 0) return;
      const outcomes = await Promise.allSettled(things.map(remove));
      if (outcomes.some(({ status }) => status === 'fulfilled')) onRemoved();
      await wait(pause);
    }
  }

  return {
    begin() {
      if (underWay) return;
      underWay = true;
      // What cannot be listed is begun again with the next wish.
      removeAll()
        .catch(() => {})
        .finally(() => (underWay = false));
    },
  };
}
