import { AppError } from '../../errors.ts';
import type { SealRecord } from '../journal-port.ts';
import { createProgress, type Progress } from '../progress.ts';
import type { SealAttempt } from './attempt.ts';
import { sealUnderKey } from './begin-upload.ts';
import { reserveFreeKey, reserveOwnKey } from './free-key.ts';
import { noteGivenUp, takeUpAgain } from './given-up.ts';
import { isStored, type UnsettledWrite } from './is-stored.ts';
import { recordClaim, sparing, type KeyReservations } from './key-reservations.ts';
import { createNotes, isUnavailable } from './notes.ts';
import { objectName } from './object-name.ts';
import { resumeUpload } from './resume-upload.ts';
import type { SealPorts, SealRequest } from './seal-ports.ts';
import { reasonToStartOver } from './start-over.ts';

export type { SealPorts, SealRequest } from './seal-ports.ts';

/** Data keys a file is sealed under, at most, because it changed, its upload was lost or somebody took its name. */
const maxKeys = 3;

export interface SealedFile {
  readonly key: string;
  /** of plaintext */
  readonly bytes: number;
}

/**
 * Seals a file under a data key of its own and stores it under `identityId/folder/name`, where that is free, or as `onTaken` says. Goes on with what the journal has under `record`; starts over under a new key where the file is no longer what
 * was sealed then. What can pass leaves upload and record for the next attempt; a cancel leaves nothing,
 * or, where S3 cannot be told, a record that says so.
 * @throws AppError `wrong-file` when the record is of a file of another name, `in-other-tab`, `name-invalid`, `name-taken`, `file-changed`,
 * `file-unreadable`, `file-too-large`, or a `kms-*`, `store-*`, access or network code; the signal's reason when cancelled
 */
