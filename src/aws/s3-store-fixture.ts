import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ObjectStore } from '../transfer/store-port.ts';
import { createS3Client } from './clients.ts';
import { createSessionCredentials, type SessionCredentials } from './session-credentials.ts';
import { createS3Store } from './s3-store.ts';

export const { signal } = new AbortController();
export const storageEncryption = { kind: 'bucket-default' } as const;
const closing: (() => void)[] = [];

/** For tests: ends what answered for S3. */
export function closeServers(): void {
  for (const close of closing.splice(0)) close();
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** For tests: a store over a server on loopback that answers as the test says. */
export async function storeAnswering(
  answer: (seen: Seen, response: ServerResponse) => void,
  stall?: number,
): Promise<{ store: ObjectStore; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const entry = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      seen.push(entry);
      answer(entry, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const endpoints = { s3: endpoint, kms: endpoint, cognitoIdentity: endpoint };
  const client = createS3Client({ region: 'eu-central-1', endpoints }, lastingCredentials());
  return { store: createS3Store(client, 'bucket', stall), seen };
}

function lastingCredentials(): SessionCredentials {
  return createSessionCredentials({
    now: Date.now,
    obtain: () =>
      Promise.resolve({
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 'secret',
        sessionToken: 'session',
        expiration: new Date(Date.now() + 3_600_000),
        identityId: 'me',
      }),
  });
}

export function answerRange(response: ServerResponse, range: string, body: string, etag = '"e"'): void {
  response.writeHead(206, { 'content-range': range, etag, 'content-length': body.length });
  response.end(body);
}

export function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`);
}

export const read = (store: ObjectStore) => store.read({ key: 'k', first: 0, last: 4, etag: '"e"', signal });
