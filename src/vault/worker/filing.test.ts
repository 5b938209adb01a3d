import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws, type LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { createS3Client } from '../../aws/clients.ts';
import { obtainCredentials } from '../../aws/cognito.ts';
import { s3CopyLimits } from '../../aws/copy-object.ts';
import { createFilingStore } from '../../aws/filing-store.ts';
import {
  createSessionCredentials,
  type IdentityCredentials,
  type SessionCredentials,
} from '../../aws/session-credentials.ts';
import { createTokenSource } from '../../aws/token-source.ts';
import { parseConfig } from '../../config/config.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createMemoryJournal } from '../../journal/memory-journal.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { createMemorySink } from '../../transfer/open/memory-sink.ts';
import type { FilingStore } from '../../filing/filing-port.ts';
import { defaultTuning } from '../../transfer/tuning.ts';
import { createCommands, type CommandHandlers } from '../commands.ts';
import type { TransferPhase, VaultEvent } from '../contract.ts';
import { startSession } from '../session.ts';
import { noShelf } from '../thumbnails/no-shelf.ts';

let folder: string;
let aws: LocalAws;
let admin: S3Client;
let me: string;
let own: S3Client;
let credentials: SessionCredentials<IdentityCredentials>;
let commands: CommandHandlers;
const listeners = new Set<(event: VaultEvent) => void>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-filing-'));
  aws = await startLocalAws({ folder, port: 0, appOrigin: 'http://localhost:5173', log: () => {} });
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
  const journal = createMemoryJournal();
  commands = createCommands({
    startSession,
    sinks: async () => ({
      openTarget:
        (_target, name) =>
        async ({ bytes }) =>
          createMemorySink(name, bytes),
      release: () => {},
      removePlace: async () => {},
      sweep: async () => {},
      forget: async () => {},
    }),
    journal: async () => journal,
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createLocalCrew(),
    tuning: { ...defaultTuning, body: 'buffer' },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
  });
  const config = parseConfig(aws.config);
  ({ identityId: me } = await commands.start({ config, idToken }));
  const tokens = createTokenSource({ idToken, onNeeded: () => {} });
  credentials = createSessionCredentials({
    obtain: () => obtainCredentials(config, tokens),
    now: () => Date.now(),
  });
  own = createS3Client(config, credentials);
});

