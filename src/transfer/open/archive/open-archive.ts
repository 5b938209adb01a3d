import type { Bytes } from '../../../bytes/bytes.ts';
import { utf8Encode } from '../../../bytes/text.ts';
import { AppError } from '../../../errors.ts';
import { numberedName } from '../../seal/object-name.ts';
import { createProgress, type Progress } from '../../progress.ts';
import { fillSink, type Filled } from '../fill-sink.ts';
import type { OpenPorts } from '../open-ports.ts';
import type { ArchiveFile, ArchiveRequest, LeftOut } from './archive-request.ts';
import { readyFiles, type ReadyFile } from './ready-files.ts';
import { zipBytes, type ZipEntry } from './zip-bytes.ts';

/** Bytes that an entry takes beside its content and its name, which is written twice: at most, with 64-bit records, or as a line of the note. */
const entryOverhead = 160;
/** Bytes of the archive's end, and of the note without its lines. */
const endOverhead = 4096;

/** An archive, and what is not in it. */
export interface FilledArchive extends Filled {
  readonly leftOut: readonly LeftOut[];
}

/**
 * Opens many files into one ZIP archive, one after the other. A file that cannot be opened makes the archive fail, visibly: whatever was written has no
 * directory and is discarded; only where the person wants the others is it left out, and listed in the archive. A large file's bytes flow before its last
 * frame is verified, so one that fails late makes the archive fail in any case.
 * @throws AppError as `openFile`, with `entry` in its details: the path of the file to blame; AbortError when cancelled
 */
export async function openArchive(ports: OpenPorts, request: ArchiveRequest): Promise<FilledArchive> {
  const { files, emptyFolders, onStep } = request;
  onStep({ status: 'preparing', key: null });
  const stop = new AbortController();
  const signal = AbortSignal.any([request.signal, stop.signal]);
  const leftOut = [...(request.leaving?.known ?? [])];
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const progress = createProgress({
    total,
    now: ports.now,
    emit: (reading) => onStep({ status: 'moving', key: '', ...reading }),
  });
  const bytes = zipBytes(entriesOf(ports, { ...request, signal }, { progress, leftOut }));
  try {
    // What fails at its very beginning begins no download.
    const beginning = await bytes.next();
    const names = [...files.map(({ path }) => path), ...emptyFolders].reduce(
      (sum, path) => sum + entryOverhead + 2 * utf8Encode(path.join('/')).length,
      endOverhead,
    );
    const sink = await ports.createSink({ bytes: total + names, isBound: true, left: null });
    const filled = await fillSink(
      ports,
      { key: '', signal, onStep },
      {
        sink,
        record: null,
        plaintext: continued(beginning.done === true ? new Uint8Array(0) : beginning.value, bytes),
        onWritten: () => {},
        onEnd: () => progress.end(),
      },
    );
    return { ...filled, leftOut };
  } finally {
    progress.end();
    // Whatever is still fetched ahead is of no use any more.
    stop.abort();
  }
}

async function* continued(first: Bytes, rest: AsyncIterable<Bytes>): AsyncGenerator<Bytes, void> {
  yield first;
  yield* rest;
}

/** The files, the folders with nothing in them, and the note of what is missing. `leftOut` grows with what is. */
async function* entriesOf(
  ports: OpenPorts,
  request: ArchiveRequest,
  { progress, leftOut }: { readonly progress: Progress; readonly leftOut: LeftOut[] },
): AsyncGenerator<ZipEntry, void> {
  const { leaving, emptyFolders } = request;
  const known = new Set(leftOut.map(({ path }) => path.join('/')));
  const files = request.files.filter(({ path }) => !known.has(path.join('/')));
  for await (const ready of readyFiles(ports, request, files)) {
    const { file } = ready;
    if (!('error' in ready)) yield entryOf(ready, progress);
    else if (leaving === null) throw blaming(file, ready.error);
    else {
      leftOut.push({ path: file.path, code: ready.error.code });
      progress.advance(file.size);
    }
  }
  const now = new Date();
  for (const path of emptyFolders) yield { name: `${path.join('/')}/`, lastModified: now };
  if (leaving === null || leftOut.length === 0) return;
  const lines = leftOut.map(({ path, code }) => `${path.join('/')}: ${code}`);
  const text = utf8Encode(`${[leaving.note.heading, '', ...lines].join('\r\n')}\r\n`);
  yield { name: freeName(leaving.note.name, request), lastModified: now, input: single(text) };
}

/** The note's own name, or with a number where a file has it. */
function freeName(name: string, { files }: Pick<ArchiveRequest, 'files'>): string {
  const taken = new Set(files.map(({ path }) => path.join('/').toLowerCase()));
  for (let copy = 1; ; copy++) {
    const numbered = numberedName(name, copy);
    if (!taken.has(numbered.toLowerCase())) return numbered;
  }
}

function entryOf({ file, plaintext }: Exclude<ReadyFile, { error: AppError }>, progress: Progress): ZipEntry {
  async function* input(): AsyncGenerator<Bytes, void> {
    // Progress counts bytes as stored, of which a file has a few more than of plaintext.
    let left = file.size;
    try {
      for await (const piece of plaintext) {
        left -= piece.length;
        progress.advance(piece.length);
        yield piece;
      }
    } catch (thrown) {
      throw blaming(file, thrown);
    }
    progress.advance(Math.max(0, left));
  }
  return { name: file.path.join('/'), lastModified: dateOf(file), input: input() };
}

async function* single(bytes: Bytes): AsyncGenerator<Bytes, void> {
  yield await Promise.resolve(bytes);
}

/** Archives know no time before 1980. */
function dateOf({ lastModified }: ArchiveFile): Date {
  const date = new Date(lastModified ?? Number.NaN);
  return Number.isNaN(date.getTime()) || date.getFullYear() < 1980 ? new Date() : date;
}

/** The same failure, which also says whose it is. Cancelling stays what it is. */
function blaming({ path }: ArchiveFile, thrown: unknown): unknown {
  if (!(thrown instanceof AppError)) return thrown;
  const details = { ...thrown.details, entry: path.join('/') };
  return new AppError(thrown.code, thrown.message, { details, cause: thrown });
}
