import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Access } from '../access/contract.ts';
import { createFaults, type FaultRule } from '../server/faults.ts';
import { listenOnLoopback, type Listening } from '../server/listen.ts';
import { createLocalServer } from '../server/server.ts';
import { corsForApp } from './cors.ts';
import { createS3Service } from './s3-service.ts';

const openDoor: Access = {
  verify: () => ({
    caller: {
      arn: 'arn:aws:iam::000000000000:user/test',
      accountId: '000000000000',
      accessKeyId: 'test',
      variables: {},
    },
    payload: { kind: 'unsigned' },
  }),
  allows: () => true,
};
const origin = 'http://localhost:5173';
const faults = createFaults();
const object = { Bucket: 'files', Key: 'users/alice/file' };
let folder: string;
let listening: Listening;
let client: S3Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-faults-'));
  const s3 = createS3Service({ access: openDoor, folder, clock: () => new Date(), region: 'us-east-1' });
  await s3.createBucket('files', { cors: corsForApp([origin]) });
  listening = await listenOnLoopback(createLocalServer({ services: [s3], faults }), 0);
  client = new S3Client({
    endpoint: `http://127.0.0.1:${listening.port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  await client.send(new PutObjectCommand({ ...object, Body: 'x'.repeat(10_000) }));
});

afterEach(() => faults.clear());

afterAll(async () => {
  client.destroy();
  await listening.close();
  await rm(folder, { recursive: true, force: true });
});

function strike(action: FaultRule['action'], rule: Partial<FaultRule> = {}): void {
  faults.replace([{ service: 's3', ...rule, action }]);
}

test('a status fault is an S3 error that the SDK names', async () => {
  strike({ kind: 'status', status: 503, code: 'SlowDown' }, { operation: 'GetObject' });
  await expect(client.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'SlowDown' });
  await expect(client.send(new ListObjectsV2Command({ Bucket: 'files' }))).resolves.toMatchObject({
    KeyCount: 1,
  });
});

test('a status fault can be read by a page of the configured origin', async () => {
  strike({ kind: 'status', status: 503, code: 'SlowDown' });
  const answer = await fetch(`http://127.0.0.1:${listening.port}/files/x`, { headers: { origin } });
  expect(answer.status).toBe(503);
  expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
});

test('keyContains and partNumber choose the request', async () => {
  strike({ kind: 'status', status: 500, code: 'InternalError' }, { keyContains: 'bob' });
  await expect(client.send(new GetObjectCommand(object))).resolves.toBeDefined();
  strike({ kind: 'status', status: 500, code: 'InternalError' }, { partNumber: 2 });
  await expect(client.send(new GetObjectCommand(object))).resolves.toBeDefined();
  strike({ kind: 'status', status: 500, code: 'InternalError' }, { keyContains: 'alice' });
  await expect(client.send(new GetObjectCommand(object))).rejects.toMatchObject({ name: 'InternalError' });
});

test('a corrupted download is noticed by its checksum', async () => {
  strike({ kind: 'corrupt' }, { operation: 'GetObject' });
  const got = await client.send(new GetObjectCommand({ ...object, ChecksumMode: 'ENABLED' }));
  await expect(got.Body?.transformToByteArray()).rejects.toThrow(/checksum/iu);
});

test('a truncated download is noticed by its length', async () => {
  strike({ kind: 'truncate', afterBytes: 100 }, { operation: 'GetObject' });
  const got = client.send(new GetObjectCommand(object)).then(({ Body }) => Body?.transformToByteArray());
  await expect(got).rejects.toThrow();
});

test('an upload that is reset leaves the object as it was', async () => {
  strike({ kind: 'reset', afterBytes: 100_000 }, { operation: 'PutObject' });
  const put = new PutObjectCommand({ ...object, Body: Buffer.alloc(5_000_000) });
  await expect(client.send(put)).rejects.toThrow();
  faults.clear();
  expect((await client.send(new GetObjectCommand(object))).ContentLength).toBe(10_000);
});
