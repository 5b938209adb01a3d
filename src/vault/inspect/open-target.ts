import { AppError } from '../../errors.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { assertLength } from '../../transfer/open/read-header.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';
import type { InspectTarget } from '../inspect-contract.ts';
import { nameOf } from '../list-files.ts';
import { base64Sample, decodeBase64, looksLikeBase64 } from './decode-base64.ts';
import { editedSource } from './edited-source.ts';
import {
  countingSource,
  fileSource,
  memorySource,
  type MessageSource,
  storedSource,
  withBeginning,
} from './message-source.ts';
import { readBeginning, type Beginning } from './read-beginning.ts';

/** A message that is about to be looked at, with its edits. */
export interface OpenedTarget extends Beginning {
  readonly name: string;
  readonly encoding: Inspection['encoding'];
  /** with the edits laid over it */
  readonly source: MessageSource;
  /** bytes read so far of the place it lies in */
  readonly bytesRead: () => number;
}

interface TargetRequest {
  readonly target: InspectTarget;
  readonly edits: readonly Edit[];
  /** bytes to read at first */
  readonly firstRead: number;
  /** of the stored object that must still be there; any without it */
  readonly etag?: string;
  readonly signal: AbortSignal;
}

/**
 * Finds a message and reads its header.
 * @throws AppError `store-*`, `object-changed`, access or network codes, `file-unreadable`; that it is no message is part of the result
 */
export async function openTarget(store: ObjectStore | null, request: TargetRequest): Promise<OpenedTarget> {
  const { target, edits, firstRead, signal } = request;
  const located =
    target.kind === 'stored' ? locateStored(signedIn(store), target.key, request) : locateFile(target.file);
  const { name, counted } = await located;
  const bytesRead = (): number => counted.bytesRead;
  const decoded = target.kind === 'stored' ? counted : await decodedIfText(counted, signal);
  if (decoded instanceof AppError) {
    const start = new Uint8Array(0);
    return { name, encoding: 'base64', source: counted, start, header: { problem: decoded }, bytesRead };
  }
  const encoding = decoded === counted ? 'none' : 'base64';
  const untouched = await readBeginning(decoded, firstRead, signal);
  const known = withBeginning(decoded, untouched.start);
  if (edits.length === 0) return { name, encoding, source: known, ...untouched, bytesRead };
  const original = 'parsed' in untouched.header ? untouched.header.parsed : null;
  const source = editedSource(known, edits, original);
  return { name, encoding, source, ...(await readBeginning(source, firstRead, signal)), bytesRead };
}

/** @throws AppError `session-expired` where there is no store, since nobody is signed in */
export function signedIn(store: ObjectStore | null): ObjectStore {
  if (store === null) throw new AppError('session-expired', 'nobody is signed in');
  return store;
}

type Counted = ReturnType<typeof countingSource>;

/** One read finds the object's size and version, and its header as well. */
async function locateStored(
  store: ObjectStore,
  key: string,
  { firstRead, etag, signal }: TargetRequest,
): Promise<{ name: string; counted: Counted }> {
  const pinned = etag === undefined ? {} : { etag };
  const found = await store.read({ key, first: 0, last: firstRead - 1, ...pinned, signal });
  assertLength(found.bytes, Math.min(firstRead, found.size));
  const stored = countingSource(storedSource(store, { key, size: found.size, etag: found.etag }));
  const known = withBeginning(stored, found.bytes);
  return {
    name: nameOf(key),
    counted: {
      ...known,
      get bytesRead() {
        return found.bytes.length + stored.bytesRead;
      },
    },
  };
}

async function locateFile(file: File): Promise<{ name: string; counted: Counted }> {
  return { name: file.name, counted: countingSource(fileSource(file)) };
}

/** What base64 of a message says, or what is wrong with it; anything else as it is. */
async function decodedIfText(source: MessageSource, signal: AbortSignal): Promise<MessageSource | AppError> {
  if (source.size === 0) return source;
  const sample = await source.read(0, Math.min(base64Sample, source.size) - 1, signal);
  if (!looksLikeBase64(sample)) return source;
  try {
    return memorySource(await decodeBase64(source, signal));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code.startsWith('message-')) return thrown;
    throw thrown;
  }
}
