import { request as httpRequest } from 'node:http';
import { S3Client } from '@aws-sdk/client-s3';
import {
  canonicalQuery,
  type Credentials,
  encodeRfc3986,
  presign,
  sha256Hex,
  type Signature,
  signHeaders,
} from './sign.ts';
import type { TargetFacts } from './target-facts.ts';

interface RawRequest {
  readonly method: string;
  readonly bucket?: string;
  readonly key?: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** x-amz-content-sha256; the body's hash when left out */
  readonly payloadHash?: string;
  /** the admin's when left out; null sends the request unsigned */
  readonly credentials?: Credentials | null;
  readonly now?: Date;
  /** builds the body once the request's signature is known, for chunk signatures */
  readonly bodyFrom?: (signature: Signature) => Buffer;
  /** headers changed or added after signing */
  readonly tampered?: Readonly<Record<string, string>>;
  /** leave Content-Length out and send the body chunked */
  readonly withoutLength?: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly text: string;
  /** the error document's code */
  readonly code: string | null;
}

/** What cases work with. */
export interface Target extends TargetFacts {
  client(credentials?: Credentials): S3Client;
  raw(request: RawRequest): Promise<RawAnswer>;
  /** GETs or PUTs a URL as presigned for these arguments. */
  presigned(request: {
    readonly method: string;
    /** the method that is sent, when it is not the signed one */
    readonly sentAs?: string;
    readonly key: string;
    readonly bucket: string;
    readonly seconds: number;
    readonly now?: Date;
    readonly query?: readonly (readonly [string, string])[];
    readonly body?: Buffer;
    readonly credentials?: Credentials;
  }): Promise<RawAnswer>;
  close(): void;
}

export function createTarget(facts: TargetFacts): Target {
  const clients: S3Client[] = [];
  const host = new URL(facts.endpoint).host;
  return {
    ...facts,
    client: (credentials = facts.admin) => {
      const client = new S3Client({
        endpoint: facts.endpoint,
        region: facts.region,
        forcePathStyle: true,
        credentials,
        maxAttempts: 1,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
      clients.push(client);
      return client;
    },
    raw: (request) => {
      const path = rawPath(request.bucket, request.key);
      const query = request.query ?? [];
      const body = request.body ?? Buffer.alloc(0);
      const url = query.length === 0 ? path : `${path}?${canonicalQuery(query)}`;
      if (request.credentials === null) {
        return send(
          facts.endpoint,
          request.method,
          url,
          { host, ...request.headers },
          body,
          request.withoutLength,
        );
      }
      const { headers, signature } = signHeaders(
        {
          method: request.method,
          path,
          query,
          headers: { host, ...request.headers },
          payloadHash: request.payloadHash ?? sha256Hex(body),
        },
        {
          credentials: request.credentials ?? facts.admin,
          region: facts.region,
          now: request.now ?? new Date(),
        },
      );
      const bytes = request.bodyFrom?.(signature) ?? body;
      const sent = { ...headers, ...request.tampered };
      return send(facts.endpoint, request.method, url, sent, bytes, request.withoutLength);
    },
    presigned: ({ method, sentAs, bucket, key, seconds, now, query, body, credentials }) => {
      const url = presign(
        { method, path: rawPath(bucket, key), query: query ?? [], headers: { host } },
        { credentials: credentials ?? facts.admin, region: facts.region, now: now ?? new Date(), seconds },
      );
      return send(facts.endpoint, sentAs ?? method, url, { host }, body ?? Buffer.alloc(0));
    },
    close: () => {
      for (const client of clients) client.destroy();
    },
  };
}

function rawPath(bucket: string | undefined, key: string | undefined): string {
  if (bucket === undefined) return '/';
  if (key === undefined) return `/${bucket}`;
  return `/${bucket}/${key.split('/').map(encodeRfc3986).join('/')}`;
}

/** One request by node:http, which neither normalises paths nor hides anything of the answer. */
function send(
  endpoint: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Buffer,
  withoutLength = false,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint);
  const hasBody = body.length > 0 || method === 'PUT' || method === 'POST';
  const framing = withoutLength
    ? { 'transfer-encoding': 'chunked' }
    : { 'content-length': String(body.length) };
  const length = hasBody ? framing : {};
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { hostname, port, method, path, headers: { ...headers, ...length }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString('utf8');
          resolve({
            status: response.statusCode ?? 0,
            headers: flatten(response.headers),
            body: bytes,
            text,
            code: /<Error>.*<Code>([^<]+)<\/Code>/su.exec(text)?.[1] ?? null,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(body.length > 0 ? body : undefined);
  });
}

function flatten(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
