import { join } from 'node:path';
import { onBenchPage } from './bench-page.ts';
import { writeNoise } from './noise-file.ts';
import { ratioOf, type BenchResult } from './result.ts';

const coreSamples = 9;
const esdkSamples = 5;
const uploadSamples = 5;
const uploadMiB = 256;

/** Ratios, each side by side in one worker of one page. */
export function measureRates(folder: string): Promise<BenchResult[]> {
  return onBenchPage(join(folder, 'rates'), async ({ page, aws, idToken, run }) => {
    const noise = join(folder, 'rates.bin');
    await writeNoise(noise, uploadMiB);
    await page.locator('input').setInputFiles(noise);
    return [
      ratioOf('seal.vs_subtle', await run({ job: 'seal', samples: coreSamples })),
      ratioOf('open.vs_subtle', await run({ job: 'open', samples: coreSamples })),
      ratioOf('seal.vs_esdk_browser', await run({ job: 'esdk', samples: esdkSamples })),
      ratioOf(
        'upload.vs_lib_storage',
        await run({ job: 'upload', samples: uploadSamples, config: aws.config, idToken }),
      ),
    ];
  });
}
