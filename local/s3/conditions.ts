import { S3Error } from './s3-error.ts';
import type { HeaderReader } from './s3-request.ts';

/** What conditional requests look at. */
export interface Validators {
  /** without quotes */
  readonly etag: string;
  readonly lastModified: Date;
}

/**
 * The conditions of GET and HEAD, in the order of RFC 9110, 13.2.2.
 * @returns `not-modified` when the answer is 304
 * @throws S3Error PreconditionFailed
 */
export function checkReadConditions(
  header: HeaderReader,
  { etag, lastModified }: Validators,
): 'go on' | 'not-modified' {
  const ifMatch = header('if-match');
  const unmodifiedSince = parseDate(header('if-unmodified-since'));
  if (ifMatch !== undefined) {
    if (!etagListed(ifMatch, etag)) throw failed('If-Match');
  } else if (unmodifiedSince !== null && seconds(lastModified) > seconds(unmodifiedSince)) {
    throw failed('If-Unmodified-Since');
  }
  const noneMatch = header('if-none-match');
  const modifiedSince = parseDate(header('if-modified-since'));
  if (noneMatch !== undefined) return etagListed(noneMatch, etag) ? 'not-modified' : 'go on';
  return modifiedSince !== null && seconds(lastModified) <= seconds(modifiedSince) ? 'not-modified' : 'go on';
}

/**
 * The conditions of a copy on its source; a failed one is always an error.
 * @throws S3Error PreconditionFailed
 */
export function checkCopyConditions(header: HeaderReader, validators: Validators): void {
  const source: HeaderReader = (name) => header(`x-amz-copy-source-${name}`);
  if (checkReadConditions(source, validators) === 'not-modified')
    throw failed('x-amz-copy-source-If-None-Match');
}

/** The conditions of a write, checked before the body is taken and again under the key's lock. */
export interface WriteConditions {
  readonly ifNoneMatch: boolean;
  readonly ifMatch: string | null;
}

/** @throws S3Error NotImplemented for an If-None-Match other than `*`, as S3 does for writes */
export function parseWriteConditions(header: HeaderReader): WriteConditions {
  const noneMatch = header('if-none-match');
  if (noneMatch !== undefined && noneMatch !== '*') {
    throw new S3Error('NotImplemented', { fields: { Header: 'If-None-Match' } });
  }
  return { ifNoneMatch: noneMatch !== undefined, ifMatch: header('if-match') ?? null };
}

/**
 * @param etag of the object that is there now; null when there is none
 * @throws S3Error PreconditionFailed; NoSuchKey when If-Match is asked of a key that does not exist
 */
export function checkWriteConditions(conditions: WriteConditions, etag: string | null, key: string): void {
  if (conditions.ifNoneMatch && etag !== null) throw failed('If-None-Match');
  if (conditions.ifMatch === null) return;
  if (etag === null) throw new S3Error('NoSuchKey', { fields: { Key: key } });
  if (!etagListed(conditions.ifMatch, etag)) throw failed('If-Match');
}

function etagListed(header: string, etag: string): boolean {
  return header
    .split(',')
    .map((item) => item.trim())
    .some((item) => item === '*' || item.replace(/^(?:W\/)?"(.*)"$/u, '$1') === etag);
}

function parseDate(text: string | undefined): Date | null {
  if (text === undefined) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** HTTP dates have whole seconds. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { fields: { Condition: condition } });
}
