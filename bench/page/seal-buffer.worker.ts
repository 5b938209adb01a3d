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

self.addEventListener('message', (event: MessageEvent<SealBufferJob>) => {
  void answer(event.data);
});

async function answer({ run, plaintext }: SealBufferJob): Promise<void> {
  try {
    const frames = await sealBuffer(run, plaintext);
    const transfer = [plaintext.buffer, ...frames.map(({ sealed }) => sealed.buffer)];
    self.postMessage({ frames, plaintext } satisfies SealBufferAnswer, { transfer });
  } catch (thrown) {
    self.postMessage({ problem: String(thrown) } satisfies SealBufferAnswer);
  }
}
