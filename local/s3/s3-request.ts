import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

const keyLimit = 1024;

/** A request's address in path style, decoded once and never normalised. */
export interface S3Target {
  readonly bucket: string | null;
  readonly key: string | null;
  /** names as sent, decoded; the first of several wins */
  readonly query: ReadonlyMap<string, string>;
}

/**
 * Takes `/<bucket>/<key>?<query>` apart.
 * @throws S3Error InvalidURI for broken escapes or bytes that are no UTF-8, KeyTooLongError over 1,024 bytes
 */
export function parseTarget(url: string): S3Target {
  if (!url.startsWith('/')) throw new S3Error('InvalidURI');
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = parseQuery(mark === -1 ? '' : url.slice(mark + 1));
  const slash = path.indexOf('/', 1);
  const bucket = decode(slash === -1 ? path.slice(1) : path.slice(1, slash));
  const key = slash === -1 ? '' : decode(path.slice(slash + 1));
  if (Buffer.byteLength(key) > keyLimit) {
    throw new S3Error('KeyTooLongError', {
      fields: { Size: String(Buffer.byteLength(key)), MaxSizeAllowed: String(keyLimit) },
    });
  }
  return { bucket: bucket === '' ? null : bucket, key: key === '' ? null : key, query };
}

function parseQuery(query: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode((equals === -1 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1).replaceAll('+', ' '));
    if (!values.has(name)) values.set(name, value);
  }
  return values;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', { fields: { URI: text } });
  }
}

/**
 * Reads one header, its bytes as Latin-1 as node:http gives them; of a presigned request, an `x-amz-` query parameter
 * stands for the header of its name.
 */
export type HeaderReader = (name: string) => string | undefined;

export function headerReader(request: IncomingMessage, query: ReadonlyMap<string, string>): HeaderReader {
  const hoisted = new Map<string, string>();
  if (query.has('X-Amz-Signature')) {
    for (const [name, value] of query) {
      if (/^x-amz-/iu.test(name)) hoisted.set(name.toLowerCase(), Buffer.from(value).toString('latin1'));
    }
  }
  return (name) => {
    const value = request.headers[name];
    return (Array.isArray(value) ? value.join(',') : value) ?? hoisted.get(name);
  };
}

/** The names of all headers and hoisted parameters that start with the prefix. */
export function headerNames(
  request: IncomingMessage,
  query: ReadonlyMap<string, string>,
  prefix: string,
): string[] {
  const hoisted = query.has('X-Amz-Signature') ? [...query.keys()].map((name) => name.toLowerCase()) : [];
  return [...new Set([...Object.keys(request.headers), ...hoisted])].filter((name) =>
    name.startsWith(prefix),
  );
}

/** @throws S3Error InvalidArgument unless it is a whole number within the bounds */
export function integerParameter(
  query: ReadonlyMap<string, string>,
  name: string,
  bounds: { readonly least: number; readonly most: number; readonly fallback: number },
): number {
  const text = query.get(name);
  if (text === undefined || text === '') return bounds.fallback;
  const value = Number(text);
  if (!/^\d{1,10}$/u.test(text) || value < bounds.least || value > 2_147_483_647) {
    throw new S3Error('InvalidArgument', {
      message: `Argument ${name} must be an integer between ${bounds.least} and 2147483647`,
      fields: { ArgumentName: name, ArgumentValue: text },
    });
  }
  return Math.min(value, bounds.most);
}
