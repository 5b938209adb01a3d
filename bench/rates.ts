import { join } from 'node:path';
import { onBenchSite } from './bench-page.ts';
import { headStart, leaveAlone, startChromium } from './chromium-process.ts';
import type { BenchJob } from './page/bench.worker.ts';
import { openReportLine } from './report-line.ts';
import { ratioOf, type BenchResult } from './result.ts';

const coreSamples = 9;
const esdkSamples = 5;

const rates: readonly (BenchJob & { readonly name: string })[] = [
  { name: 'seal.vs_subtle', job: 'seal', samples: coreSamples },
  { name: 'open.vs_subtle', job: 'open', samples: coreSamples },
  { name: 'pool.vs_one_worker', job: 'pool', samples: coreSamples },
  { name: 'seal.vs_esdk_browser', job: 'esdk', samples: esdkSamples },
];

/** Ratios, each side by side in one browser. Nobody is connected to it meanwhile: an inspector slows down all that workers do. */
export function measureRates(folder: string): Promise<BenchResult[]> {
  return onBenchSite(join(folder, 'rates'), async ({ origin }) => {
    const browser = await startChromium(join(folder, 'rates-browser'));
    const line = await openReportLine(origin);
    try {
      await leaveAlone(browser, async (page) => {
        await page.goto(origin);
        await page.evaluate(([jobs, reportTo, delay]) => window.ratesLater(jobs, reportTo, delay), [
          rates,
          line.url,
          headStart,
        ] as const);
      });
      const results: BenchResult[] = [];
      for (const { name } of rates) {
        const { report, answer } = await line.next(name);
        results.push(ratioOf(name, ratiosIn(report)));
        answer();
      }
      return results;
    } finally {
      await browser.close();
      line.close();
    }
  });
}

function ratiosIn(report: object): readonly number[] {
  if ('ratios' in report && Array.isArray(report.ratios)) {
    const ratios = report.ratios.filter((ratio) => typeof ratio === 'number');
    if (ratios.length === report.ratios.length) return ratios;
  }
  throw new Error('the page reported something else');
}
