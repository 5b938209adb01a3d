import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { createFilingStore } from '../../aws/filing-store.ts';
import { parseConfig } from '../../config/config.ts';
import { beginSession, commands, list, move, open, seal } from './testing/filing-vault.ts';

let aws: LocalAws;
let admin: S3Client;
let me: string;
let own: S3Client;

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
  ({ me, own } = await beginSession(parseConfig(aws.config), idToken));
});

afterAll(async () => {
  own.destroy();
  admin.destroy();
  await aws.close();
});

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
