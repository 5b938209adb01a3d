import type { Bytes } from '../../src/bytes/bytes.ts';
import type { FrameRun } from '../../src/crypto/frame-run.ts';
import type { SealedFrame } from '../../src/crypto/seal-run.ts';
import { sealBuffer } from './seal-buffer.ts';

export interface SealBufferJob {
  readonly run: FrameRun;
  readonly plaintext: Bytes;
  /** Whether the frames are given back; otherwise they stay in this thread, as they do in the app, whose threads make parts of them. */
  readonly give: boolean;
}

export type SealBufferAnswer =
  { readonly frames: readonly SealedFrame[]; readonly plaintext: Bytes } | { readonly problem: string };

/** Each job is answered at its own port. */
self.addEventListener('message', (event: MessageEvent<SealBufferJob & { readonly port: MessagePort }>) => {
  void answer(event.data, event.data.port);
});

async function answer({ run, plaintext, give }: SealBufferJob, port: MessagePort): Promise<void> {
  try {
    const sealed = await sealBuffer(run, plaintext);
    const frames = give ? sealed : [];
    const transfer = [plaintext.buffer, ...frames.map(({ sealed }) => sealed.buffer)];
    port.postMessage({ frames, plaintext } satisfies SealBufferAnswer, { transfer });
  } catch (thrown) {
    port.postMessage({ problem: String(thrown) } satisfies SealBufferAnswer);
  }
}