export async function sealFile(ports: SealPorts, request: SealRequest): Promise<SealedFile> {
  const { signal } = request;
  // Cancelled while paused: what it left is removed at once.
  const onAbort = (): void => ports.gate.resume();
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort);
  try {
    return await sealClaimed(ports, request);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function sealClaimed(ports: SealPorts, request: SealRequest): Promise<SealedFile> {
  const { file, record: id, onStep } = request;
  objectName(file.name);
  onStep({ status: 'preparing', key: null });
  const small = file.size <= ports.tuning.partLength;
  // A small file leaves no record, so nobody can fight over it.
  if (small && (await recordOf(ports, request)) === null) return sealAttempts(ports, request, null);
  const letGo = await ports.claims.claim(recordClaim(id));
  if (letGo === null) {
    throw new AppError('in-other-tab', 'another tab works on this file', { details: { name: file.name } });
  }
  try {
    const record = await recordOf(ports, request);
    if (record !== null && record.name !== file.name) {
      const details = { name: record.name };
      throw new AppError('wrong-file', 'another file was interrupted than the one given', { details });
    }
    return await sealAttempts(ports, request, record && (await takeUpAgain(ports.journal, record)));
  } catch (thrown) {
    if (request.signal.aborted) await noteGivenUp(ports.journal, id);
    throw thrown;
  } finally {
    letGo();
  }
}

async function recordOf(
  { journal, store }: SealPorts,
  { record: id, identityId }: SealRequest,
): Promise<SealRecord | null> {
  try {
    const record = await journal.get(id);
    if (record?.kind !== 'seal' || record.identityId !== identityId) return null;
    return record.bucket === store.bucket ? record : null;
  } catch (thrown) {
    if (isUnavailable(thrown)) return null;
    throw thrown;
  }
}

async function sealAttempts(
  ports: SealPorts,
  request: SealRequest,
  interrupted: SealRecord | null,
): Promise<SealedFile> {
  const { signal } = request;
  const progressFor = countOnce(ports, request);
  const storageEncryption = interrupted?.storageEncryption ?? request.storageEncryption;
  const replaces = interrupted?.replaces ?? request.onTaken === 'replace';
  const folder = folderOf(interrupted?.key ?? `${request.identityId}/${request.folder}`);
  let file = request.file;
  let journaling = true;
  let record = interrupted;
  let { unsettled } = request;
  let from = 1;
  for (let keys = 0; ;) {
    const before = { from, size: file.size, lastModified: file.lastModified };
    const notes = createNotes(ports.journal, request.record, journaling);
    const attempt: SealAttempt = {
      ports,
      request,
      file,
      notes,
      storageEncryption,
      replaces,
      onUnsettled(write) {
        unsettled = write;
        request.onUnsettled(write);
      },
      progressFor: (key, already) => progressFor(key, file.size, already),
    };
    try {
      if (record === null) {
        const stored = await foundStored(attempt, unsettled);
        if (stored !== null) return { key: stored, bytes: file.size };
        keys += 1;
        const onKey = (copy: number): void => void (from = copy + 1);
        return { key: await sealAnew(attempt, folder, from, onKey), bytes: file.size };
      }
      await resumeReserved(attempt, record);
      return { key: record.key, bytes: file.size };
    } catch (thrown) {
      signal.throwIfAborted();
      const fresh = await changedFile(request, before, thrown);
      const reason = reasonToStartOver(thrown);
      const noName = reason?.code === 'name-taken' && record === null && from === before.from;
      if (keys === maxKeys || noName || (reason === null && fresh === null)) throw reason ?? thrown;
      if (reason?.code !== 'name-taken') from = 1;
      else ports.reservations.names.forget();
      if (reason?.code === 'journal-unavailable') journaling = false;
      file = fresh ?? file;
      // What the last attempt kept is found to be of another file, and goes.
      record = fresh === null || !notes.kept ? null : await recordOf(ports, request);
    }
  }
}

/** The beginning of a key up to its last slash. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}

/** The key of what an earlier attempt stored although it failed; null when there is none. @throws as `isStored` */
async function foundStored(
  { ports, request, file }: SealAttempt,
  earlier: UnsettledWrite | null,
): Promise<string | null> {
  if (earlier === null) return null;
  const isSame = earlier.size === file.size && earlier.lastModified === file.lastModified;
  return isSame && (await isStored(ports.store, earlier, request.signal)) ? earlier.key : null;
}

/** @param folder the beginning of the key, slash included
 * @param onKey told which copy of the name is tried */
async function sealAnew(
  attempt: SealAttempt,
  folder: string,
  from: number,
  onKey: (copy: number) => void,
): Promise<string> {
  const { ports, request, file } = attempt;
  const reservations = await sparingInterrupted(ports, request, file);
  const wanted = { folder, name: objectName(file.name), from, signal: request.signal };
  // Once something of it was sealed there is nobody to ask any more.
  const isAsked = from === 1 && request.onTaken !== 'keep-both';
  const { key, copy } = await (isAsked
    ? reserveOwnKey(ports.store, reservations, { ...wanted, replaces: attempt.replaces })
    : reserveFreeKey(ports.store, reservations, wanted));
  try {
    onKey(copy);
    request.onStep({ status: 'preparing', key });
    await sealUnderKey(attempt, key);
    return key;
  } finally {
    reservations.release(key);
  }
}

/** Another interrupted upload cannot choose a new name without being sealed anew; a file that begins can. */
async function sparingInterrupted(
  { journal, reservations, tuning }: SealPorts,
  { identityId, record: id }: SealRequest,
  file: File,
): Promise<KeyReservations> {
  if (file.size <= tuning.partLength) return reservations;
  try {
    const records = await journal.list(identityId);
    const others = records.filter((record) => record.kind === 'seal' && record.id !== id);
    return sparing(reservations, new Set(others.map(({ key }) => key)));
  } catch (thrown) {
    if (isUnavailable(thrown)) return reservations;
    throw thrown;
  }
}

async function resumeReserved(attempt: SealAttempt, record: SealRecord): Promise<void> {
  const { reservations } = attempt.ports;
  const { key } = record;
  attempt.request.onStep({ status: 'preparing', key });
  // Where somebody else holds it the conditional write decides.
  const reserved = await reservations.take(key);
  try {
    await resumeUpload(attempt, record);
  } finally {
    if (reserved) reservations.release(key);
  }
}

/** The file read again from the device after it changed in mid-transfer, or null. */
async function changedFile(
  { handle, file }: SealRequest,
  before: { readonly size: number; readonly lastModified: number },
  thrown: unknown,
): Promise<File | null> {
  if (handle === null || !(thrown instanceof AppError) || thrown.code !== 'file-changed') return null;
  try {
    const fresh = await handle.getFile();
    const same = fresh.size === before.size && fresh.lastModified === before.lastModified;
    return same || fresh.name !== file.name ? null : fresh;
  } catch {
    return null;
  }
}

function countOnce(
  { now }: SealPorts,
  { onStep }: SealRequest,
): (key: string, total: number, already: number) => Progress {
  let current: { readonly progress: Progress; readonly total: number } | null = null;
  let currentKey = '';
  return (key, total, already) => {
    currentKey = key;
    if (current?.total === total) {
      current.progress.restart(already);
      return current.progress;
    }
    const emit = (reading: Parameters<Parameters<typeof createProgress>[0]['emit']>[0]): void =>
      onStep({ status: 'moving', key: currentKey, ...reading });
    const progress = createProgress({ total, begun: already, now, emit });
    current = { progress, total };
    return progress;
  };
}
