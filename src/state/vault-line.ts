import { AppError } from '../errors.ts';
import type { Vault, VaultCommand, VaultCommands, VaultEvent } from '../vault/contract.ts';
import { createListeners } from './store.ts';

/** `ended`: on purpose, all of the person's data goes. `crashed`: the worker died and another one may follow. */
export type LineClosed = 'ended' | 'crashed';

/** What the other stores see of the vault: it outlives the worker at its far end. */
export interface VaultLine {
  /** @throws AppError as `Vault.send` does; `vault-crashed` while no vault is connected. */
  send<C extends VaultCommand>(
    command: C,
    input: VaultCommands[C]['input'],
  ): Promise<VaultCommands[C]['output']>;
  /** Whether the vault at the far end has started and takes commands. */
  readonly isReady: () => boolean;
  /** Told whenever a vault has started, the first and each one that follows a crash; and when one that had lost its access has it again. */
  readonly onReady: (listener: () => void) => () => void;
  readonly subscribe: (listener: (event: VaultEvent) => void) => () => void;
  /** `ended` may be told after `crashed`, and more than once. */
  readonly onClose: (listener: (why: LineClosed) => void) => () => void;
}

export interface SwitchableVaultLine extends VaultLine {
  /** Takes a new vault; the one before, if any, is ended. */
  connect(vault: Vault): void;
  /** The connected vault has answered `start`. */
  ready(): void;
  /** The connected vault, which had no access for a while, has it again. */
  regained(): void;
  /** Ends a vault that could not start, so that nothing is asked of it. Nobody is told: they were when the one before it died. */
  drop(): void;
  /** Ends the vault, if there is one. */
  close(why: LineClosed): void;
}

/** A line that a crash closes by itself. */
export function createVaultLine(): SwitchableVaultLine {
  const events = createListeners<[VaultEvent]>();
  const closings = createListeners<[LineClosed]>();
  const starts = createListeners<[]>();
  let current: { readonly vault: Vault; readonly stop: () => void } | null = null;
  let isReady = false;

  function disconnect(): boolean {
    isReady = false;
    if (current === null) return false;
    const { vault, stop } = current;
    current = null;
    stop();
    vault.terminate();
    return true;
  }

  function close(why: LineClosed): void {
    // A session can end while its crashed vault has no successor yet: whoever kept something for that one must drop it.
    if (disconnect() || why === 'ended') closings.call(why);
  }

  return {
    connect(vault) {
      disconnect();
      const stop = vault.subscribe((event) => {
        if (event.type === 'crashed') close('crashed');
        else events.call(event);
      });
      current = { vault, stop };
    },
    ready() {
      if (current === null || isReady) return;
      isReady = true;
      starts.call();
    },
    regained() {
      if (isReady) starts.call();
    },
    drop: () => void disconnect(),
    close,
    isReady: () => isReady,
    onReady: starts.add,
    subscribe: events.add,
    onClose: closings.add,
    async send(command, input) {
      const line = current;
      if (line === null) throw new AppError('vault-crashed', `${command}: no vault is connected`);
      try {
        return await line.vault.send(command, input);
      } catch (thrown) {
        const error = AppError.from(thrown);
        if (error.code === 'vault-crashed' && current === line) close('crashed');
        throw error;
      }
    },
  };
}
