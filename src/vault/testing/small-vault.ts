import { expect } from 'vitest';
import { createMemoryFiling } from '../../filing/testing/memory-filing.ts';
import type { AppError } from '../../errors.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createMemoryJournal } from '../../journal/memory-journal.ts';
import { fakeKeyFacts } from '../../transfer/testing/fake-key-facts.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { createSmallWorld, owner, smallTuning } from '../../transfer/testing/small-world.ts';
import { createCommands } from '../commands.ts';
import type { VaultEvent } from '../contract.ts';
import { noBench } from '../workbench/no-bench.ts';
import { noShelf } from '../thumbnails/no-shelf.ts';
import { memorySinks } from './memory-sinks.ts';

export const config = {
  region: 'eu-central-1',
  signIn: { authority: 'http://localhost:4566/oidc', clientId: 'sealdrop', scope: 'openid' },
  identityPool: {
    id: 'eu-central-1:00000000-0000-0000-0000-000000000000',
    loginProvider: 'localhost:4566/oidc',
  },
  bucket: 'bucket',
  kmsKeyId: 'alias/files',
};

export const sealing = (id: string, file: File) => ({
  id,
  record: id,
  file,
  handle: null,
  unsettled: null,
  storageEncryption: null,
  folder: '',
  onTaken: 'keep-both' as const,
});
export const opening = (id: string, key: string) => ({
  id,
  record: id,
  key,
  size: 1,
  acceptMoved: false,
  target: { kind: 'memory' as const },
});

export const stored = (key: string) => ({ target: { kind: 'stored', key }, edits: [] }) as const;

/** The vault's commands over a small world, and what they tell the page. */
export function world() {
  const { store, kms } = createSmallWorld();
  const events: VaultEvent[] = [];
  const listeners = new Set<() => void>();
  const calls = { ended: 0, forgotten: 0 };
  const journal = createMemoryJournal();
  let refusal: AppError | null = null;
  let tokenTooOld = false;
  const commands = createCommands({
    startSession: async (_config, access) => {
      if (refusal) throw refusal;
      if ('tokens' in access) {
        if (tokenTooOld) access.tokens.refuse();
        await access.tokens.fresh(Date.now());
      }
      return {
        identityId: owner,
        kmsKeyId: 'alias/files',
        store,
        filing: createMemoryFiling(store),
        kms,
        forTransfer: () => ({ store, kms }),
        keyFacts: fakeKeyFacts,
        bench: noBench,
        clock: Date.now,
        end: () => void (calls.ended += 1),
      };
    },
    sinks: async () => memorySinks(() => void (calls.forgotten += 1)),
    journal: async () => journal,
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createLocalCrew(),
    tuning: smallTuning,
    emit: (event) => {
      events.push(event);
      for (const listener of listeners) listener();
    },
  });
  /** Resolves with the last phase of a transfer. */
  const ended = (id: string) =>
    new Promise<{ status: string; error?: { code: string } }>((resolve) => {
      const look = (): void => {
        for (const event of events) {
          if (event.type !== 'transfer' || event.snapshot.id !== id) continue;
          const { phase } = event.snapshot;
          if (['done', 'failed', 'cancelled'].includes(phase.status)) resolve(phase);
        }
      };
      listeners.add(look);
      look();
    });
  const ageToken = (): void => void (tokenTooOld = true);
  const refuseStart = (error: AppError | null): void => void (refusal = error);
  return { commands, store, kms, events, ended, calls, refuseStart, ageToken };
}

/** The same, with a session begun. */
export async function started() {
  const made = world();
  expect(await made.commands.start({ config, idToken: 'token' })).toEqual({ identityId: owner });
  return made;
}
