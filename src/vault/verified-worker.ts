import { AppError } from '../errors.ts';

/** What is needed of a Worker. */
export interface WorkerPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  /** `refused`: it did not start; `data` is why, an AppError. */
  addEventListener(
    type: 'message' | 'error' | 'messageerror' | 'refused',
    listener: (event: { readonly data?: unknown }) => void,
  ): void;
  terminate(): void;
}

type Listening = Parameters<WorkerPort['addEventListener']>;

/**
 * A worker that starts once its script was verified. What is posted to it until then waits.
 * @param verified rejects where the worker must not start
 */
export function verifiedWorker(verified: Promise<void>, start: () => WorkerPort): WorkerPort {
  const listening: Listening[] = [];
  const posted: Parameters<WorkerPort['postMessage']>[] = [];
  let worker: WorkerPort | null = null;
  let ended = false;

  const begin = async (): Promise<void> => {
    try {
      await verified;
      if (ended) return;
      worker = start();
      for (const each of listening) worker.addEventListener(...each);
      for (const each of posted.splice(0)) worker.postMessage(...each);
    } catch (cause) {
      const unknown = new AppError('vault-crashed', 'the worker could not be started', { cause });
      const data = cause instanceof AppError ? cause : unknown;
      if (!ended) for (const [type, listener] of listening) if (type === 'refused') listener({ data });
    }
  };
  void begin();

  return {
    postMessage(...message) {
      if (worker === null) posted.push(message);
      else worker.postMessage(...message);
    },
    addEventListener(...each) {
      listening.push(each);
      worker?.addEventListener(...each);
    },
    terminate() {
      ended = true;
      worker?.terminate();
    },
  };
}
