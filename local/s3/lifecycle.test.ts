import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Access } from '../access/contract.ts';
import { listenOnLoopback, type Listening } from '../server/listen.ts';
import { abortOf, lifecycleForApp } from './lifecycle.ts';
import { createS3Service } from './s3-service.ts';

const openDoor: Access = {
  verify: () => ({
    caller: { arn: 'arn:aws:iam::0:user/test', accountId: '0', accessKeyId: 'test', variables: {} },
    payload: { kind: 'unsigned' },
  }),
  allows: () => true,
};

let folder: string;
let listening: Listening;
let now = new Date('2026-03-01T10:00:00Z');
let ask: (path: string, method: string) => Promise<string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-lifecycle-'));
  const s3 = createS3Service({ access: openDoor, folder, clock: () => now, region: 'us-east-1' });
  await s3.createBucket('files', { lifecycle: [lifecycleForApp()] });
  const server = createServer((request, response) => {
    void s3.handle(request, response);
  });
  listening = await listenOnLoopback(server, 0);
  ask = async (path, method) =>
    (await fetch(`http://127.0.0.1:${listening.port}/files${path}`, { method })).text();
});
afterAll(async () => {
  await listening.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the rule for unfinished uploads', () => {
  it('aborts an upload at the midnight after its days, and none before', async () => {
    const begun = await ask('/a?uploads', 'POST');
    const uploadId = /<UploadId>([^<]+)</u.exec(begun)?.[1] ?? '';
    now = new Date('2026-03-08T23:59:59Z');
    expect(await ask('?uploads', 'GET')).toContain(uploadId);
    now = new Date('2026-03-09T00:00:00Z');
    expect(await ask('?uploads', 'GET')).not.toContain(uploadId);
    expect(await ask(`/a?uploadId=${uploadId}`, 'GET')).toContain('NoSuchUpload');
  });
});

describe('abortOf()', () => {
  const record = {
    name: 'files',
    createdAt: '2026-01-01T00:00:00.000Z',
    versioning: 'Off',
    cors: null,
  } as const;

  it.each([
    ['2026-03-01T10:00:00.000Z', '2026-03-09T00:00:00.000Z'],
    ['2026-03-01T00:00:00.000Z', '2026-03-08T00:00:00.000Z'],
  ])('begun %s: due %s', (initiated, due) => {
    const abort = abortOf({ ...record, lifecycle: [lifecycleForApp()] }, { key: 'a', initiated });
    expect(abort?.date.toISOString()).toBe(due);
  });

  it('is null for a bucket that was made before there were rules', () => {
    expect(abortOf(record, { key: 'a', initiated: '2026-03-01T10:00:00.000Z' })).toBeNull();
  });
});
