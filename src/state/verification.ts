import { AppError, type ErrorData } from '../errors.ts';
import type { Edit } from '../inspect/edits.ts';
import type { FrameChoice, VerificationProgress, VerificationReport } from '../inspect/chain.ts';
import type { InspectTarget } from '../vault/inspect-contract.ts';
import type { VaultLine } from './vault-line.ts';
import { createPace, type PaceReading } from './verification-pace.ts';

export type VerificationState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running';
      readonly what: FrameChoice;
      /** null until the first figures come */
      readonly progress: (VerificationProgress & PaceReading) | null;
      /** the person asked to stop; its report is on the way */
      readonly isStopping: boolean;
    }
  | { readonly status: 'ended'; readonly report: VerificationReport }
  | { readonly status: 'failed'; readonly what: FrameChoice; readonly error: ErrorData };

interface VerificationRequest {
  readonly target: InspectTarget;
  readonly edits: readonly Edit[];
  readonly what: FrameChoice;
}

export interface Verifications {
  /** Ends one that runs; its report is dropped. */
  readonly start: (request: VerificationRequest) => void;
  /** The one that runs ends early, with a report of what was done. */
  readonly stop: () => void;
  /** Ends the one that runs and forgets what was found. */
  readonly drop: () => void;
}

/** One verification at a time, told by `show` as it changes. `now` in milliseconds, from any start. */
export function createVerifications(parts: {
  readonly vault: VaultLine;
  readonly now: () => number;
  readonly show: (state: VerificationState) => void;
}): Verifications {
  const { vault, now, show } = parts;
  let running: { readonly id: string; readonly unsubscribe: () => void } | null = null;
  let shown: VerificationState = { status: 'idle' };

  const put = (state: VerificationState): void => {
    shown = state;
    show(state);
  };

  function detach(): string | null {
    const id = running?.id ?? null;
    running?.unsubscribe();
    running = null;
    return id;
  }

  /** A vault that has gone has stopped as well. */
  function tellToStop(id: string | null): void {
    if (id !== null) vault.send('stopVerifying', { id }).catch(() => undefined);
  }

  async function run(id: string, request: VerificationRequest): Promise<void> {
    let ended: VerificationState;
    try {
      ended = { status: 'ended', report: await vault.send('verify', { id, ...request }) };
    } catch (thrown) {
      ended = { status: 'failed', what: request.what, error: AppError.from(thrown).toData() };
    }
    if (running?.id !== id) return;
    detach();
    put(ended);
  }

  return {
    start(request) {
      tellToStop(detach());
      const id = crypto.randomUUID();
      const pace = createPace(now);
      const unsubscribe = vault.subscribe((event) => {
        if (event.type !== 'verification' || event.id !== id || shown.status !== 'running') return;
        const { progress } = event;
        put({ ...shown, progress: { ...progress, ...pace(progress.bytesDone, progress.bytesChosen) } });
      });
      running = { id, unsubscribe };
      put({ status: 'running', what: request.what, progress: null, isStopping: false });
      void run(id, request);
    },
    stop() {
      if (running === null || shown.status !== 'running') return;
      put({ ...shown, isStopping: true });
      tellToStop(running.id);
    },
    drop() {
      tellToStop(detach());
      put({ status: 'idle' });
    },
  };
}
