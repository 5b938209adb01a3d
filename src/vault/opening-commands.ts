import { listChosen } from '../filing/list-chosen.ts';
import { planOpening } from '../filing/plan-opening.ts';
import { assertOwn } from './filing-commands.ts';
import type { OpeningCommands } from './opening-contract.ts';
import type { Session } from './session.ts';
import { enterFolder } from './sinks/directory/directory.ts';
import { findTaken } from './sinks/directory/find-taken.ts';

type OpeningHandlers = {
  readonly [C in keyof OpeningCommands]: (
    input: OpeningCommands[C]['input'],
  ) => Promise<OpeningCommands[C]['output']>;
};

/** The commands that prepare the opening of many files at once. */
export function createOpeningCommands(
  withSession: <T>(perform: (session: Session) => Promise<T>) => Promise<T>,
  signal: AbortSignal,
): OpeningHandlers {
  return {
    planOpening: ({ files, folders, directory }) =>
      withSession(async (session) => {
        assertOwn(
          session,
          files.map(({ key }) => key),
        );
        const found = await listChosen(session, { files, folders }, signal);
        const plan = planOpening(found, directory === null ? 'archive' : 'disk');
        const paths = plan.files.map(({ path }) => path);
        const taken = directory === null ? null : await findTaken(directory, paths, signal);
        return {
          ...plan,
          files: plan.files.map((file, index) => ({ ...file, taken: taken?.has(index) ?? false })),
        };
      }),

    async makeDirectories({ directory, paths }) {
      for (const path of paths) await enterFolder(directory, path);
      return null;
    },
  };
}
