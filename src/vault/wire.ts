import * as v from 'valibot';
import type { Bytes } from '../bytes/bytes.ts';
import { ownCredentialsSchema, ownerSchema } from '../config/own-credentials.ts';
import { storageKinds } from '../config/storage-encryption.ts';
import { errorCodes } from '../errors.ts';
import type { FromVault, ToVault } from './contract.ts';
import { diagnosisEvent, doctorEnvelopes } from './doctor-wire.ts';
import { filingInputs } from './filing-wire.ts';
import { archiveInput, directoryHandle, leftOutEvent, openingInputs, safePath } from './opening-wire.ts';
import { inspectEnvelopes, verificationEvent } from './inspect-wire.ts';
import { thumbnailInputs } from './thumbnail-wire.ts';
import { callsEvent } from './trace-wire.ts';
import { viewInputs } from './view-wire.ts';
import { workbenchInputs } from './workbench-wire.ts';

const call = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.pipe(v.string(), v.nonEmpty());

const amount = v.pipe(v.number(), v.minValue(0));
const record = v.pipe(v.string(), v.uuid());
/** Not every browser has the class; where it is missing nobody can send one. */
const fileHandle = v.custom<FileSystemFileHandle>(
  (input) => 'FileSystemFileHandle' in globalThis && input instanceof FileSystemFileHandle,
);
const unsettledWrite = v.strictObject({
  key: v.pipe(v.string(), v.nonEmpty()),
  header: v.custom<Bytes>((input) => input instanceof Uint8Array && input.buffer instanceof ArrayBuffer),
  length: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  lastModified: v.pipe(v.number(), v.finite()),
});
const target = v.variant('kind', [
  v.strictObject({ kind: v.literal('picked-file'), handle: fileHandle }),
  v.strictObject({
    kind: v.literal('directory-file'),
    directory: directoryHandle,
    path: safePath,
    onTaken: v.picklist(['replace', 'keep-both']),
  }),
  v.strictObject({ kind: v.literal('download-stream'), port: v.instance(MessagePort) }),
  v.strictObject({ kind: v.picklist(['private-file', 'memory']) }),
]);

const tabledCommand = v.variant(
  'command',
  Object.entries({
    ...workbenchInputs,
    ...filingInputs,
    ...openingInputs,
    ...viewInputs,
    ...thumbnailInputs,
  }).map(([command, input]) => v.strictObject({ call, command: v.literal(command), input })),
);

const toVault = v.variant('command', [
  tabledCommand,
  v.strictObject({
    call,
    command: v.literal('start'),
    // The configuration's own schema checks it where it is used.
    input: v.union([
      v.strictObject({ config: v.looseObject({}), idToken: v.string() }),
      v.strictObject({ config: v.looseObject({}), own: ownCredentialsSchema, owner: ownerSchema }),
    ]),
  }),
  v.strictObject({
    call,
    command: v.literal('renew'),
    input: v.union([
      v.strictObject({ idToken: v.nullable(v.string()) }),
      v.strictObject({ own: ownCredentialsSchema }),
    ]),
  }),
  v.strictObject({
    call,
    command: v.literal('seal'),
    input: v.strictObject({
      id,
      record,
      file: v.instance(File),
      handle: v.nullable(fileHandle),
      unsettled: v.nullable(unsettledWrite),
      storageEncryption: v.nullable(v.picklist(storageKinds)),
      folder: v.string(),
      onTaken: v.picklist(['leave', 'replace', 'keep-both']),
    }),
  }),
  v.strictObject({
    call,
    command: v.literal('open'),
    input: v.strictObject({ id, record, key: v.string(), size: amount, acceptMoved: v.boolean(), target }),
  }),
  v.strictObject({
    call,
    command: v.literal('openLocal'),
    input: v.strictObject({ id, record, file: v.instance(File), name: v.string(), target }),
  }),
  v.strictObject({
    call,
    command: v.literal('openArchive'),
    input: v.strictObject({ id, record, ...archiveInput, target }),
  }),
  v.strictObject({
    call,
    command: v.picklist(['pause', 'resume', 'cancel']),
    input: v.strictObject({ id }),
  }),
  v.strictObject({
    call,
    command: v.literal('reorder'),
    input: v.strictObject({ ids: v.array(id), before: v.nullable(id) }),
  }),
  v.strictObject({ call, command: v.picklist(['interrupted', 'leftovers']), input: v.null() }),
  v.strictObject({ call, command: v.literal('discard'), input: v.strictObject({ record }) }),
  v.strictObject({
    call,
    command: v.literal('removeLeftover'),
    input: v.strictObject({ key: v.string(), uploadId: v.string() }),
  }),
  ...inspectEnvelopes,
  ...doctorEnvelopes,
  v.strictObject({ call, command: v.literal('forget'), input: v.null() }),
]);

const error = v.strictObject({
  code: v.picklist(errorCodes),
  message: v.string(),
  details: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
});

const phase = v.variant('status', [
  v.strictObject({ status: v.picklist(['queued', 'preparing', 'finishing', 'cancelled']) }),
  v.strictObject({ status: v.literal('checking'), moved: amount, total: amount }),
  v.strictObject({ status: v.literal('paused'), moved: amount, total: v.nullable(amount) }),
  v.strictObject({
    status: v.literal('waiting'),
    reason: v.picklist(['offline', 'unreachable', 'service-failed', 'throttled']),
    moved: amount,
    total: v.nullable(amount),
    secondsLeft: v.nullable(amount),
  }),
  v.strictObject({
    status: v.literal('moving'),
    moved: amount,
    total: amount,
    rate: v.nullable(amount),
    secondsLeft: v.nullable(amount),
  }),
  v.strictObject({ status: v.literal('done'), key: v.string(), bytes: amount }),
  v.strictObject({ status: v.literal('failed'), error, resumable: v.boolean() }),
]);

const event = v.variant('type', [
  verificationEvent,
  v.strictObject({
    type: v.literal('transfer'),
    snapshot: v.strictObject({
      id,
      kind: v.picklist(['seal', 'open']),
      name: v.string(),
      key: v.nullable(v.string()),
      phase,
    }),
  }),
  v.strictObject({ type: v.literal('opened'), id, name: v.string(), file: v.instance(File) }),
  v.strictObject({ type: v.literal('unsettled'), id, write: unsettledWrite }),
  v.strictObject({ type: v.literal('view-failed'), view: v.string(), error }),
  v.strictObject({ type: v.literal('records-changed') }),
  callsEvent,
  leftOutEvent,
  v.strictObject({ type: v.literal('token-needed') }),
  v.strictObject({ type: v.literal('session-expired') }),
]);

const fromVault = v.union([
  v.strictObject({ call, ok: v.literal(true), output: v.nullable(v.looseObject({})) }),
  v.strictObject({ call, ok: v.literal(false), error }),
  v.strictObject({ event: v.union([event, diagnosisEvent]) }),
]);

/** Whether what arrived at the worker is a command, complete and of the right types. */
export function isToVault(data: unknown): data is ToVault {
  return v.is(toVault, data);
}

/** Whether what arrived at the page is an answer or an event. An answer's output is as deep as its envelope. */
export function isFromVault(data: unknown): data is FromVault {
  return v.is(fromVault, data);
}

/** The number of the call, for an answer to a command that is not one. */
export function callOf(data: unknown): number | null {
  const result = v.safeParse(v.looseObject({ call }), data);
  return result.success ? result.output.call : null;
}
