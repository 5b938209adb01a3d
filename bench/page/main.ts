import { type CampaignStep, performCampaign } from './campaign.ts';
import type { BenchAnswer, BenchJob } from './bench.worker.ts';
import { smallFiles } from './small-files.ts';
import type { TransferRequest } from './transfer-request.ts';
import { transfer } from './transfers.ts';

/** A job without its file, which the page adds: the one chosen in its only input. */
interface BenchRequest {
  readonly job: BenchJob['job'];
  readonly samples: number;
  readonly config?: unknown;
  readonly idToken?: string;
}

declare global {
  interface Window {
    /** Runs one job in a fresh worker; called by `bench/run.ts` from outside. */
    readonly bench: (job: BenchRequest) => Promise<readonly number[]>;
    readonly smallFiles: typeof smallFiles;
    readonly transfer: (request: TransferRequest) => ReturnType<typeof transfer>;
    /** Begins a campaign after `delay` milliseconds. */
    readonly campaignLater: (steps: readonly CampaignStep[], reportTo: string, delay: number) => void;
  }
}

const input = document.createElement('input');
input.type = 'file';
document.body.append(input);

Object.defineProperty(window, 'bench', {
  value: (job: BenchRequest): Promise<readonly number[]> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('bench.worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', (event: MessageEvent<BenchAnswer>) => {
        worker.terminate();
        if ('ratios' in event.data) resolve(event.data.ratios);
        else reject(new Error(event.data.problem));
      });
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
      worker.postMessage({ ...job, file: input.files?.[0] });
    }),
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
