import type { TransferAnswer, Transferred, TransferRequest } from './transfer-request.ts';

let worker: Worker | null = null;

/** Has one whole transfer measured in a worker that stays; called by `bench/transfer-rates.ts` from outside. */
export function transfer(request: TransferRequest, file: File | undefined): Promise<Transferred> {
  worker ??= new Worker(new URL('worker/transfer.worker.ts', import.meta.url), { type: 'module' });
  const current = worker;
  return new Promise((resolve, reject) => {
    current.addEventListener(
      'message',
      (event: MessageEvent<TransferAnswer>) => {
        if ('problem' in event.data) reject(new Error(event.data.problem));
        else resolve(event.data);
      },
      { once: true },
    );
    current.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    current.postMessage({ ...request, file });
  });
}