afterAll(async () => {
  own.destroy();
  admin.destroy();
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

let serial = 0;

async function run(
  begin: (id: string) => Promise<unknown>,
): Promise<{ phase: TransferPhase; text: string | null }> {
  const id = `transfer ${(serial += 1)}`;
  let file: File | null = null;
  const ended = new Promise<TransferPhase>((resolve) => {
    listeners.add((event) => {
      if (event.type === 'opened' && event.id === id) ({ file } = event);
      if (event.type !== 'transfer' || event.snapshot.id !== id) return;
      if (['done', 'failed'].includes(event.snapshot.phase.status)) resolve(event.snapshot.phase);
    });
  });
  await begin(id);
  const phase = await ended;
  return { phase, text: file === null ? null : await (file as File).text() };
}

/** Seals a file whose content is its path, unless given. @returns its key */
async function seal(path: string, content: BlobPart = path): Promise<string> {
  const slash = path.lastIndexOf('/') + 1;
  const file = new File([content], path.slice(slash));
  const { phase } = await run((id) =>
    commands.seal({
      id,
      record: crypto.randomUUID(),
      file,
      handle: null,
      unsettled: null,
      storageEncryption: null,
      onTaken: 'keep-both',
      folder: path.slice(0, slash),
    }),
  );
  if (phase.status !== 'done') throw new Error(JSON.stringify(phase));
  return phase.key;
}

async function open(key: string): Promise<string> {
  const { phase, text } = await run((id) =>
    commands.open({
      id,
      record: crypto.randomUUID(),
      key,
      size: 1,
      acceptMoved: false,
      target: { kind: 'memory' },
    }),
  );
  return phase.status === 'failed' ? phase.error.code : (text ?? '');
}

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

async function copyBehindTheBack(from: string, to: string): Promise<void> {
  const { bucket } = aws.config;
  await admin.send(
    new CopyObjectCommand({
      Bucket: bucket,
      Key: to,
      CopySource: `${bucket}/${from.split('/').map(encodeURIComponent).join('/')}`,
    }),
  );
}

const list = async (path = '') => {
  const { folders, files } = await commands.list({ folder: path, continuation: null });
  return [...folders.map((one) => one.path), ...files.map(({ name }) => name)];
};
const move = (
  files: readonly { key: string; to: string }[],
  onTaken: 'leave' | 'replace' | 'keep-both' = 'leave',
) => commands.moveFiles({ files, folders: [], onTaken });

const sizes = (chosen: readonly { readonly size: number }[]) => ({
  count: chosen.length,
  bytes: chosen.reduce((sum, { size }) => sum + size, 0),
});

describe('files in folders', () => {
  it('lie where they were sealed, beside folders made empty', async () => {
    const key = await seal('tree/deep/é 1.txt');
    expect(key).toBe(`${me}/tree/deep/é 1.txt`);
    await commands.makeFolder({ folder: 'tree/empty/' });
    expect(await list('tree/')).toEqual(['tree/deep/', 'tree/empty/']);
    expect(await list('tree/empty/')).toEqual([]);
    expect(await open(key)).toBe('tree/deep/é 1.txt');
  });

  it.each(['a', '/', 'a//', '../', 'a/./', 'a\u0000/', '/a/'])(
    'are not listed under %j, which is none',
    async (path) => {
      await expect(list(path)).rejects.toMatchObject({ code: 'name-invalid' });
    },
  );
});

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

describe('a move behind the back of its owner', () => {
  it('is still noticed after the owner moved the swapped file on: a move vouches for nothing it did not know', async () => {
    const [mine, other] = [await seal('swap/mine.txt', 'mine'), await seal('swap/other.txt', 'other')];
    await copyBehindTheBack(other, mine);
    expect(await open(mine)).toBe('moved');
    await move([{ key: mine, to: 'swap/renamed.txt' }]);
    expect(await open(`${me}/swap/renamed.txt`)).toBe('moved');
  });

  it('cannot use a ticket of another message, nor for another place', async () => {
    const [one, two] = [await seal('ticket/1.txt', 'one'), await seal('ticket/2.txt', 'two')];
    await move([{ key: one, to: 'ticket/moved.txt' }]);
    const moved = `${me}/ticket/moved.txt`;
    const { bucket } = aws.config;
    const { Metadata } = await admin.send(new HeadObjectCommand({ Bucket: bucket, Key: moved }));
    // The ticket goes with the copy, as CopyObject keeps metadata.
    await copyBehindTheBack(moved, `${me}/ticket/elsewhere.txt`);
    expect(await open(`${me}/ticket/elsewhere.txt`)).toBe('moved');
    // Another of the same owner's messages under this one's ticket.
    await admin.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: moved,
        CopySource: `${bucket}/${two.split('/').map(encodeURIComponent).join('/')}`,
        MetadataDirective: 'REPLACE',
        Metadata,
      }),
    );
    expect(await open(moved)).toBe('moved');
  });
});

