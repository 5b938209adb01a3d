import { createHash } from 'node:crypto';
import type { ServiceName, SignedRequest } from './contract.ts';
import { awsUriEncode, percentDecode } from './uri-encoding.ts';

/** A parameter of the query, encoded as the canonical request wants it, and decoded. */
interface QueryParameter {
  readonly encodedName: string;
  readonly encodedValue: string;
  readonly name: string;
  readonly value: string;
}

export interface SplitUrl {
  /** still encoded, as received */
  readonly path: string;
  readonly query: readonly QueryParameter[];
}

/**
 * Splits a raw request target. `+` in a query is a space, as S3 reads it.
 * @returns null when a percent escape is malformed
 */
export function splitUrl(url: string): SplitUrl | null {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query: QueryParameter[] = [];
  for (const pair of mark === -1 ? [] : url.slice(mark + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = percentDecode(equals === -1 ? pair : pair.slice(0, equals), true);
    const value = percentDecode(equals === -1 ? '' : pair.slice(equals + 1), true);
    if (name === null || value === null) return null;
    query.push({
      encodedName: awsUriEncode(name),
      encodedValue: awsUriEncode(value),
      name: name.toString('utf8'),
      value: value.toString('utf8'),
    });
  }
  return { path, query };
}

/**
 * The canonical request's hash, lower-case hex.
 * Source: AWS Signature Version 4, "Create a canonical request". Header values are taken as the bytes that came in.
 * @param signedHeaders lower case, sorted; all present in the request
 * @returns null when the path holds a malformed percent escape
 */
export function hashCanonicalRequest(
  request: SignedRequest,
  url: SplitUrl,
  signedHeaders: readonly string[],
  payloadHash: string,
  service: ServiceName,
): string | null {
  const path = service === 's3' ? canonicalS3Path(url.path) : canonicalPath(url.path);
  if (path === null) return null;
  const query = url.query
    .filter((parameter) => parameter.name !== 'X-Amz-Signature')
    .toSorted((a, b) => compare(a.encodedName, b.encodedName) || compare(a.encodedValue, b.encodedValue))
    .map((parameter) => `${parameter.encodedName}=${parameter.encodedValue}`)
    .join('&');
  const headers = signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}\n`).join('');
  const text = [request.method, path, query, headers, signedHeaders.join(';'), payloadHash].join('\n');
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** S3 encodes the key once and leaves `//`, `.` and `..` alone: they may be part of a key. */
function canonicalS3Path(path: string): string | null {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    const bytes = percentDecode(segment);
    if (bytes === null) return null;
    segments.push(awsUriEncode(bytes));
  }
  return segments.join('/') || '/';
}

/** Every other service normalizes the path (RFC 3986, 6.2.2.3) and encodes what is already encoded once more. */
function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const encoded = kept.map((segment) => awsUriEncode(Buffer.from(segment, 'latin1'))).join('/');
  return kept.length > 0 && path.endsWith('/') ? `/${encoded}/` : `/${encoded}`;
}

function canonicalHeader(request: SignedRequest, name: string): string {
  const value = request.headers[name];
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replace(/\s+/gu, ' ');
}

/** By bytes: both sides are ASCII. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
