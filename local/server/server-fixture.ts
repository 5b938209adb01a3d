import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { createFaults } from './faults.ts';
import { createLocalClock } from './clock.ts';
import { listenOnLoopback, type Listening } from './listen.ts';
import { createLocalServer } from './server.ts';
import { requestTallySchema } from './request-counts.ts';
import type { ServiceHandler } from './service.ts';

export const answer = 'x'.repeat(100_000);
export const pieces = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
/** How often something was answered since the server started. */
export let served: number;
/** The body of the last request. */
export let received: string;

/** Answers every request with the same text, reading the body first. */
export const echo: ServiceHandler = {
  matches: (_request, path) => path.startsWith('/echo'),
  handle: async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    received = Buffer.concat(chunks).toString('latin1');
    served += 1;
    response.writeHead(200, { 'content-length': answer.length }).end(answer);
  },
};
/** Answers in pieces, as a stream does. */
const streaming: ServiceHandler = {
  matches: (_request, path) => path === '/pieces',
  handle: async (_request, response) => {
    served += 1;
    await pipeline(Readable.from(pieces), response).catch(() => undefined);
  },
};
const silent: ServiceHandler = {
  matches: (_request, path) => path === '/nothing',
  handle: (_request, response) => {
    served += 1;
    response.writeHead(204).end();
    return Promise.resolve();
  },
};
/** Says what an object store says of its requests. */
const objects: ServiceHandler = {
  matches: (_request, path) => path.startsWith('/objects/'),
  describe: ({ url = '', method }) => {
    const { pathname, searchParams } = new URL(url, 'http://localhost');
    const part = searchParams.get('part');
    return {
      service: 's3',
      operation: method === 'PUT' ? 'UploadPart' : 'GetObject',
      key: pathname.slice('/objects/'.length),
      partNumber: part === null ? null : Number(part),
    };
  },
  handle: (_request, response) => {
    response.writeHead(204).end();
    return Promise.resolve();
  },
};
const broken: ServiceHandler = {
  matches: () => true,
  handle: (_request, response) => {
    response.setHeader('content-length', '1');
    return Promise.reject(new Error('a mistake'));
  },
};

export let listening: Listening;
export let log: string[];
export let base: string;
export const local = { 'x-sealdrop-local': '1' };

/** For tests: a server over what answers above, anew for each test. */
export async function startServer(): Promise<void> {
  log = [];
  served = 0;
  received = '';
  const server = createLocalServer({
    services: [echo, streaming, silent, objects, broken],
    faults: createFaults(),
    clock: createLocalClock(() => Date.UTC(2026, 0, 1)),
    logger: (line) => log.push(line),
  });
  listening = await listenOnLoopback(server, 0);
  base = `http://127.0.0.1:${listening.port}`;
}

export const stopServer = (): Promise<void> => listening.close();

export async function setFaults(...rules: unknown[]): Promise<Response> {
  return fetch(`${base}/_local/faults`, { method: 'POST', headers: local, body: JSON.stringify(rules) });
}

export async function clearFaults(): Promise<void> {
  await fetch(`${base}/_local/faults`, { method: 'DELETE', headers: local });
}

export async function tally(): Promise<unknown> {
  return (await fetch(`${base}/_local/requests`, { headers: local })).json();
}

export async function decryptsAsked(): Promise<number | undefined> {
  return v.parse(requestTallySchema, await tally()).operations['kms']?.['Decrypt'];
}

export function decrypt(init: RequestInit = {}): Promise<Response> {
  return fetch(`${base}/echo`, {
    method: 'POST',
    headers: { 'x-amz-target': 'TrentService.Decrypt' },
    ...init,
  });
}
