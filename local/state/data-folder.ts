import { mkdir, readdir, readFile, realpath, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from './atomic-write.ts';
import { DataFolderError } from './data-folder-error.ts';
import { errnoCode } from './errno.ts';

const layout = 'sealdrop-local 1';

export interface DataFolder {
  /** the path of a file or folder inside */
  path(...names: readonly string[]): string;
  /** Gives the folder back, so that another process may open it. */
  release(): Promise<void>;
}

/**
 * Opens the folder that holds everything the local AWS keeps, creating it when it is missing or empty, and locks it for
 * this process: `version` names the layout, `lock` holds the process id.
 * @throws DataFolderError when it is foreign, of another layout, in use, or not writable.
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await checkVersion(folder);
    await lock(folder);
  } catch (cause) {
    if (cause instanceof DataFolderError) throw cause;
    throw new DataFolderError(
      `The data folder ${folder} cannot be used (${errnoCode(cause) ?? String(cause)}): check the path and its permissions.`,
    );
  }
  let released = false;
  return {
    path: (...names) => join(folder, ...names),
    release: async () => {
      if (released) return;
      released = true;
      const realFile = join(await realpath(folder).catch(() => folder), 'lock');
      await unlink(realFile).catch(() => undefined);
      held.delete(realFile);
    },
  };
}

async function checkVersion(folder: string): Promise<void> {
  const file = join(folder, 'version');
  let found: string;
  try {
    found = (await readFile(file, 'utf8')).trim();
  } catch (cause) {
    if (errnoCode(cause) !== 'ENOENT') throw cause;
    if ((await readdir(folder)).some((name) => name !== 'lock')) {
      throw new DataFolderError(
        `${folder} holds files but no ${file}, so it is not a Sealdrop data folder: choose an empty folder.`,
      );
    }
    return writeAtomically(file, `${layout}\n`);
  }
  if (found === layout) return;
  throw new DataFolderError(
    `${file} says ${JSON.stringify(found.slice(0, 40))} where ${JSON.stringify(layout)} is expected: the folder is damaged or of another version; move it away, or use another data folder.`,
  );
}

/** lock files of this process */
const held = new Set<string>();

async function lock(folder: string): Promise<void> {
  const file = join(folder, 'lock');
  const realFile = join(await realpath(folder), 'lock');
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      held.add(realFile);
      return;
    } catch (cause) {
      if (errnoCode(cause) !== 'EEXIST') throw cause;
    }
    const owner = Number((await readFile(file, 'utf8').catch(() => '')).trim());
    // Our own number, but not our lock: a restarted container hands the same numbers out again.
    if (owner === process.pid ? held.has(realFile) : isAlive(owner)) {
      throw new DataFolderError(
        `${file} says that process ${owner} is using this data folder: stop that process, delete the lock if it is no Sealdrop, or use another data folder.`,
      );
    }
    await unlink(file).catch(() => undefined);
  }
  throw new DataFolderError(`${file} keeps reappearing: another process is starting on this data folder.`);
}

function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return errnoCode(cause) === 'EPERM';
  }
}
