import { parseConfig } from '../../src/config/config.ts';
import { createVault } from '../../src/vault/client.ts';
import type { PlainAnswer, PlainJob } from './small-files.worker.ts';

export interface SmallFilesJob {
  /** as in `/config.json` */
  readonly config: unknown;
  readonly idToken: string;
  readonly count: number;
  /** of each file */
  readonly bytes: number;
  /** plain requests in flight: as many as files are sealed at once */
  readonly concurrency: number;
}

type SignedIn = Pick<PlainJob, 'config' | 'idToken'>;

/** milliseconds */
export interface SmallFilesTimes {
  readonly sealed: number;
  readonly puts: number;
  readonly kms: number;
}

/** Files sealed by the app's own vault worker; then the same files stored plainly, and their KMS calls. */
export async function smallFiles(job: SmallFilesJob): Promise<SmallFilesTimes> {
  const signedIn = { config: parseConfig(job.config), idToken: job.idToken };
  const folder = crypto.randomUUID();
  const files = Array.from({ length: job.count }, (_, index) => {
    const noise = crypto.getRandomValues(new Uint8Array(job.bytes));
    return new File([noise], `${folder} ${index}.bin`);
  });
  const sealed = await sealAll(signedIn, files);
  const { concurrency } = job;
  return { sealed, ...(await plainAll({ ...signedIn, files, folder, concurrency })) };
}

async function sealAll({ config, idToken }: SignedIn, files: readonly File[]): Promise<number> {
  const vault = createVault();
  try {
    await vault.send('start', { config, idToken });
    const started = performance.now();
    await new Promise<void>((resolve, reject) => {
      let left = files.length;
      vault.subscribe((event) => {
        if (event.type === 'crashed') reject(new Error('the vault died'));
        if (event.type !== 'transfer') return;
        const { phase, name } = event.snapshot;
        if (phase.status === 'failed') reject(new Error(`${name}: ${phase.error.message}`));
        if (phase.status === 'done' && (left -= 1) === 0) resolve();
      });
      for (const file of files) {
        const [id, record] = [crypto.randomUUID(), crypto.randomUUID()];
        vault
          .send('seal', {
            id,
            record,
            file,
            handle: null,
            unsettled: null,
            storageEncryption: null,
            folder: '',
            onTaken: 'keep-both',
          })
          .catch(reject);
      }
    });
    return performance.now() - started;
  } finally {
    vault.terminate();
  }
}

function plainAll(job: PlainJob): Promise<{ readonly puts: number; readonly kms: number }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('small-files.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', (event: MessageEvent<PlainAnswer>) => {
      worker.terminate();
      if ('problem' in event.data) reject(new Error(event.data.problem));
      else resolve(event.data);
    });
    worker.addEventListener('error', (event) => reject(new Error(event.message)));
    worker.postMessage(job);
  });
}
