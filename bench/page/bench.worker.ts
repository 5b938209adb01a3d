import { openVsSubtle, sealVsSubtle } from './core-rates.ts';
import { sealVsEsdk } from './esdk-rates.ts';
import { poolVsOneWorker } from './pool-rates.ts';

export interface BenchJob {
  readonly job: 'seal' | 'open' | 'pool' | 'esdk';
  readonly samples: number;
}

export type BenchAnswer = { readonly ratios: readonly number[] } | { readonly problem: string };

self.addEventListener('message', (event: MessageEvent<BenchJob>) => {
  run(event.data).then(
    (ratios) => self.postMessage({ ratios } satisfies BenchAnswer),
    (thrown: unknown) => self.postMessage({ problem: String(thrown) } satisfies BenchAnswer),
  );
});

function run(work: BenchJob): Promise<number[]> {
  if (work.job === 'seal') return sealVsSubtle(work.samples);
  if (work.job === 'open') return openVsSubtle(work.samples);
  if (work.job === 'pool') return poolVsOneWorker(work.samples);
  return sealVsEsdk(work.samples);
}
