import type { Bytes } from '../../src/bytes/bytes.ts';
import type { FrameRun } from '../../src/crypto/frame-run.ts';
import type { SealedFrame } from '../../src/crypto/seal-run.ts';
import { sealBuffer } from './seal-buffer.ts';

export interface SealBufferJob {
  readonly run: FrameRun;
  readonly plaintext: Bytes;
}

export type SealBufferAnswer =
  { readonly frames: readonly SealedFrame[]; readonly plaintext: Bytes } | { readonly problem: string };

/** Each job is answered at its own port. */
self.addEventListener('message', (event: MessageEvent<SealBufferJob & { readonly port: MessagePort }>) => {
  void answer(event.data, event.data.port);
});

async function answer({ run, plaintext }: SealBufferJob, port: MessagePort): Promise<void> {
  try {
    const frames = await sealBuffer(run, plaintext);
    const transfer = [plaintext.buffer, ...frames.map(({ sealed }) => sealed.buffer)];
    port.postMessage({ frames, plaintext } satisfies SealBufferAnswer, { transfer });
  } catch (thrown) {
    port.postMessage({ problem: String(thrown) } satisfies SealBufferAnswer);
  }
}
