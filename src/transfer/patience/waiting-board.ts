import type { Waiting } from '../patience-port.ts';

/** Which requests of one transfer run and which wait, put together into what the transfer as a whole does. */
export interface WaitingBoard {
  /** A request begins; call the answer when it ends. */
  attempt(): () => void;
  /** A request waits; call the answer when it no longer does. */
  wait(waiting: Waiting): () => void;
}

/** `onChange` is told the earliest to go on when all wait, and null as soon as one runs. */
export function createWaitingBoard(onChange: (waiting: Waiting | null) => void): WaitingBoard {
  const waitings = new Set<Waiting>();
  let running = 0;
  let told: Waiting | null = null;

  const tell = (): void => {
    const earliest = running > 0 ? null : first(waitings);
    // Between a wait and the attempt that follows nothing runs for a moment: that is no change worth telling.
    if (earliest === told || (earliest === null && running === 0)) return;
    told = earliest;
    onChange(earliest);
  };

  return {
    attempt() {
      running += 1;
      tell();
      return () => {
        running -= 1;
        if (waitings.size > 0) tell();
      };
    },
    wait(waiting) {
      const entry = { ...waiting };
      waitings.add(entry);
      tell();
      return () => {
        waitings.delete(entry);
      };
    },
  };
}

function first(waitings: ReadonlySet<Waiting>): Waiting | null {
  let earliest: Waiting | null = null;
  for (const waiting of waitings) {
    if (earliest === null || (waiting.milliseconds ?? Infinity) < (earliest.milliseconds ?? Infinity)) {
      earliest = waiting;
    }
  }
  return earliest;
}
