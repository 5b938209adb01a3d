import * as v from 'valibot';
import type { Bytes } from '../../bytes/bytes.ts';
import { type ErrorData, errorCodes } from '../../errors.ts';
import type { OpenFramesJob, SealedPart, SealPartJob } from '../../transfer/crew-port.ts';

/** What the vault asks of one of its threads. Numbers of jobs are unique in a thread's lifetime. */
export type ToThread =
  | { readonly job: number; readonly seal: SealPartJob }
  | { readonly job: number; readonly open: OpenFramesJob }
  | { readonly cancel: number };

/** What a thread answers: that it runs, once; then each job's end, cancelled ones too. */
export type FromThread =
  | { readonly ready: true }
  | { readonly job: number; readonly sealed: SealedPart }
  | { readonly job: number; readonly opened: readonly Bytes[] }
  | { readonly job: number; readonly error: ErrorData };

const job = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const bytes = v.instance(Uint8Array);

const run = v.strictObject({
  contentKey: v.instance(CryptoKey),
  messageId: bytes,
  frameLength: job,
  first: job,
  count: job,
  finalLength: v.nullable(amount),
});

const toThread = v.union([
  v.strictObject({
    job,
    seal: v.strictObject({
      file: v.instance(File),
      start: amount,
      run,
      lead: bytes,
      readLength: amount,
      body: v.picklist(['blob', 'buffer']),
    }),
  }),
  v.strictObject({ job, open: v.strictObject({ run, bytes }) }),
  v.strictObject({ cancel: job }),
]);

const fromThread = v.union([
  v.strictObject({ ready: v.literal(true) }),
  v.strictObject({
    job,
    sealed: v.strictObject({
      body: v.union([bytes, v.instance(Blob)]),
      length: amount,
      crc: amount,
      tags: bytes,
    }),
  }),
  v.strictObject({ job, opened: v.array(bytes) }),
  v.strictObject({
    job,
    error: v.strictObject({
      code: v.picklist(errorCodes),
      message: v.string(),
      details: v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()]))),
    }),
  }),
]);

export function isToThread(data: unknown): data is ToThread {
  return v.is(toThread, data);
}

export function isFromThread(data: unknown): data is FromThread {
  return v.is(fromThread, data);
}

/** The buffer behind `bytes`, to be transferred, where nothing else lies in it. */
export function transferable(bytes: Bytes): ArrayBuffer | null {
  return bytes.length === bytes.buffer.byteLength ? bytes.buffer : null;
}
