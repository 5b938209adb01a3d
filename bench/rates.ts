import { join } from 'node:path';
import { onBenchPage } from './bench-page.ts';
import { ratioOf, type BenchResult } from './result.ts';

const coreSamples = 9;
const esdkSamples = 5;

/** Ratios, each side by side in one worker of one page. */
export function measureRates(folder: string): Promise<BenchResult[]> {
  return onBenchPage(join(folder, 'rates'), async ({ run }) => [
    ratioOf('seal.vs_subtle', await run({ job: 'seal', samples: coreSamples })),
    ratioOf('open.vs_subtle', await run({ job: 'open', samples: coreSamples })),
    ratioOf('pool.vs_one_worker', await run({ job: 'pool', samples: coreSamples })),
    ratioOf('seal.vs_esdk_browser', await run({ job: 'esdk', samples: esdkSamples })),
  ]);
}
