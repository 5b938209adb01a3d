import { AppError } from '../../errors.ts';
import type { Crew } from '../../transfer/crew-port.ts';
import { type FromThread, isToThread, type ToThread, transferable } from './crew-protocol.ts';

type Answer = (message: FromThread, transfer: readonly ArrayBuffer[]) => void;

/** The thread's side: works on whatever the vault asks, and answers every job. @returns what takes each message */
export function serveThread(crew: Crew, answer: Answer): (data: unknown) => Promise<void> {
  const running = new Map<number, AbortController>();

  const perform = async (
    order: Exclude<ToThread, { cancel: number }>,
    signal: AbortSignal,
  ): Promise<void> => {
    const { job } = order;
    if ('seal' in order) {
      const sealed = await crew.sealPart(order.seal, signal);
      const bodies = sealed.body instanceof Blob ? [] : [sealed.body];
      answer(
        { job, sealed },
        [sealed.tags, ...bodies].flatMap((bytes) => transferable(bytes) ?? []),
      );
    } else {
      const opened = await crew.openFrames(order.open, signal);
      answer(
        { job, opened },
        opened.flatMap((bytes) => transferable(bytes) ?? []),
      );
    }
  };

  return async (data) => {
    if (!isToThread(data)) return;
    if ('cancel' in data) {
      running.get(data.cancel)?.abort();
      return;
    }
    const stop = new AbortController();
    running.set(data.job, stop);
    try {
      await perform(data, stop.signal);
    } catch (thrown) {
      answer({ job: data.job, error: AppError.from(thrown).toData() }, []);
    } finally {
      running.delete(data.job);
    }
  };
}
