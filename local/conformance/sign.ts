import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SigningInput {
  readonly method: string;
  /** path as sent, encoded, beginning with `/` */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** the value of x-amz-content-sha256 */
  readonly payloadHash: string;
}

export interface Signing {
  readonly credentials: Credentials;
  readonly region: string;
  readonly now: Date;
}

export interface Signature {
  readonly signature: string;
  readonly signingKey: Buffer;
  readonly timestamp: string;
  readonly scope: string;
}

const unsignedPayload = 'UNSIGNED-PAYLOAD';

/**
 * Signature version 4 in a header, written apart from the verifier so that one cannot excuse the other's mistakes
 * (IAM user guide, "Create a signed AWS API request").
 */
export function signHeaders(
  input: SigningInput,
  signing: Signing,
): { readonly headers: Record<string, string>; readonly signature: Signature } {
  const { timestamp, scope } = scopeOf(signing);
  const headers: Record<string, string> = {
    ...lowerCase(input.headers),
    'x-amz-date': timestamp,
    'x-amz-content-sha256': input.payloadHash,
    ...(signing.credentials.sessionToken === undefined
      ? {}
      : { 'x-amz-security-token': signing.credentials.sessionToken }),
  };
  const signature = sign(input, headers, input.query, signing);
  const names = Object.keys(headers).toSorted().join(';');
  return {
    headers: {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${signing.credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature.signature}`,
    },
    signature,
  };
}

/** The same in the query: a presigned URL's path and query. */
export function presign(
  input: Omit<SigningInput, 'payloadHash'>,
  signing: Signing & { readonly seconds: number },
): string {
  const { timestamp, scope } = scopeOf(signing);
  const headers = lowerCase(input.headers);
  const query: (readonly [string, string])[] = [
    ...input.query,
    ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
    ['X-Amz-Credential', `${signing.credentials.accessKeyId}/${scope}`],
    ['X-Amz-Date', timestamp],
    ['X-Amz-Expires', String(signing.seconds)],
    ['X-Amz-SignedHeaders', Object.keys(headers).toSorted().join(';')],
    ...(signing.credentials.sessionToken === undefined
      ? []
      : [['X-Amz-Security-Token', signing.credentials.sessionToken] as const]),
  ];
  const { signature } = sign({ ...input, payloadHash: unsignedPayload }, headers, query, signing);
  return `${input.path}?${canonicalQuery(query)}&X-Amz-Signature=${signature}`;
}

/** Signs the chunks of an aws-chunked body one after the other. */
export function chunkSigner(seed: Signature): {
  readonly chunk: (data: Buffer) => string;
  readonly trailer: (canonical: string) => string;
} {
  let previous = seed.signature;
  const next = (algorithm: string, rest: readonly string[]): string => {
    const text = [algorithm, seed.timestamp, seed.scope, previous, ...rest].join('\n');
    previous = createHmac('sha256', seed.signingKey).update(text).digest('hex');
    return previous;
  };
  return {
    chunk: (data) => next('AWS4-HMAC-SHA256-PAYLOAD', [sha256Hex(''), sha256Hex(data)]),
    trailer: (canonical) => next('AWS4-HMAC-SHA256-TRAILER', [sha256Hex(canonical)]),
  };
}

export function sha256Hex(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex');
}

/** RFC 3986: everything but unreserved characters is escaped. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/gu,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

export function canonicalQuery(query: readonly (readonly [string, string])[]): string {
  return query
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .toSorted()
    .join('&');
}

function sign(
  input: SigningInput,
  headers: Readonly<Record<string, string>>,
  query: readonly (readonly [string, string])[],
  signing: Signing,
): Signature {
  const { timestamp, date, scope } = scopeOf(signing);
  const names = Object.keys(headers).toSorted();
  const canonical = [
    input.method,
    input.path,
    canonicalQuery(query),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim().replaceAll(/ +/gu, ' ')}`),
    '',
    names.join(';'),
    input.payloadHash,
  ].join('\n');
  const secret = `AWS4${signing.credentials.secretAccessKey}`;
  const signingKey = hmac(hmac(hmac(hmac(secret, date), signing.region), 's3'), 'aws4_request');
  const text = ['AWS4-HMAC-SHA256', timestamp, scope, sha256Hex(canonical)].join('\n');
  return { signature: hmac(signingKey, text).toString('hex'), signingKey, timestamp, scope };
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function scopeOf({ region, now }: Signing): { timestamp: string; date: string; scope: string } {
  const timestamp = now.toISOString().replaceAll(/[-:]|\.\d{3}/gu, '');
  const date = timestamp.slice(0, 8);
  return { timestamp, date, scope: `${date}/${region}/s3/aws4_request` };
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
