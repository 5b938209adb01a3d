import { AppError } from '../errors.ts';
import { makeFolder } from '../filing/make-folder.ts';
import { parseFolderPath } from '../filing/folder-path.ts';
import { performMoves } from '../filing/perform-moves.ts';
import { planMoves } from '../filing/plan-moves.ts';
import { removeFiles } from '../filing/remove-files.ts';
import { restoreVersion, versionsOf } from '../filing/restore-version.ts';
import { countStored } from './count-stored.ts';
import type { FilingCommands, FilingFailure } from './filing-contract.ts';
import { listFiles } from './list-files.ts';
import type { Session } from './session.ts';

type FilingHandlers = {
  readonly [C in keyof FilingCommands]: (
    input: FilingCommands[C]['input'],
  ) => Promise<FilingCommands[C]['output']>;
};

/** The commands that keep stored files in order. */
export function createFilingCommands(
  withSession: <T>(perform: (session: Session) => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): FilingHandlers {
  return {
    list: (input) => withSession((session) => listFiles(session, input, signal)),

    countStored: ({ after }) => withSession((session) => countStored(session, after, signal)),

    makeFolder: ({ folder }) =>
      withSession(async (session) => {
        await makeFolder(session, folder, signal);
        return null;
      }),

    removeFiles: ({ keys, folders }) =>
      withSession(async (session) => {
        assertOwn(session, keys);
        const prefixes = folders.map((path) => {
          // Everything a person has is no folder of theirs.
          if (path === '')
            throw new AppError('name-invalid', 'a folder has a name', { details: { problem: 'empty' } });
          return `${session.identityId}/${parseFolderPath(path)}`;
        });
        const { removed, undoable, refused } = await removeFiles(session, { keys, prefixes, signal });
        const failed = refused.map(({ key, refusal }): FilingFailure => {
          const denied = new AppError('store-denied', `S3 refused to delete: ${refusal}`, {
            details: { reason: refusal },
          });
          return { key, error: denied.toData() };
        });
        return { removed, undoable, failed };
      }),

    restoreFiles: ({ files }) =>
      withSession(async ({ filing, ...session }) => {
        assertOwn(
          session,
          files.map(({ key }) => key),
        );
        const failed: FilingFailure[] = [];
        for (const file of files) {
          try {
            await restoreVersion(filing, { ...file, signal });
          } catch (thrown) {
            const error = AppError.from(thrown);
            if (error.code === 'session-expired') throw error;
            failed.push({ key: file.key, error: error.toData() });
          }
        }
        return { failed };
      }),

    fileVersions: ({ key }) =>
      withSession(async (session) => {
        assertOwn(session, [key]);
        const versions = await versionsOf(session.filing, key, signal);
        return {
          versions: versions.map(({ versionId, isLatest, isDeleteMarker, size, lastModified }) => ({
            versionId,
            isLatest,
            isDeleteMarker,
            storedSize: size,
            lastModified,
          })),
        };
      }),

    moveFiles: ({ files, folders, onTaken }) =>
      withSession(async (session) => {
        assertOwn(
          session,
          files.map(({ key }) => key),
        );
        const { store, filing, kms, bench, identityId } = session;
        const moves = await planMoves(store, identityId, { files, folders, signal });
        const ports = { store, filing, kms, ticketKms: bench.kms, identityId };
        const { moved, taken, failed } = await performMoves(ports, moves, { onTaken, signal });
        const isWhole = taken.length === 0 && failed.length === 0 && onTaken !== 'replace';
        const top = `${identityId}/`;
        return {
          moved: moved.length,
          taken,
          failed: failed.map(({ key, error }) => ({ key, error: error.toData() })),
          back: isWhole ? moved.map(({ from, to }) => ({ key: to, to: from.slice(top.length) })) : null,
        };
      }),
  };
}

/** S3 would refuse them too; what asks for another person's objects is a fault of the page. @throws AppError `internal` */
export function assertOwn({ identityId }: Pick<Session, 'identityId'>, keys: readonly string[]): void {
  if (keys.every((key) => key.startsWith(`${identityId}/`))) return;
  throw new AppError('internal', 'a key of somebody else');
}
