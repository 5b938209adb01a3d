import { AppError, type ErrorCode } from '../errors.ts';
import type { Vault, VaultCommands } from '../vault/contract.ts';
import type { SwitchableVaultLine } from './vault-line.ts';

/** What passes by itself: the transfers on the page wait for it, as those of a living vault would. */
const passing: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'service-unreachable',
  'throttled',
  'service-failed',
]);
/** Milliseconds between attempts; the last one again and again. */
const pauses = [1_000, 2_000, 5_000, 15_000];
/** Vaults that may die while they start. */
const crashLimit = 3;

/**
 * After a crash: starts another vault on the line for the same person, and asks again while what hinders it may pass, however long.
 * @returns `given-up` as soon as nobody wants it any more, `expired` when the session ended meanwhile
 * @throws AppError that does not pass
 */
export async function reconnect(parts: {
  readonly line: SwitchableVaultLine;
  readonly vault: () => Vault;
  readonly config: VaultCommands['start']['input']['config'];
  /** null: the session ended for good. */
  readonly freshToken: () => Promise<string | null>;
  readonly isWanted: () => boolean;
  readonly wait: (milliseconds: number) => Promise<void>;
}): Promise<'ready' | 'given-up' | 'expired'> {
  const { line, config, freshToken, isWanted, wait } = parts;
  let crashes = 0;
  for (let attempt = 0; ; attempt += 1) {
    try {
      const idToken = await freshToken();
      if (!isWanted()) return 'given-up';
      if (idToken === null) return 'expired';
      line.connect(parts.vault());
      await line.send('start', { config, idToken });
      if (!isWanted()) return 'given-up';
      line.ready();
      return 'ready';
    } catch (thrown) {
      if (!isWanted()) return 'given-up';
      const error = AppError.from(thrown);
      if (error.code === 'session-expired') return 'expired';
      if (error.code === 'vault-crashed') crashes += 1;
      const mayPass = passing.has(error.code) || (error.code === 'vault-crashed' && crashes < crashLimit);
      if (!mayPass) throw error;
      // It would answer that nobody is signed in, which reads like a session that ended.
      line.drop();
    }
    await wait(pauses[Math.min(attempt, pauses.length - 1)] ?? 0);
    if (!isWanted()) return 'given-up';
  }
}
