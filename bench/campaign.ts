import type { BenchSite } from './bench-page.ts';
import { headStart, leaveAlone, startChromium } from './chromium-process.ts';
import type { CampaignStep } from './page/campaign.ts';
import type { Transferred, TransferRequest } from './page/transfer-request.ts';
import { openReportLine } from './report-line.ts';

/**
 * Whole transfers of one file in a browser with a profile on disk. Nobody is connected to it meanwhile: a connected inspector is
 * given a copy of every request's body, which costs more than the sealing.
 * @param input.home a new folder for the browser
 * @param input.onStep awaited before the next step begins
 * @throws Error when a step failed, or none ended for minutes
 */
export async function performUnwatched(
  { origin }: BenchSite,
  input: {
    readonly home: string;
    /** the file that is moved */
    readonly path: string;
    readonly start: Extract<TransferRequest, { perform: 'start' }>;
    readonly steps: readonly CampaignStep[];
    readonly onStep: (step: CampaignStep, index: number, outcome: Transferred) => Promise<void>;
  },
): Promise<void> {
  const { home, path, start, steps, onStep } = input;
  const browser = await startChromium(home);
  const line = await openReportLine(origin);
  try {
    await leaveAlone(browser, async (page) => {
      await page.goto(origin);
      await page.locator('input').setInputFiles(path);
      await page.evaluate((request) => window.transfer(request), start);
      await page.evaluate(([wanted, reportTo, delay]) => window.campaignLater(wanted, reportTo, delay), [
        steps,
        line.url,
        headStart,
      ] as const);
    });
    for (const [index, step] of steps.entries()) {
      const { report, answer } = await line.next(step);
      if (!isTransferred(report)) throw new Error(`${step}: the page reported something else`);
      await onStep(step, index, report);
      answer();
    }
  } finally {
    await browser.close();
    line.close();
  }
}

function isTransferred(report: object): report is Transferred {
  return (
    'milliseconds' in report &&
    typeof report.milliseconds === 'number' &&
    'key' in report &&
    typeof report.key === 'string'
  );
}
