import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import { createLocalClock } from './clock.ts';
import { listenOnLoopback, type Listening } from './listen.ts';
import { createLocalServer } from './server.ts';
import { requestTallySchema } from './request-counts.ts';
import type { ServiceHandler } from './service.ts';

const answer = 'x'.repeat(100_000);
const pieces = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
let served: number;
let received: string;

/** Answers every request with the same text, reading the body first. */
const echo: ServiceHandler = {
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

let listening: Listening;
let log: string[];
let base: string;
const local = { 'x-sealdrop-local': '1' };

beforeEach(async () => {
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
});

afterEach(() => listening.close());

async function setFaults(...rules: unknown[]): Promise<Response> {
  return fetch(`${base}/_local/faults`, { method: 'POST', headers: local, body: JSON.stringify(rules) });
}

async function clearFaults(): Promise<void> {
  await fetch(`${base}/_local/faults`, { method: 'DELETE', headers: local });
}

async function tally(): Promise<unknown> {
  return (await fetch(`${base}/_local/requests`, { headers: local })).json();
}

async function decryptsAsked(): Promise<number | undefined> {
  return v.parse(requestTallySchema, await tally()).operations['kms']?.['Decrypt'];
}

function decrypt(init: RequestInit = {}): Promise<Response> {
  return fetch(`${base}/echo`, {
    method: 'POST',
    headers: { 'x-amz-target': 'TrentService.Decrypt' },
    ...init,
  });
}

describe('the server', () => {
  test('gives every answer a request id and the clock’s date', async () => {
    const got = await fetch(`${base}/echo`);
    expect(got.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/u);
    expect(got.headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  });

  test('answers a service’s mistake with 500, logs it and lives on', async () => {
    const answered = await fetch(`${base}/other?X-Amz-Security-Token=secret`);
    expect(answered.status).toBe(500);
    expect(await answered.json()).toMatchObject({ __type: 'InternalFailure' });
    expect(log.join('\n')).toContain('a mistake');
    expect(log.join('\n')).not.toContain('secret');
    expect((await fetch(`${base}/echo`)).status).toBe(200);
  });

  test('answers on ::1 with the same port where the machine has it', async () => {
    const reached = await fetch(`http://[::1]:${listening.port}/echo`).then(
      ({ status }) => status,
      () => 'no ::1 here',
    );
    expect([200, 'no ::1 here']).toContain(reached);
  });
});

describe('faults', () => {
  test('strike the named operation only, after so many and so many times', async () => {
    const action = { kind: 'status', status: 503, code: 'SlowDown' };
    expect(
      (await setFaults({ service: 'kms', operation: 'Decrypt', after: 1, times: 2, action })).status,
    ).toBe(204);
    const statuses = [];
    for (let count = 0; count < 5; count += 1) statuses.push((await decrypt()).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
    expect((await fetch(`${base}/echo`)).status).toBe(200);
  });

  test('tell their code in AWS JSON, readable across origins', async () => {
    await setFaults({ action: { kind: 'status', status: 400, code: 'ThrottlingException' } });
    const got = await decrypt();
    expect(got.headers.get('access-control-allow-origin')).toBe('*');
    expect(await got.json()).toMatchObject({ __type: 'ThrottlingException' });
  });

  test('are cleared by DELETE', async () => {
    await setFaults({ action: { kind: 'status', status: 503, code: 'SlowDown' } });
    expect((await decrypt()).status).toBe(503);
    await clearFaults();
    expect((await decrypt()).status).toBe(200);
  });

  test.each([
    ['reset at once', { kind: 'reset' }, ''],
    ['reset within the answer', { kind: 'reset', afterBytes: 1000 }, ''],
    ['reset within the request', { kind: 'reset', afterBytes: 1000 }, 'y'.repeat(1_000_000)],
    ['truncate', { kind: 'truncate', afterBytes: 1000 }, ''],
  ])('%s ends the exchange early', async (_name, action, body) => {
    await setFaults({ times: 1, action });
    const got = decrypt(body === '' ? {} : { body }).then((response) => response.text());
    await expect(got).rejects.toThrow();
    expect(await (await decrypt()).text()).toBe(answer);
  });

  test('corrupt changes one byte and no length', async () => {
    await setFaults({ times: 1, action: { kind: 'corrupt' } });
    const text = await (await decrypt()).text();
    expect(text.length).toBe(answer.length);
    expect(text.replaceAll('x', '')).toHaveLength(1);
  });

  test('damage changes one bit of the request on its way to the service', async () => {
    const sent = 'y'.repeat(500_000);
    await setFaults({ times: 1, action: { kind: 'damage' } });
    await (await decrypt({ body: sent })).text();
    expect(received).toHaveLength(sent.length);
    expect(received.replaceAll('y', '')).toBe('x');
    await (await decrypt({ body: sent })).text();
    expect(received).toBe(sent);
  });

  test('are counted by what they are, also those that are over', async () => {
    await setFaults({ times: 2, action: { kind: 'status', status: 503, code: 'SlowDown' } });
    for (let count = 0; count < 3; count += 1) await decrypt();
    await setFaults({ times: 1, action: { kind: 'reset', afterBytes: 10 } });
    await expect(decrypt().then((response) => response.text())).rejects.toThrow();
    await clearFaults();
    const counted = await fetch(`${base}/_local/faults`, { headers: local });
    expect(await counted.json()).toEqual({ '503 SlowDown': 2, 'reset in mid-body': 1 });
  });

  test.each([
    ['before the request', { kind: 'stall', ms: 1 }],
    ['at the beginning of the answer', { kind: 'stall', ms: 1, afterBytes: 0 }],
    ['within the answer', { kind: 'stall', ms: 1, afterBytes: 1000 }],
    ['after the answer', { kind: 'stall', ms: 1, afterBytes: answer.length }],
  ])('a stall %s lets it through afterwards', async (_name, action) => {
    await setFaults({ action });
    expect(await (await decrypt()).text()).toBe(answer);
  });

  test.each([
    ['before the request', {}],
    ['within the answer', { afterBytes: 1000 }],
  ])('a stall %s ends when the faults are cleared', async (_name, where) => {
    await setFaults({ action: { kind: 'stall', ms: 2 ** 31 - 1, ...where } });
    const got = decrypt().then((response) => response.text());
    await expect.poll(decryptsAsked).toBe(1);
    await clearFaults();
    expect(await got).toBe(answer);
  });

  test('a stall can end in a reset: what was held is not served', async () => {
    await setFaults({ times: 1, action: { kind: 'stall', ms: 2 ** 31 - 1, thenReset: true } });
    const got = decrypt();
    await expect.poll(decryptsAsked).toBe(1);
    await clearFaults();
    await expect(got).rejects.toThrow();
    expect(served).toBe(0);
  });

  test('a client that leaves during a stall is not served', async () => {
    await setFaults({ times: 1, action: { kind: 'stall', ms: 2 ** 31 - 1 } });
    const leaving = new AbortController();
    const got = decrypt({ signal: leaving.signal });
    await expect.poll(decryptsAsked).toBe(1);
    leaving.abort();
    await expect(got).rejects.toThrow();
    await decrypt();
    await clearFaults();
    expect(served).toBe(1);
  });

  test.each([
    ['a body in pieces', '/pieces'],
    ['a body at once', '/echo'],
    ['no body', '/nothing'],
  ])('lose-answer does what was asked and sends nothing of the answer: %s', async (_name, path) => {
    await setFaults({ times: 1, action: { kind: 'lose-answer' } });
    await expect(fetch(`${base}${path}`)).rejects.toThrow();
    expect(served).toBe(1);
    expect((await fetch(`${base}${path}`)).ok).toBe(true);
  });

  test('a stall within an answer of many pieces keeps their order', async () => {
    await setFaults({ action: { kind: 'stall', ms: 1, afterBytes: 150_000 } });
    expect(await (await fetch(`${base}/pieces`)).text()).toBe(pieces.join(''));
  });

  test('SlowDown says when to come back', async () => {
    await setFaults({ action: { kind: 'status', status: 503, code: 'SlowDown', retryAfter: 2 } });
    expect((await decrypt()).headers.get('retry-after')).toBe('2');
  });

  test('a chance strikes about as often as it says, the same requests for the same seed', async () => {
    const action = { kind: 'status', status: 503, code: 'SlowDown' };
    const run = async (seed: number): Promise<number[]> => {
      const body = JSON.stringify({ seed, rules: [{ probability: 0.3, action }] });
      await fetch(`${base}/_local/faults`, { method: 'POST', headers: local, body });
      const statuses: number[] = [];
      for (let count = 0; count < 200; count += 1) statuses.push((await decrypt()).status);
      return statuses;
    };
    const first = await run(7);
    const struck = first.filter((status) => status === 503).length;
    expect(struck).toBeGreaterThan(40);
    expect(struck).toBeLessThan(80);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test('a chance that spares a request leaves it to the rules that follow; 0 never strikes, 1 always', async () => {
    const action = { kind: 'status', status: 500, code: 'SlowDown' };
    await setFaults({ probability: 0, action }, { probability: 1, action: { ...action, status: 503 } });
    expect((await decrypt()).status).toBe(503);
  });

  test.each([
    ['no list', {}],
    ['an unknown action', [{ action: { kind: 'explode' } }]],
    ['an unknown field', [{ colour: 'red', action: { kind: 'corrupt' } }]],
    ['a negative count', [{ times: -1, action: { kind: 'corrupt' } }]],
    ['a chance over 1', [{ probability: 1.1, action: { kind: 'corrupt' } }]],
    ['a stall that no timer can wait for', [{ action: { kind: 'stall', ms: 2 ** 31 } }]],
    ['a seed that is no whole number', { seed: 0.5, rules: [] }],
    ['a seed without rules', { seed: 1 }],
  ])('%s is refused', async (_name, rules) => {
    const got = await fetch(`${base}/_local/faults`, {
      method: 'POST',
      headers: local,
      body: JSON.stringify(rules),
    });
    expect(got.status).toBe(400);
  });
});

describe('the request counts', () => {
  test('tell operations, parts by number and ranges by key, from when they were reset', async () => {
    await fetch(`${base}/objects/a?part=2`, { method: 'PUT' });
    await fetch(`${base}/objects/a?part=2`, { method: 'PUT' });
    await fetch(`${base}/objects/__proto__?part=1`, { method: 'PUT' });
    await fetch(`${base}/objects/a`, { headers: { range: 'bytes=0-9' } });
    await fetch(`${base}/objects/a`);
    await decrypt();
    expect(await tally()).toEqual({
      operations: { s3: { UploadPart: 3, GetObject: 2 }, kms: { Decrypt: 1 } },
      parts: Object.fromEntries([
        ['a', { 2: 2 }],
        ['__proto__', { 1: 1 }],
      ]),
      ranges: { a: ['bytes=0-9', ''] },
    });
    await fetch(`${base}/_local/requests`, { method: 'DELETE', headers: local });
    expect(await tally()).toEqual({ operations: {}, parts: {}, ranges: {} });
  });

  test('count what met a fault, and no preflight', async () => {
    await setFaults({ action: { kind: 'status', status: 503, code: 'SlowDown' } });
    await decrypt();
    await fetch(`${base}/objects/a`, { method: 'OPTIONS' });
    expect(await tally()).toMatchObject({ operations: { kms: { Decrypt: 1 } } });
  });
});

describe('the control endpoints', () => {
  test('want their header, and grant no preflight', async () => {
    const bare = await fetch(`${base}/_local/faults`, { method: 'POST', body: '[]' });
    expect(bare.status).toBe(403);
    const preflight = await fetch(`${base}/_local/faults`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-headers': 'x-sealdrop-local' },
    });
    expect(preflight.status).toBe(403);
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('do not shift the clock to where no date can be written', async () => {
    const body = JSON.stringify({ offsetSeconds: 1e300 });
    const answered = await fetch(`${base}/_local/clock`, { method: 'POST', headers: local, body });
    expect(answered.status).toBe(400);
  });

  test('shift the clock and put it right', async () => {
    const body = JSON.stringify({ offsetSeconds: 3600 });
    await fetch(`${base}/_local/clock`, { method: 'POST', headers: local, body });
    expect((await fetch(`${base}/echo`)).headers.get('date')).toBe('Thu, 01 Jan 2026 01:00:00 GMT');
    await fetch(`${base}/_local/clock`, { method: 'DELETE', headers: local });
    expect((await fetch(`${base}/echo`)).headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
  });
});

describe('listening', () => {
  test.each(['127.0.0.1', '::1'])('a port taken on %s is refused by name', async (host) => {
    const other = createTcpServer();
    other.listen(0, host);
    const bound = await Promise.race([
      once(other, 'listening').then(() => true),
      once(other, 'error').then(() => false),
    ]);
    if (!bound) return;
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const server = createLocalServer({ services: [echo], faults: createFaults() });
    await expect(listenOnLoopback(server, port)).rejects.toMatchObject({ code: 'port-taken', port });
    expect(server.listening).toBe(false);
    other.close();
  });

  test('close ends open connections', async () => {
    const server = createLocalServer({ services: [echo], faults: createFaults() });
    const own = await listenOnLoopback(server, 0);
    await (await fetch(`http://127.0.0.1:${own.port}/echo`)).text();
    await own.close();
    await expect(fetch(`http://127.0.0.1:${own.port}/echo`)).rejects.toThrow();
  });
});
