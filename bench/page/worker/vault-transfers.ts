import { createMemoryClaims } from '../../../src/journal/claims.ts';
import { openJournal } from '../../../src/journal/open-journal.ts';
import type { AppConfig } from '../../../src/config/config.ts';
import type { Tuning } from '../../../src/transfer/tuning.ts';
import { createCommands } from '../../../src/vault/commands.ts';
import type { TransferPhase, VaultEvent } from '../../../src/vault/contract.ts';
import { createCrew } from '../../../src/vault/crew/create-crew.ts';
import { startSession } from '../../../src/vault/session.ts';
import { openSinks } from '../../../src/vault/worker/open-sinks.ts';
import { noShelf } from '../../../src/vault/thumbnails/no-shelf.ts';

/** The vault as its worker composes it, without the page: whole transfers, timed. */
export interface VaultTransfers {
  readonly identityId: string;
  seal(file: File): Promise<{ readonly milliseconds: number; readonly key: string }>;
  /** To a private file, which is removed afterwards. */
  open(key: string): Promise<{ readonly milliseconds: number; readonly bytes: number }>;
}

export async function startVaultTransfers(input: {
  readonly config: AppConfig;
  readonly idToken: string;
  readonly tuning: Tuning;
  readonly threads: number;
}): Promise<VaultTransfers> {
  const { config, idToken, tuning, threads } = input;
  const listeners = new Set<(event: VaultEvent) => void>();
  const sinks = await openSinks();
  const { journal } = await openJournal();
  const commands = createCommands({
    startSession,
    sinks: () => Promise.resolve(sinks),
    journal: () => Promise.resolve(journal),
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createCrew({ threads }),
    tuning,
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  });
  const { identityId } = await commands.start({ config, idToken });

  const run = async (begin: (id: string) => Promise<unknown>) => {
    const id = crypto.randomUUID();
    const started = performance.now();
    const ended = new Promise<TransferPhase>((resolve) => {
      const listener = (event: VaultEvent): void => {
        if (event.type !== 'transfer' || event.snapshot.id !== id) return;
        const { phase } = event.snapshot;
        if (phase.status !== 'done' && phase.status !== 'failed' && phase.status !== 'cancelled') return;
        listeners.delete(listener);
        resolve(phase);
      };
      listeners.add(listener);
    });
    await begin(id);
    const phase = await ended;
    if (phase.status !== 'done') throw new Error(JSON.stringify(phase));
    return { milliseconds: performance.now() - started, key: phase.key, bytes: phase.bytes };
  };
  return {
    identityId,
    seal: (file) =>
      run((id) =>
        commands.seal({
          id,
          record: id,
          file,
          handle: null,
          unsettled: null,
          storageEncryption: null,
          folder: '',
          onTaken: 'keep-both',
        }),
      ),
    async open(key) {
      const target = { kind: 'private-file' } as const;
      const opened = await run((id) =>
        commands.open({ id, record: id, key, size: 2 ** 30, acceptMoved: false, target }),
      );
      await sinks.forget();
      return opened;
    },
  };
}
