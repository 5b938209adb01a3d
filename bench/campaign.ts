import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchSite } from './bench-page.ts';
import { startChromium } from './chromium-process.ts';
import type { CampaignStep, StepReport } from './page/campaign.ts';
import type { Transferred, TransferRequest } from './page/transfer-request.ts';

/** Milliseconds in which to leave the browser before the page begins. */
const headStart = 5_000;
/** Milliseconds without a report after which the page is stuck. */
const patience = 300_000;

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
  const reports = createServer();
  try {
    reports.listen(0, '127.0.0.1');
    await once(reports, 'listening');
    const connection = await browser.connect();
    const page = connection.contexts()[0]?.pages()[0];
    if (page === undefined) throw new Error('the browser has no page');
    await page.goto(origin);
    await page.locator('input').setInputFiles(path);
    await page.evaluate((request) => window.transfer(request), start);
    const all = allReports(reports, { origin, steps, onStep });
    // Fails while nobody awaits it yet, when the page is quick to fail.
    all.catch(() => {});
    await page.evaluate(([wanted, reportTo, delay]) => window.campaignLater(wanted, reportTo, delay), [
      steps,
      urlOf(reports),
      headStart,
    ] as const);
    await connection.close();
    await all;
  } finally {
    await browser.close();
    reports.close();
    reports.closeAllConnections();
  }
}

async function allReports(
  server: Server,
  input: {
    readonly origin: string;
    readonly steps: readonly CampaignStep[];
    readonly onStep: (step: CampaignStep, index: number, outcome: Transferred) => Promise<void>;
  },
): Promise<void> {
  const { origin, steps, onStep } = input;
  for (const [index, step] of steps.entries()) {
    const stop = new AbortController();
    const request = once(server, 'request', { signal: stop.signal });
    const late = sleep(patience, null, { signal: stop.signal });
    const came = await Promise.race([request, late]);
    stop.abort();
    await Promise.allSettled([request, late]);
    if (came === null) throw new Error(`${step}: no end after ${patience} ms`);
    const [message, answer] = came;
    const report = await reportIn(message);
    if ('problem' in report) throw new Error(`${step}: ${report.problem}`);
    await onStep(step, index, report);
    answer.writeHead(204, { 'access-control-allow-origin': origin }).end();
  }
}

async function reportIn(request: IncomingMessage): Promise<StepReport> {
  const report: unknown = JSON.parse(await text(request));
  if (typeof report === 'object' && report !== null) {
    if ('problem' in report && typeof report.problem === 'string') return { problem: report.problem };
    if (isTransferred(report)) return report;
  }
  throw new Error('the page reported something else');
}

function isTransferred(report: object): report is Transferred {
  return (
    'milliseconds' in report &&
    typeof report.milliseconds === 'number' &&
    'key' in report &&
    typeof report.key === 'string'
  );
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/`;
}
