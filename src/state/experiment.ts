import { AppError, type ErrorData } from '../errors.ts';
import type { FrameChoice, VerificationReport } from '../inspect/chain.ts';
import type { Edit } from '../inspect/edits.ts';
import type { Inspection } from '../inspect/inspection.ts';
import type { InspectTarget } from '../vault/inspect-contract.ts';
import type { VaultLine } from './vault-line.ts';

/** What became of a copy that was altered on purpose. */
export type ExperimentState =
  | { readonly status: 'none' }
  | { readonly status: 'running' }
  | {
      readonly status: 'done';
      /** of the altered copy */
      readonly inspection: Inspection;
      /** null where a check before the frames caught it already */
      readonly report: VerificationReport | null;
    }
  | { readonly status: 'failed'; readonly error: ErrorData };

export interface Experiments {
  readonly start: (edits: readonly Edit[], what: FrameChoice) => void;
  readonly drop: () => void;
}

/** One experiment at a time, told by `show` as it changes. */
export function createExperiments(parts: {
  readonly vault: VaultLine;
  readonly target: InspectTarget;
  readonly show: (state: ExperimentState) => void;
}): Experiments {
  const { vault, target, show } = parts;
  let current: { readonly id: string } | null = null;

  async function run(id: string, edits: readonly Edit[], what: FrameChoice): Promise<void> {
    let ended: ExperimentState;
    try {
      const inspection = await vault.send('inspect', { target, edits });
      const isReached = inspection.chain.steps['header-tag'].outcome === 'passed' && current?.id === id;
      const report = isReached ? await vault.send('verify', { id, target, edits, what }) : null;
      ended = { status: 'done', inspection, report };
    } catch (thrown) {
      ended = { status: 'failed', error: AppError.from(thrown).toData() };
    }
    if (current?.id !== id) return;
    current = null;
    show(ended);
  }

  function stop(): void {
    // A vault that has gone has stopped as well.
    if (current !== null) vault.send('stopVerifying', { id: current.id }).catch(() => undefined);
    current = null;
  }

  return {
    start(edits, what) {
      stop();
      const id = crypto.randomUUID();
      current = { id };
      show({ status: 'running' });
      void run(id, edits, what);
    },
    drop() {
      stop();
      show({ status: 'none' });
    },
  };
}
