/** The local AWS's idea of now: the machine's clock, shifted on demand so that tests can be late or early. */
export interface LocalClock {
  now(): Date;
  /** Shifts this clock from the machine's; 0 puts it right. */
  setOffset(seconds: number): void;
}

export function createLocalClock(machineNow: () => number = Date.now): LocalClock {
  let offsetMs = 0;
  return {
    now: () => new Date(machineNow() + offsetMs),
    setOffset: (seconds) => {
      offsetMs = seconds * 1000;
    },
  };
}
