import { type CampaignStep, performCampaign } from './campaign.ts';
import type { BenchAnswer, BenchJob } from './bench.worker.ts';
import { smallFiles } from './small-files.ts';
import type { TransferRequest } from './transfer-request.ts';
import { transfer } from './transfers.ts';

declare global {
  interface Window {
    /** Runs jobs after `delay` milliseconds, each in a fresh worker, and posts `{ ratios }` or `{ problem }` of each. */
    readonly ratesLater: (jobs: readonly BenchJob[], reportTo: string, delay: number) => void;
    readonly smallFiles: typeof smallFiles;
    readonly transfer: (request: TransferRequest) => ReturnType<typeof transfer>;
    /** Begins a campaign after `delay` milliseconds. */
    readonly campaignLater: (steps: readonly CampaignStep[], reportTo: string, delay: number) => void;
  }
}

const input = document.createElement('input');
input.type = 'file';
document.body.append(input);

Object.defineProperty(window, 'ratesLater', {
  value: (jobs: readonly BenchJob[], reportTo: string, delay: number): void => {
    setTimeout(() => void measureRates(jobs, reportTo), delay);
  },
});
Object.defineProperty(window, 'smallFiles', { value: smallFiles });
const transferChosen = (request: TransferRequest): ReturnType<typeof transfer> =>
  transfer(request, input.files?.[0]);
Object.defineProperty(window, 'transfer', { value: transferChosen });
Object.defineProperty(window, 'campaignLater', {
  value: (steps: readonly CampaignStep[], reportTo: string, delay: number): void => {
    setTimeout(() => void performCampaign({ steps, reportTo, transfer: transferChosen }), delay);
  },
});

async function measureRates(jobs: readonly BenchJob[], reportTo: string): Promise<void> {
  for (const job of jobs) {
    const answer = await new Promise<BenchAnswer>((resolve) => {
      const worker = new Worker(new URL('bench.worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', (event: MessageEvent<BenchAnswer>) => {
        worker.terminate();
        resolve(event.data);
      });
      worker.addEventListener('error', (event) => resolve({ problem: event.message }));
      worker.postMessage(job);
    });
    await fetch(reportTo, { method: 'POST', body: JSON.stringify(answer) });
  }
}
