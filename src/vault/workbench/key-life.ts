import type { KeyEvent } from '../workbench-contract.ts';

/** Notes the moments of one key's life as they come. */
export interface KeyLife {
  readonly note: (moment: KeyEvent['moment']) => void;
  readonly events: readonly KeyEvent[];
}

/** @param now milliseconds, from any start */
export function createKeyLife(now: () => number): KeyLife {
  const events: KeyEvent[] = [];
  let begun: number | null = null;
  return {
    events,
    note(moment) {
      const at = now();
      begun ??= at;
      events.push({ moment, at: at - begun });
    },
  };
}