describe('removing', () => {
  it('deletes files and folders, and brings them back', async () => {
    const [one] = [await seal('bin/1.txt', 'one'), await seal('bin/deep/2.txt', 'two')];
    const report = await commands.removeFiles({ keys: [one], folders: ['bin/deep/'] });
    expect(report).toEqual({ removed: [one, `${me}/bin/deep/2.txt`], undoable: true, failed: [] });
    expect(await list('bin/')).toEqual([]);
    const files = report.removed.map((key) => ({ key, versionId: null }));
    expect(await commands.restoreFiles({ files })).toEqual({ failed: [] });
    expect(await list('bin/')).toEqual(['bin/deep/', '1.txt']);
    expect(await open(`${me}/bin/deep/2.txt`)).toBe('two');
  });

  it('lists the versions of a file, and makes a former one the latest', async () => {
    const key = await seal('versions/a.txt', 'first');
    const newer = await seal('versions/b.txt', 'second, longer');
    await move([{ key: newer, to: 'versions/a.txt' }], 'replace');
    expect(await open(key)).toBe('second, longer');
    const { versions } = await commands.fileVersions({ key });
    expect(versions.map(({ isLatest, isDeleteMarker }) => [isLatest, isDeleteMarker])).toEqual([
      [true, false],
      [false, false],
    ]);
    expect((versions[0]?.storedSize ?? 0) - (versions[1]?.storedSize ?? 0)).toBe(9);
    await commands.restoreFiles({ files: [{ key, versionId: versions[1]?.versionId ?? '' }] });
    expect(await open(key)).toBe('first');
    expect((await commands.fileVersions({ key })).versions).toHaveLength(3);
  });

  it('counts all that is stored, and what only versions hold, page after page', async () => {
    const key = await seal('counted/a.txt', 'first');
    await move([{ key: await seal('counted/b.txt', 'second, longer'), to: 'counted/a.txt' }], 'replace');
    const document = `${me}/key-bench/secrets/kept.json`;
    await own.send(new PutObjectCommand({ Bucket: aws.config.bucket, Key: document, Body: 'kept' }));
    const filing = createFilingStore(own, aws.config.bucket);
    const { signal } = new AbortController();
    const all = await filing.versions({ prefix: `${me}/`, signal });
    const whole = all.filter((one) => !one.isDeleteMarker && !(one.size === 0 && one.key.endsWith('/')));
    const former = whole.filter(({ isLatest }) => !isLatest);
    const kept = whole.filter((one) => one.isLatest && one.key.startsWith(`${me}/key-bench/`));
    const files = whole.filter((one) => one.isLatest && !kept.includes(one));
    expect(files.map((one) => one.key)).toContain(key);
    expect(former.length).toBeGreaterThan(1);
    expect(await commands.countStored({ after: null })).toEqual({
      sum: { files: sizes(files), kept: sizes(kept), former: sizes(former) },
      next: null,
    });
    let pages = await filing.versionsPage({ prefix: `${me}/`, after: null, limit: 3, signal });
    const walked = [...pages.versions];
    while (pages.next !== null) {
      pages = await filing.versionsPage({ prefix: `${me}/`, after: pages.next, limit: 3, signal });
      walked.push(...pages.versions);
    }
    expect(walked.length).toBe(all.length);
    const [, second] = all;
    const place = { key: second?.key ?? '', versionId: second?.versionId ?? '' };
    const rest = await commands.countStored({ after: { kind: 'versions', place } });
    expect(rest.sum.files.count + rest.sum.kept.count + (rest.sum.former?.count ?? 0)).toBe(
      whole.length - all.slice(0, 2).filter((one) => whole.includes(one)).length,
    );
  });

  it('says what cannot be restored', async () => {
    const key = `${me}/never.txt`;
    expect(await commands.restoreFiles({ files: [{ key, versionId: null }] })).toMatchObject({
      failed: [{ key, error: { code: 'store-not-found' } }],
    });
  });

  it('is not a way to end versions for good, nor to touch what is somebody else’s', async () => {
    const key = await seal('kept.txt', 'kept');
    const { versions } = await commands.fileVersions({ key });
    const VersionId = versions[0]?.versionId;
    await expect(
      own.send(new DeleteObjectCommand({ Bucket: aws.config.bucket, Key: key, VersionId })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(commands.removeFiles({ keys: ['eu:other/a'], folders: [] })).rejects.toMatchObject({
      code: 'internal',
    });
    await expect(commands.removeFiles({ keys: [], folders: [''] })).rejects.toMatchObject({
      code: 'name-invalid',
    });
    const { Body } = await admin.send(new GetObjectCommand({ Bucket: aws.config.bucket, Key: key }));
    expect(await Body?.transformToByteArray()).toBeDefined();
  });
});
