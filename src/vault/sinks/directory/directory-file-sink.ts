import { AppError } from '../../../errors.ts';
import { numberedName } from '../../../transfer/seal/object-name.ts';
import type { Sink } from '../../../transfer/sink-port.ts';
import type { SafePath } from '../../opening-contract.ts';
import { createWritableSink } from '../picked-file-sink.ts';
import { assertSafe, enterFolder, onDirectory, type ChosenDirectory } from './directory.ts';

/** Numbers that are tried for a name that is taken. */
const maxCopies = 1000;

/** What becomes of a file that lies where another is opened to. */
export type OnTaken = 'replace' | 'keep-both';

/** Places are taken one after the other: to look whether a name is free and to take it are two steps. */
let lastPlace: Promise<unknown> = Promise.resolve();

/**
 * Writes a file below a chosen folder. A new one is there, empty, from the beginning and is removed when the opening fails; one that is replaced
 * keeps what it had until all verified.
 * @throws AppError as the sink of a picked file; `name-taken` when no number is free
 */
export async function createDirectoryFileSink(
  top: ChosenDirectory,
  { path, onTaken }: { readonly path: SafePath; readonly onTaken: OnTaken },
): Promise<Sink> {
  assertSafe(path);
  const folder = await enterFolder(top, path.slice(0, -1));
  const wanted = path.at(-1) ?? '';
  const taking = lastPlace.then(() => onDirectory(() => takePlace(folder, wanted, onTaken)));
  lastPlace = taking.catch(() => {});
  const { handle, name, isNew } = await taking;
  const undo = async (): Promise<void> => {
    if (isNew) await folder.removeEntry(name).catch(() => {});
  };
  try {
    return await createWritableSink(handle, undo);
  } catch (thrown) {
    await undo();
    throw thrown;
  }
}

interface Place {
  readonly handle: FileSystemFileHandle;
  readonly name: string;
  readonly isNew: boolean;
}

async function takePlace(folder: ChosenDirectory, wanted: string, onTaken: OnTaken): Promise<Place> {
  for (let copy = 1; copy <= maxCopies; copy++) {
    const name = numberedName(wanted, copy);
    const there = await whatIsAt(folder, name);
    if (there === null) {
      return { handle: await folder.getFileHandle(name, { create: true }), name, isNew: true };
    }
    if (onTaken === 'replace' && there !== 'folder') return { handle: there, name, isNew: false };
  }
  throw new AppError('name-taken', `more than ${maxCopies} files have this name`);
}

async function whatIsAt(
  folder: ChosenDirectory,
  name: string,
): Promise<FileSystemFileHandle | 'folder' | null> {
  try {
    return await folder.getFileHandle(name, { create: false });
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown;
    if (thrown.name === 'NotFoundError') return null;
    if (thrown.name === 'TypeMismatchError') return 'folder';
    throw thrown;
  }
}
