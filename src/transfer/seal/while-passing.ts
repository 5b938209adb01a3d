import type { Pacer } from '../pacer.ts';
import type { Gate } from '../patience-port.ts';

/**
 * Does one request in its turn, and not while paused: a pause cuts it off and gives its turn away, and it is asked again afterwards.
 * Only for what may be repeated without harm.
 */
export async function whilePassing<T>(
  { gate, pacer, signal }: { readonly gate: Gate; readonly pacer: Pacer; readonly signal: AbortSignal },
  perform: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (;;) {
    await gate.passed(signal);
    const pause = gate.untilPaused();
    const either = AbortSignal.any([signal, pause]);
    try {
      return await pacer.run(() => perform(either), either);
    } catch (thrown) {
      signal.throwIfAborted();
      if (!pause.aborted) throw thrown;
    }
  }
}
