import { AppError } from '../errors.ts';
import type { ToVault, Vault, VaultCommand, VaultCommands, VaultEvent } from './contract.ts';
import { startVaultWorker } from './start-worker.ts';
import type { WorkerPort } from './verified-worker.ts';
import { isFromVault } from './wire.ts';

interface PendingCall {
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: AppError) => void;
}

/**
 * The page's side of the vault. The worker starts with the first command, and ends after `forget`, by `terminate` or by dying;
 * the command after that starts a new one, which wants `start` first.
 */
export function createVault(startWorker: () => WorkerPort = startVaultWorker): Vault {
  const listeners = new Set<(event: VaultEvent) => void>();
  let pending = new Map<number, PendingCall>();
  let worker: WorkerPort | null = null;
  let nextCall = 0;

  const stop = (error: AppError): void => {
    worker?.terminate();
    worker = null;
    const calls = pending;
    pending = new Map();
    for (const { reject } of calls.values()) reject(error);
  };

  const crash = (why: string): void => {
    stop(new AppError('vault-crashed', why));
    for (const listener of listeners) listener({ type: 'crashed' });
  };

  const receive = (data: unknown): void => {
    if (!isFromVault(data)) {
      crash('the worker sent something that is no answer');
      return;
    }
    if ('event' in data) {
      for (const listener of listeners) listener(data.event);
      return;
    }
    const call = pending.get(data.call);
    pending.delete(data.call);
    if (data.ok) call?.resolve(data.output);
    else call?.reject(AppError.fromData(data.error));
  };

  const start = (): WorkerPort => {
    const started = startWorker();
    const whileCurrent = (act: () => void) => () => {
      if (worker === started) act();
    };
    // Not a crash: whatever is started next is held against the same hash.
    started.addEventListener('refused', ({ data }) => whileCurrent(() => stop(AppError.from(data)))());
    const onDeath = whileCurrent(() => crash('the worker died'));
    started.addEventListener('message', (event) => whileCurrent(() => receive(event.data))());
    started.addEventListener('error', onDeath);
    started.addEventListener('messageerror', onDeath);
    return started;
  };

  const post = <C extends VaultCommand>(command: C, input: VaultCommands[C]['input']): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const call = (nextCall += 1);
      try {
        worker ??= start();
        pending.set(call, { resolve, reject });
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's takes none
        worker.postMessage(
          { call, command, input } satisfies Record<keyof ToVault, unknown>,
          transferables(input),
        );
      } catch (cause) {
        pending.delete(call);
        reject(new AppError('vault-crashed', 'the worker could not be reached', { cause }));
      }
    });

  return {
    async send(command, input) {
      const output = await post(command, input);
      if (command === 'forget') stop(new AppError('session-expired', 'the session was ended'));
      // The envelope was checked; what the worker of this very build put into it is trusted.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return output as VaultCommands[typeof command]['output'];
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    terminate() {
      stop(new AppError('vault-crashed', 'the vault was terminated'));
    },
  };
}

/** What an input holds that can be in one thread only. */
function transferables(input: VaultCommands[VaultCommand]['input']): MessagePort[] {
  if (input === null) return [];
  if ('port' in input) return [input.port];
  return 'target' in input && input.target.kind === 'download-stream' ? [input.target.port] : [];
}
