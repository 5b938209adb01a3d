import { join } from 'node:path';
import { onBenchPage } from './bench-page.ts';
import { ratioOf, type BenchResult } from './result.ts';

const samples = 3;
const files = { count: 1000, bytes: 10 * 1024 };
/** as many as the app seals at once */
const concurrency = 6;

/** Time of sealing a thousand small files, over the time of storing them plainly plus that of their KMS calls. */
export function measureSmallFiles(folder: string): Promise<BenchResult[]> {
  return onBenchPage(join(folder, 'small-files'), async ({ page, aws, idToken }) => {
    const ratios: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      const job = { ...files, concurrency, config: aws.config, idToken };
      const { sealed, puts, kms } = await page.evaluate((wanted) => window.smallFiles(wanted), job);
      console.log(
        `${files.count} files of 10 KiB: sealed in ${sealed.toFixed(0)} ms, plain ${puts.toFixed(0)} ms, KMS ${kms.toFixed(0)} ms`,
      );
      ratios.push(sealed / (puts + kms));
    }
    return [ratioOf('small_files.vs_put_object', ratios)];
  });
}
