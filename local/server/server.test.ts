import { createServer as createTcpServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import { listenOnLoopback } from './listen.ts';
import { createLocalServer } from './server.ts';
import {
  base,
  decrypt,
  echo,
  listening,
  local,
  log,
  setFaults,
  startServer,
  stopServer,
  tally,
} from './server-fixture.ts';

beforeEach(startServer);
afterEach(stopServer);

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
