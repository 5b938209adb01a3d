import assert from 'node:assert/strict';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  bytes,
  type CaseContext,
  type ConformanceCase,
  expectFailure,
  expectRefusal,
  uniqueName,
} from './case.ts';

export const copyCases: readonly ConformanceCase[] = [
  {
    id: 'copy/with-metadata',
    run: async ({ target, bucket, key }) => {
      const client = target.client();
      const [from, to] = [key('from ü&+'), key('to')];
      const put = {
        Bucket: bucket,
        Key: from,
        Body: bytes(100),
        ContentType: 'text/x',
        Metadata: { a: 'b' },
      };
      const stored = await client.send(new PutObjectCommand(put));
      const CopySource = `${bucket}/${encodeURIComponent(from)}`;
      const copied = await client.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource }));
      assert.equal(copied.CopyObjectResult?.ETag?.replaceAll('"', ''), stored.ETag?.replaceAll('"', ''));
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: to }));
      assert.equal(head.ContentType, 'text/x');
      assert.deepEqual(head.Metadata, { a: 'b' });
      await client.send(
        new CopyObjectCommand({
          Bucket: bucket,
          Key: to,
          CopySource,
          MetadataDirective: 'REPLACE',
          Metadata: { c: 'd' },
        }),
      );
      const replaced = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: to }));
      assert.deepEqual(replaced.Metadata, { c: 'd' });
    },
  },
  {
    id: 'copy/onto-itself',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(2) });
      const headers = { 'x-amz-copy-source': `/${bucket}/${encodeURIComponent(Key)}` };
      const answer = await target.raw({ method: 'PUT', bucket, key: Key, headers });
      expectRefusal(answer, 400, 'InvalidRequest');
    },
  },
  {
    id: 'copy/conditions',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      const put = await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(2) });
      const copy = (headers: Record<string, string>): ReturnType<typeof target.raw> =>
        target.raw({
          method: 'PUT',
          bucket,
          key: key(),
          headers: { 'x-amz-copy-source': `/${bucket}/${encodeURIComponent(Key)}`, ...headers },
        });
      const etag = put.headers['etag'] ?? '';
      assert.equal((await copy({ 'x-amz-copy-source-if-match': etag })).status, 200);
      expectRefusal(await copy({ 'x-amz-copy-source-if-match': '"0"' }), 412, 'PreconditionFailed');
      expectRefusal(await copy({ 'x-amz-copy-source-if-none-match': etag }), 412, 'PreconditionFailed');
    },
  },
  {
    id: 'copy/if-none-match',
    run: async ({ target, bucket, key }) => {
      const [Key, taken, free] = [key(), key(), key()];
      for (const one of [Key, taken]) await target.raw({ method: 'PUT', bucket, key: one, body: bytes(2) });
      const headers = { 'x-amz-copy-source': `/${bucket}/${encodeURIComponent(Key)}`, 'if-none-match': '*' };
      const copy = (to: string): ReturnType<typeof target.raw> =>
        target.raw({ method: 'PUT', bucket, key: to, headers });
      assert.equal((await copy(free)).status, 200);
      expectRefusal(await copy(taken), 412, 'PreconditionFailed');
    },
  },
  {
    id: 'copy/missing-source',
    run: async ({ target, bucket, key }) => {
      const headers = { 'x-amz-copy-source': `/${bucket}/${key()}` };
      expectRefusal(await target.raw({ method: 'PUT', bucket, key: key(), headers }), 404, 'NoSuchKey');
    },
  },
];

export const versionCases: readonly ConformanceCase[] = [
  {
    id: 'versions/history',
    run: async (context) => {
      const { client, Bucket } = await versionedBucket(context);
      const Key = context.key();
      const put = async (size: number): Promise<string> =>
        (await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes(size) }))).VersionId ?? '';
      const [first, second] = [await put(1), await put(2)];
      assert.notEqual(first, second);
      const size = async (VersionId?: string): Promise<number | undefined> =>
        (
          await client.send(
            new HeadObjectCommand({ Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) }),
          )
        ).ContentLength;
      assert.deepEqual([await size(), await size(first), await size(second)], [2, 1, 2]);
      const deleted = await client.send(new DeleteObjectCommand({ Bucket, Key }));
      assert.equal(deleted.DeleteMarker, true);
      await expectFailure(client.send(new GetObjectCommand({ Bucket, Key })), 404, 'NoSuchKey');
      assert.equal(await size(first), 1);
      const listed = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
      assert.deepEqual(
        listed.Versions?.map(({ VersionId }) => VersionId),
        [second, first],
      );
      assert.deepEqual(
        listed.DeleteMarkers?.map(({ IsLatest }) => IsLatest),
        [true],
      );
      const marker = deleted.VersionId ?? '';
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker }));
      assert.equal(await size(), 2);
      await client.send(new DeleteObjectCommand({ Bucket, Key, VersionId: second }));
      assert.equal(await size(), 1);
    },
  },
  {
    id: 'versions/suspended',
    run: async (context) => {
      const { client, Bucket } = await versionedBucket(context);
      const Key = context.key();
      const kept = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes(1) }));
      const VersioningConfiguration = { Status: 'Suspended' } as const;
      await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
      for (const size of [2, 3]) await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes(size) }));
      const listed = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }));
      assert.deepEqual(
        listed.Versions?.map(({ VersionId, Size }) => [VersionId, Size]),
        [
          ['null', 3],
          [kept.VersionId, 1],
        ],
      );
    },
  },
  {
    id: 'versions/unknown',
    run: async (context) => {
      const { target, key } = context;
      const { client, Bucket } = await versionedBucket(context);
      const Key = key();
      const first = await client.send(new PutObjectCommand({ Bucket, Key, Body: bytes(1) }));
      const other = key();
      await client.send(new PutObjectCommand({ Bucket, Key: other, Body: bytes(1) }));
      const query = [['versionId', first.VersionId ?? '']] as const;
      const foreign = await target.raw({ method: 'GET', bucket: Bucket, key: other, query });
      expectRefusal(foreign, 404, 'NoSuchVersion');
    },
  },
];

async function versionedBucket({
  target,
}: CaseContext): Promise<{ client: ReturnType<typeof target.client>; Bucket: string }> {
  const client = target.client();
  const Bucket = uniqueName('conformance-versions');
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  return { client, Bucket };
}
