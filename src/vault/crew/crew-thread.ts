import { AppError } from '../../errors.ts';
import { reasonOf } from '../../transfer/wait.ts';
import { type FromThread, isFromThread, type ToThread } from './crew-protocol.ts';
import type { WorkerPort } from '../verified-worker.ts';

type Order = Exclude<ToThread, { cancel: number }>;
type Outcome = Exclude<FromThread, { ready: true } | { error: unknown }>;

/** One thread as the vault sees it. */
export interface CrewThread {
  /**
   * Whether it came up: false where the browser refuses it, or its script does not come in time.
   * @throws AppError `script-altered`: its script is not the one of this build
   */
  readonly ready: Promise<boolean>;
  /** @throws AppError as the job's, `vault-crashed` when the thread died; the signal's reason */
  run(order: (job: number) => Order, transfer: readonly ArrayBuffer[], signal: AbortSignal): Promise<Outcome>;
  end(): void;
}

/** Milliseconds until a thread that did not come up counts as refused. */
const startPatience = 5_000;

/** Starts a thread. */
export function createCrewThread(start: () => WorkerPort, onDeath: () => void): CrewThread {
  const pending = new Map<
    number,
    { readonly resolve: (outcome: Outcome) => void; readonly reject: (error: Error) => void }
  >();
  let settleReady: { up(yes: boolean): void; refused(why: AppError): void } | undefined;
  const ready = new Promise<boolean>((resolve, reject) => (settleReady = { up: resolve, refused: reject }));
  // Whoever has a job for it hears of it.
  ready.catch(() => {});
  let port: WorkerPort | null = null;
  let lastJob = 0;

  const end = (why: string): void => {
    if (port === null) return;
    port.terminate();
    port = null;
    settleReady?.up(false);
    for (const { reject } of pending.values()) reject(new AppError('vault-crashed', why));
    pending.clear();
    onDeath();
  };

  const receive = (data: unknown): void => {
    if (!isFromThread(data)) {
      end('a thread sent something that is no answer');
      return;
    }
    if ('ready' in data) {
      settleReady?.up(true);
      return;
    }
    const job = pending.get(data.job);
    pending.delete(data.job);
    if ('error' in data) job?.reject(AppError.fromData(data.error));
    else job?.resolve(data);
  };

  try {
    port = start();
    port.addEventListener('message', (event) => receive(event.data));
    port.addEventListener('refused', ({ data }) => {
      const why = AppError.from(data);
      if (why.code === 'script-altered') settleReady?.refused(why);
      end('a thread was refused');
    });
    for (const type of ['error', 'messageerror'] as const) {
      port.addEventListener(type, () => end('a thread died'));
    }
    const late = setTimeout(() => end('a thread did not come up'), startPatience);
    const inTime = (): void => clearTimeout(late);
    ready.then(inTime, inTime);
  } catch {
    settleReady?.up(false);
  }

  return {
    ready,
    async run(order, transfer, signal) {
      signal.throwIfAborted();
      const current = port;
      if (current === null) throw new AppError('vault-crashed', 'the thread ended');
      const job = (lastJob += 1);
      const cancel = (): void => {
        port?.postMessage({ cancel: job } satisfies ToThread, []);
        pending.get(job)?.reject(reasonOf(signal));
      };
      signal.addEventListener('abort', cancel, { once: true });
      try {
        return await new Promise<Outcome>((resolve, reject) => {
          pending.set(job, { resolve, reject });
          current.postMessage(order(job) satisfies ToThread, [...transfer]);
        });
      } finally {
        signal.removeEventListener('abort', cancel);
      }
    },
    end: () => end('the thread was ended'),
  };
}
