import type { SealBufferAnswer, SealBufferJob } from './seal-buffer.worker.ts';

/** Has a `seal-buffer.worker` seal a run. @returns also the plaintext, which was lent */
export function sealThere(
  worker: Worker,
  job: SealBufferJob,
): Promise<Exclude<SealBufferAnswer, { problem: string }>> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)), { once: true });
    port1.addEventListener('message', ({ data }: MessageEvent<SealBufferAnswer>) => {
      port1.close();
      if ('problem' in data) reject(new Error(data.problem));
      else resolve(data);
    });
    port1.start();
    worker.postMessage({ ...job, port: port2 }, [job.plaintext.buffer, port2]);
  });
}
