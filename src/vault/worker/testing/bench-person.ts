import type { Bytes } from '../../../bytes/bytes.ts';
import { base64Encode } from '../../../bytes/text.ts';
import type { AppConfig } from '../../../config/config.ts';
import { createMemoryClaims } from '../../../journal/claims.ts';
import { createMemoryJournal } from '../../../journal/memory-journal.ts';
import { createLocalCrew } from '../../../transfer/local-crew.ts';
import { defaultTuning } from '../../../transfer/tuning.ts';
import { createCommands, type CommandHandlers } from '../../commands.ts';
import { startSession } from '../../session.ts';
import { noShelf } from '../../thumbnails/no-shelf.ts';

export interface Person {
  readonly identityId: string;
  readonly commands: CommandHandlers;
}

/** Somebody who signed in with this token, at the workbench; nothing is opened there. */
export async function createPerson(config: AppConfig, idToken: string): Promise<Person> {
  const journal = createMemoryJournal();
  const commands = createCommands({
    startSession,
    sinks: async () => ({
      openTarget: () => () => Promise.reject(new Error('nothing is opened here')),
      release: () => {},
      removePlace: async () => {},
      sweep: async () => {},
      forget: async () => {},
    }),
    journal: async () => journal,
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createLocalCrew(),
    tuning: { ...defaultTuning, body: 'buffer' },
    emit: () => {},
  });
  const { identityId } = await commands.start({ config, idToken });
  return { identityId, commands };
}

export const textOf = (text: string) => ({ kind: 'text' as const, text });
export const base64Of = (message: Bytes) => textOf(base64Encode(message));

/** A document with one field changed. */
export function altered(document: string, change: object): string {
  const json: unknown = JSON.parse(document);
  return JSON.stringify({ ...(typeof json === 'object' ? json : {}), ...change });
}
