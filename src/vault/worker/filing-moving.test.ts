import {
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { createS3Client } from '../../aws/clients.ts';
import { s3CopyLimits } from '../../aws/copy-object.ts';
import { createFilingStore } from '../../aws/filing-store.ts';
import type { IdentityCredentials, SessionCredentials } from '../../aws/session-credentials.ts';
import { parseConfig } from '../../config/config.ts';
import type { FilingStore } from '../../filing/filing-port.ts';
import { beginSession, commands, list, move, open, seal } from './testing/filing-vault.ts';

let aws: LocalAws;
let admin: S3Client;
let me: string;
let own: S3Client;
let credentials: SessionCredentials<IdentityCredentials>;

beforeAll(async () => {
  aws = await startForTest({ log: () => {} });
  const { region, endpoints } = aws.config;
  admin = new S3Client({ region, endpoint: endpoints.s3, forcePathStyle: true, credentials: aws.admin });
  await admin.send(
    new PutBucketVersioningCommand({
      Bucket: aws.config.bucket,
      VersioningConfiguration: { Status: 'Enabled' },
    }),
  );
  const [user] = aws.demoUsers;
  if (user === undefined) throw new Error('no demo user');
  const { idToken } = await signInAsUser(aws, user.username, user.password);
  ({ me, own, credentials } = await beginSession(parseConfig(aws.config), idToken));
});

afterAll(async () => {
  own.destroy();
  admin.destroy();
  await aws.close();
});

/** From now on these operations of S3 are denied. */
async function deny(...operations: string[]): Promise<void> {
  const action = { kind: 'status', status: 403, code: 'AccessDenied' };
  const rules = operations.map((operation) => ({ service: 's3', operation, action }));
  const headers = { 'x-sealdrop-local': '1' };
  await fetch(`${aws.url}/_local/faults`, { method: 'POST', headers, body: JSON.stringify(rules) });
}

/** A client whose requests reach S3 without `If-None-Match`, as if S3 did not know it. */
function withoutCondition(): S3Client {
  const client = createS3Client(parseConfig(aws.config), credentials);
  client.middlewareStack.add(
    (next) => async (args) => {
      const { request } = args;
      if (typeof request === 'object' && request !== null && 'headers' in request)
        Reflect.deleteProperty(Object(request.headers), 'if-none-match');
      return next(args);
    },
    { step: 'build', name: 'withoutCondition' },
  );
  return client;
}

describe('moving', () => {
  it('gives a file another name and place; it opens there without a question, and nothing of it was read', async () => {
    const key = await seal('moving/first.txt', 'the content');
    expect(await move([{ key, to: 'moving/über.txt' }])).toMatchObject({ moved: 1, taken: [], failed: [] });
    expect(await list('moving/')).toEqual(['über.txt']);
    const second = `${me}/moving/über.txt`;
    expect(await open(second)).toBe('the content');
    await move([{ key: second, to: 'moving/on/third.txt' }]);
    expect(await open(`${me}/moving/on/third.txt`)).toBe('the content');
    await move([{ key: `${me}/moving/on/third.txt`, to: 'moving/first.txt' }]);
    const { Metadata } = await admin.send(new HeadObjectCommand({ Bucket: aws.config.bucket, Key: key }));
    expect(Metadata).toEqual({});
    expect(await open(key)).toBe('the content');
  });

  it('copies an object of many parts by ranges, and the copy opens', async () => {
    const large = new Uint8Array(20 * 1024 * 1024).map((_, index) => 97 + (index % 23));
    const key = await seal('parts/large.bin', large);
    const filing = createFilingStore(own, aws.config.bucket, undefined, {
      whole: 1024,
      part: 6 * 1024 * 1024,
    });
    const { signal } = new AbortController();
    const { size, etag, ticket } = await filing.look({ key, versionId: null, signal });
    await move([{ key, to: 'parts/renamed.bin' }]);
    // The same by UploadPartCopy, with the ticket that the move wrote.
    const to = `${me}/parts/renamed.bin`;
    const moved = await filing.look({ key: to, versionId: null, signal });
    expect(ticket).toBeNull();
    expect(moved.ticket).not.toBeNull();
    expect(moved.size).toBe(size);
    await filing.remove({ keys: [to], signal });
    const [, version] = (await filing.versions({ prefix: key, signal })).filter((one) => one.key === key);
    await filing.copy({
      from: key,
      versionId: version?.versionId ?? null,
      etag,
      size,
      to,
      ticket: moved.ticket,
      onlyIfAbsent: true,
      signal,
    });
    const { ETag } = await admin.send(new HeadObjectCommand({ Bucket: aws.config.bucket, Key: to }));
    expect(ETag).toMatch(/-4"$/u);
    expect(await open(to)).toBe(new TextDecoder().decode(large));
    const { Uploads } = await admin.send(new ListMultipartUploadsCommand({ Bucket: aws.config.bucket }));
    expect(Uploads ?? []).toEqual([]);
  });

  it('deletes one by one where deleting together is denied, and gives up where that is denied, too', async () => {
    const keys = [await seal('denied/1.txt', 'one'), await seal('denied/2.txt', 'two')];
    const filing = createFilingStore(own, aws.config.bucket);
    const { signal } = new AbortController();
    await deny('DeleteObjects', 'DeleteObject');
    const refused = keys.map((key) => ({ key, refusal: 'AccessDenied', kept: false }));
    expect(await filing.remove({ keys, signal })).toEqual(refused);
    await deny('DeleteObjects');
    const removed = keys.map((key) => ({ key, refusal: null, kept: true }));
    expect(await filing.remove({ keys, signal })).toEqual(removed);
    await deny();
    expect(await list('denied/')).toEqual([]);
  });

  it('asks first what is there, in a store that ignores the condition of a copy', async () => {
    const [one, two] = [await seal('lax/1.txt', 'one'), await seal('lax/2.txt', 'two')];
    const lax = withoutCondition();
    const { signal } = new AbortController();
    const filing = (looksFirst: boolean): FilingStore =>
      createFilingStore(lax, aws.config.bucket, undefined, s3CopyLimits, looksFirst);
    const { etag, size } = await filing(true).look({ key: one, versionId: null, signal });
    const copy = {
      from: one,
      versionId: null,
      etag,
      size,
      to: two,
      ticket: null,
      onlyIfAbsent: true,
      signal,
    };
    await expect(filing(true).copy(copy)).rejects.toMatchObject({ code: 'name-taken' });
    expect(await open(two)).toBe('two');
    await filing(true).copy({ ...copy, to: `${two}.copy` });
    await filing(false).copy(copy);
    expect((await filing(true).look({ key: two, versionId: null, signal })).size).toBe(size);
    expect(await list('lax/')).toEqual(['1.txt', '2.txt', '2.txt.copy']);
  });

  it('leaves, replaces or numbers what has a taken name', async () => {
    const [one, two, three] = [
      await seal('taken/1.txt', 'one'),
      await seal('taken/2.txt', 'two'),
      await seal('taken/3.txt', 'three'),
    ];
    expect(await move([{ key: one, to: 'taken/2.txt' }])).toMatchObject({
      moved: 0,
      taken: [one],
      failed: [],
    });
    expect(await open(two)).toBe('two');
    await move([{ key: one, to: 'taken/2.txt' }], 'keep-both');
    expect(await open(`${me}/taken/2 (2).txt`)).toBe('one');
    await move([{ key: three, to: 'taken/2.txt' }], 'replace');
    expect(await open(two)).toBe('three');
    expect(await list('taken/')).toEqual(['2 (2).txt', '2.txt']);
  });

  it('says how all of a move goes back, to what was there before and not to what was not moved', async () => {
    await seal('yard/1.txt');
    await commands.makeFolder({ folder: 'yard/none/' });
    await seal('shed/kept.txt');
    const folders = [{ from: 'yard/', to: 'shed/' }];
    const { back } = await commands.moveFiles({ files: [], folders, onTaken: 'leave' });
    expect(await list('shed/')).toEqual(['shed/none/', '1.txt', 'kept.txt']);
    const again = await commands.moveFiles({ files: back ?? [], folders: [], onTaken: 'leave' });
    expect(again).toMatchObject({ moved: 2, taken: [], failed: [] });
    expect(await list('yard/')).toEqual(['yard/none/', '1.txt']);
    expect(await list('shed/')).toEqual(['kept.txt']);
    expect(await open(`${me}/yard/1.txt`)).toBe('yard/1.txt');
  });

  it('has no way back from what was not done whole, or replaced something', async () => {
    const [one, two] = [await seal('gate/1.txt'), await seal('gate/2.txt')];
    const there = { key: two, to: 'gate/1.txt' };
    expect(await move([there], 'leave')).toMatchObject({ taken: [two], back: null });
    const beside = await move([there], 'keep-both');
    expect(beside.back).toEqual([{ key: `${me}/gate/1 (2).txt`, to: 'gate/2.txt' }]);
    expect(await move([{ key: `${me}/gate/1 (2).txt`, to: 'gate/1.txt' }], 'replace')).toMatchObject({
      moved: 1,
      back: null,
    });
    expect(await open(one)).toBe('gate/2.txt');
  });

  it('moves a folder with all that is in it, empty folders too, and not into itself', async () => {
    await seal('box/a/1.txt');
    await seal('box/2.txt');
    await commands.makeFolder({ folder: 'box/none/' });
    const folders = [{ from: 'box/', to: 'crates/box 2/' }];
    expect(await commands.moveFiles({ files: [], folders, onTaken: 'leave' })).toMatchObject({ moved: 3 });
    expect(await list('crates/box 2/')).toEqual(['crates/box 2/a/', 'crates/box 2/none/', '2.txt']);
    expect(await list('box/')).toEqual([]);
    expect(await open(`${me}/crates/box 2/a/1.txt`)).toBe('box/a/1.txt');
    const into = [{ from: 'crates/', to: 'crates/box 2/crates/' }];
    await expect(commands.moveFiles({ files: [], folders: into, onTaken: 'leave' })).rejects.toMatchObject({
      code: 'name-invalid',
    });
  });
});
