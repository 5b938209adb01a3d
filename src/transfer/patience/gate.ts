import type { Gate } from '../patience-port.ts';
import { reasonOf } from '../wait.ts';

/** A pause button, not pressed. */
export function createGate(): Gate {
  let paused = false;
  let pausing = new AbortController();
  let resumed = new EventTarget();

  return {
    get paused() {
      return paused;
    },
    passed: (signal) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(reasonOf(signal));
          return;
        }
        if (!paused) {
          resolve();
          return;
        }
        const waitingFor = resumed;
        const leave = (): void => {
          waitingFor.removeEventListener('resumed', pass);
          reject(reasonOf(signal));
        };
        const pass = (): void => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        waitingFor.addEventListener('resumed', pass, { once: true });
        signal.addEventListener('abort', leave, { once: true });
      }),
    untilPaused: () => pausing.signal,
    pause() {
      if (paused) return;
      paused = true;
      pausing.abort(new DOMException('paused', 'AbortError'));
    },
    resume() {
      if (!paused) return;
      paused = false;
      pausing = new AbortController();
      const waiting = resumed;
      resumed = new EventTarget();
      waiting.dispatchEvent(new Event('resumed'));
    },
  };
}
