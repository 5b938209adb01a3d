import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Access } from '../access/contract.ts';
import { listenOnLoopback, type Listening } from '../server/listen.ts';
import { createS3Service } from './s3-service.ts';

/** Everybody may do everything, unsigned: these tests are about what stays on disk. */
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

let folder: string;
let listening: Listening | null = null;
let log: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-durability-'));
  log = [];
});

afterEach(async () => {
  await listening?.close();
  listening = null;
  await rm(folder, { recursive: true, force: true });
});

/** Starts the service anew over the same folder, as after a restart, and returns a fetch for paths. */
async function restart(): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
  await listening?.close();
  const s3 = createS3Service({
    access: openDoor,
    folder,
    clock: () => new Date(),
    region: 'us-east-1',
    logger: (line) => log.push(line),
  });
  await s3.ready;
  const server: Server = createServer((request, response) => {
    void s3.handle(request, response);
  });
  listening = await listenOnLoopback(server, 0);
  await s3.createBucket('files', { cors: null });
  const { port } = listening;
  return (path, init) => fetch(`http://127.0.0.1:${port}/files/${path}`, init);
}

async function filesBelow(name: string): Promise<string[]> {
  const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('after a restart', () => {
  test('objects, their metadata and open uploads are as they were', async () => {
    let ask = await restart();
    await ask('kept', { method: 'PUT', body: 'content', headers: { 'x-amz-meta-a': 'b' } });
    const created = await (await ask('upload?uploads', { method: 'POST' })).text();
    const uploadId = /<UploadId>([^<]+)</u.exec(created)?.[1] ?? '';
    await ask(`upload?partNumber=1&uploadId=${uploadId}`, { method: 'PUT', body: 'part' });

    ask = await restart();
    const got = await ask('kept');
    expect(await got.text()).toBe('content');
    expect(got.headers.get('x-amz-meta-a')).toBe('b');
    expect(await (await ask(`upload?uploadId=${uploadId}`)).text()).toContain('<PartNumber>1</PartNumber>');
    const etag = /<ETag>([^<]+)</u.exec(await (await ask(`upload?uploadId=${uploadId}`)).text())?.[1] ?? '';
    const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
    expect((await ask(`upload?uploadId=${uploadId}`, { method: 'POST', body })).status).toBe(200);
    expect(await (await ask('upload')).text()).toBe('part');
  });

  test('bytes that no record names are gone, those in use are not', async () => {
    let ask = await restart();
    await ask('kept', { method: 'PUT', body: 'content' });
    const [blob = ''] = await filesBelow('buckets/files/blobs');
    const litter = join(blob, '..', '00000000-0000-4000-8000-000000000000');
    await writeFile(litter, 'half an upload');
    await writeFile(join(folder, 'tmp', 'half'), 'half a file');
    ask = await restart();
    expect(await filesBelow('buckets/files/blobs')).toEqual([blob]);
    expect(await filesBelow('tmp')).toEqual([]);
    expect(await (await ask('kept')).text()).toBe('content');
  });

  test('a damaged metadata file is an InternalError for its object alone, and a line in the log', async () => {
    let ask = await restart();
    await ask('good', { method: 'PUT', body: 'good' });
    const before = new Set(await filesBelow('buckets/files/objects'));
    await ask('bad', { method: 'PUT', body: 'bad' });
    const damaged = (await filesBelow('buckets/files/objects')).find((file) => !before.has(file)) ?? '';
    await writeFile(damaged, (await readFile(damaged)).subarray(0, 40));

    const expectDamage = async (): Promise<void> => {
      for (const method of ['GET', 'DELETE']) {
        const answer = await ask('bad', { method });
        expect(answer.status).toBe(500);
        expect(await answer.text()).toContain('<Code>InternalError</Code>');
      }
      expect(await (await ask('good')).text()).toBe('good');
    };
    await expectDamage();
    ask = await restart();
    await expectDamage();
    expect(log.filter((line) => line.includes('damaged')).length).toBeGreaterThan(0);
    expect(await filesBelow('buckets/files/blobs')).toHaveLength(2);
  });

  test('a missing blob is an InternalError', async () => {
    const ask = await restart();
    await ask('lost', { method: 'PUT', body: 'lost' });
    for (const blob of await filesBelow('buckets/files/blobs')) await rm(blob);
    expect((await ask('lost')).status).toBe(500);
  });
});

describe('bytes on disk', () => {
  test('overwritten and deleted objects leave none', async () => {
    const ask = await restart();
    for (const body of ['one', 'two', 'three']) await ask('key', { method: 'PUT', body });
    expect(await filesBelow('buckets/files/blobs')).toHaveLength(1);
    await ask('key', { method: 'DELETE' });
    expect(await filesBelow('buckets')).toHaveLength(1);
  });

  test('an upload whose client goes away leaves none', async () => {
    const ask = await restart();
    const socket = connect(listening?.port ?? 0, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('PUT /files/half HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\nsome');
    while ((await filesBelow('tmp')).length === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.destroy();
    while ((await filesBelow('tmp')).length > 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await ask('half')).status).toBe(404);
    expect(await filesBelow('buckets/files/blobs')).toHaveLength(0);
  });

  test('a read that began before an overwrite gets the old bytes to the end', async () => {
    const ask = await restart();
    const old = Buffer.alloc(24 * 1024 * 1024, 1);
    await ask('key', { method: 'PUT', body: old });
    const reading = await ask('key');
    await ask('key', { method: 'PUT', body: 'new' });
    expect(Buffer.from(await reading.arrayBuffer()).equals(old)).toBe(true);
    expect(await (await ask('key')).text()).toBe('new');
  });
});
