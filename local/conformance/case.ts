import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { RawAnswer, Target } from './target.ts';

export interface CaseContext {
  readonly target: Target;
  /** this run's own bucket, without versioning */
  readonly bucket: string;
  /** a key that no other case uses */
  readonly key: (name?: string) => string;
}

/** One statement about S3, checked against a server. */
export interface ConformanceCase {
  /** stable; known differences name it */
  readonly id: string;
  readonly run: (context: CaseContext) => Promise<void>;
}

export const mebibyte = 1024 * 1024;

/** Bytes that compress badly and differ from seed to seed, the same at every run. */
export function bytes(size: number, seed = 'a'): Buffer {
  const block = createHash('sha512').update(seed).digest();
  const result = Buffer.alloc(size);
  for (let offset = 0; offset < size; offset += block.length) block.copy(result, offset);
  for (let offset = 0; offset < size; offset += 4096) result.writeUInt8((offset / 4096) % 251, offset);
  return result;
}

export function crc32Base64(data: Buffer): string {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(data));
  return value.toString('base64');
}

export function sha256Base64(data: Buffer): string {
  return createHash('sha256').update(data).digest('base64');
}

export function md5Base64(data: Buffer): string {
  return createHash('md5').update(data).digest('base64');
}

export function md5Hex(data: Buffer): string {
  return createHash('md5').update(data).digest('hex');
}

/** A name that no earlier run used. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}

export function expectRefusal(answer: RawAnswer, status: number, code: string): void {
  assert.equal(`${answer.status} ${answer.code ?? answer.text}`, `${status} ${code}`);
}

/** An SDK call that must fail with this status and error name. */
export async function expectFailure(work: Promise<unknown>, status: number, name: string): Promise<void> {
  const outcome = await work.then(
    () => 'it succeeded',
    (error: unknown) => describeFailure(error),
  );
  assert.equal(outcome, `${status} ${name}`);
}

function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const metadata: unknown = Reflect.get(error, '$metadata');
  const status: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined;
  return typeof status === 'number' ? `${status} ${error.name}` : error.message;
}
