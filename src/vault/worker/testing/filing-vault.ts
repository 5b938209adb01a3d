import { createS3Client } from '../../../aws/clients.ts';
import { obtainCredentials } from '../../../aws/cognito.ts';
import {
  createSessionCredentials,
  type IdentityCredentials,
  type SessionCredentials,
} from '../../../aws/session-credentials.ts';
import { createTokenSource } from '../../../aws/token-source.ts';
import type { AppConfig } from '../../../config/config.ts';
import { createMemoryClaims } from '../../../journal/claims.ts';
import { createMemoryJournal } from '../../../journal/memory-journal.ts';
import { createLocalCrew } from '../../../transfer/local-crew.ts';
import { defaultTuning } from '../../../transfer/tuning.ts';
import { createCommands } from '../../commands.ts';
import type { TransferPhase, VaultEvent } from '../../contract.ts';
import { startSession } from '../../session.ts';
import { memorySinks } from '../../testing/memory-sinks.ts';
import { noShelf } from '../../thumbnails/no-shelf.ts';

const listeners = new Set<(event: VaultEvent) => void>();
const journal = createMemoryJournal();

/** A vault that opens into memory. */
export const commands = createCommands({
  startSession,
  sinks: async () => memorySinks(),
  journal: async () => journal,
  thumbnails: noShelf,
  claims: createMemoryClaims(),
  crew: createLocalCrew(),
  tuning: { ...defaultTuning, body: 'buffer' },
  emit: (event) => {
    for (const listener of listeners) listener(event);
  },
});

/** Begins its session. @returns who signed in, and what asks S3 as that person */
export async function beginSession(
  config: AppConfig,
  idToken: string,
): Promise<{
  readonly me: string;
  readonly own: ReturnType<typeof createS3Client>;
  readonly credentials: SessionCredentials<IdentityCredentials>;
}> {
  const { identityId: me } = await commands.start({ config, idToken });
  const tokens = createTokenSource({ idToken, onNeeded: () => {} });
  const credentials = createSessionCredentials({
    obtain: () => obtainCredentials(config, tokens),
    now: () => Date.now(),
  });
  return { me, own: createS3Client(config, credentials), credentials };
}

let serial = 0;

async function run(
  begin: (id: string) => Promise<unknown>,
): Promise<{ phase: TransferPhase; text: string | null }> {
  const id = `transfer ${(serial += 1)}`;
  let file: File | null = null;
  const ended = new Promise<TransferPhase>((resolve) => {
    listeners.add((event) => {
      if (event.type === 'opened' && event.id === id) ({ file } = event);
      if (event.type !== 'transfer' || event.snapshot.id !== id) return;
      if (['done', 'failed'].includes(event.snapshot.phase.status)) resolve(event.snapshot.phase);
    });
  });
  await begin(id);
  const phase = await ended;
  return { phase, text: file === null ? null : await (file as File).text() };
}

/** Seals a file whose content is its path, unless given. @returns its key */
export async function seal(path: string, content: BlobPart = path): Promise<string> {
  const slash = path.lastIndexOf('/') + 1;
  const file = new File([content], path.slice(slash));
  const { phase } = await run((id) =>
    commands.seal({
      id,
      record: crypto.randomUUID(),
      file,
      handle: null,
      unsettled: null,
      storageEncryption: null,
      onTaken: 'keep-both',
      folder: path.slice(0, slash),
    }),
  );
  if (phase.status !== 'done') throw new Error(JSON.stringify(phase));
  return phase.key;
}

export async function open(key: string): Promise<string> {
  const { phase, text } = await run((id) =>
    commands.open({
      id,
      record: crypto.randomUUID(),
      key,
      size: 1,
      acceptMoved: false,
      target: { kind: 'memory' },
    }),
  );
  return phase.status === 'failed' ? phase.error.code : (text ?? '');
}

export const list = async (path = '') => {
  const { folders, files } = await commands.list({ folder: path, continuation: null });
  return [...folders.map((one) => one.path), ...files.map(({ name }) => name)];
};
export const move = (
  files: readonly { key: string; to: string }[],
  onTaken: 'leave' | 'replace' | 'keep-both' = 'leave',
) => commands.moveFiles({ files, folders: [], onTaken });
