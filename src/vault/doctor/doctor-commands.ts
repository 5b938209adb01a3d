import { createCorsProbe } from '../../aws/cors-probe.ts';
import { createSurroundings } from '../../aws/surroundings.ts';
import { loadConfig } from '../../config/config.ts';
import { runChecks } from '../../doctor/run-checks.ts';
import { AppError } from '../../errors.ts';
import type { DoctorCommands } from '../doctor-contract.ts';
import type { VaultEnvironment } from '../environment.ts';

type Handlers = {
  readonly [C in keyof DoctorCommands]: (
    input: DoctorCommands[C]['input'],
  ) => Promise<DoctorCommands[C]['output']>;
};

/** The doctor, in the vault: its data keys never leave it, and its requests are those of a page. */
export function createDoctorCommands({ emit }: Pick<VaultEnvironment, 'emit'>): Handlers {
  let running: AbortController | null = null;
  return {
    async diagnose({ origin, idToken }) {
      if (running !== null) throw new AppError('internal', 'the doctor is at work already');
      running = new AbortController();
      const surroundings = createSurroundings({
        origin,
        now: () => Date.now(),
        idToken,
        config: () => loadConfig(),
        cors: createCorsProbe,
      });
      try {
        return await runChecks(surroundings, {
          signal: running.signal,
          onBegin: (begun) => emit({ type: 'diagnosis', begun }),
          onFinding: (finding) => emit({ type: 'diagnosis', finding }),
        });
      } finally {
        running = null;
      }
    },
    async stopDiagnosis() {
      running?.abort();
      return null;
    },
  };
}
