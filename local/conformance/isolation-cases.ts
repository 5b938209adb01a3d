import assert from 'node:assert/strict';
import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import {
  bytes,
  type CaseContext,
  type ConformanceCase,
  expectFailure,
  expectRefusal,
  md5Base64,
} from './case.ts';

/** What keeps two people of one role apart. */
export const isolationCases: readonly ConformanceCase[] = [
  {
    id: 'isolation/own-prefix',
    run: async ({ target, key }) => {
      const client = target.client(target.alice);
      const at = { Bucket: target.sharedBucket, Key: target.alicePrefix + key() };
      await client.send(new PutObjectCommand({ ...at, Body: bytes(4) }));
      const got = await client.send(new GetObjectCommand(at));
      assert.equal(got.ContentLength, 4);
      await got.Body?.transformToByteArray();
      const list = new ListObjectsV2Command({ Bucket: target.sharedBucket, Prefix: target.alicePrefix });
      assert.ok((await client.send(list)).Contents?.some(({ Key }) => Key === at.Key));
      await client.send(new DeleteObjectCommand(at));
    },
  },
  ...foreignRequests(),
  {
    id: 'isolation/list-foreign',
    run: async ({ target }) => {
      const client = target.client(target.bob);
      const Bucket = target.sharedBucket;
      for (const Prefix of [target.alicePrefix, '', 'users/', target.bobPrefix.slice(0, -1)]) {
        await expectFailure(client.send(new ListObjectsV2Command({ Bucket, Prefix })), 403, 'AccessDenied');
      }
      await expectFailure(client.send(new ListObjectsV2Command({ Bucket })), 403, 'AccessDenied');
    },
  },
  {
    id: 'isolation/other-bucket',
    run: async ({ target, bucket, key }) => {
      const Key = target.alicePrefix + key();
      const put = target
        .client(target.alice)
        .send(new PutObjectCommand({ Bucket: bucket, Key, Body: bytes(1) }));
      await expectFailure(put, 403, 'AccessDenied');
    },
  },
  {
    id: 'isolation/dot-segments',
    run: async (context) => {
      const { target } = context;
      const { Key } = await aliceFile(context);
      const key = `${target.bobPrefix}../${Key.slice('users/'.length)}`;
      const answer = await target.raw({
        method: 'GET',
        bucket: target.sharedBucket,
        key,
        credentials: target.bob,
      });
      assert.notEqual(answer.status, 200);
    },
  },
  {
    id: 'isolation/missing-key-is-hidden',
    run: async ({ target, key }) => {
      const Key = target.alicePrefix + key();
      const answer = await target.raw({
        method: 'GET',
        bucket: target.sharedBucket,
        key: Key,
        credentials: target.alice,
      });
      expectRefusal(answer, 403, 'AccessDenied');
    },
  },
  {
    id: 'isolation/batch-delete',
    run: async (context) => {
      const { target } = context;
      const { Key } = await aliceFile(context);
      const body = Buffer.from(`<Delete><Object><Key>${Key}</Key></Object></Delete>`);
      await target.raw({
        method: 'POST',
        bucket: target.sharedBucket,
        query: [['delete', '']],
        body,
        headers: { 'content-md5': md5Base64(body) },
        credentials: target.bob,
      });
      const head = await target.raw({ method: 'HEAD', bucket: target.sharedBucket, key: Key });
      assert.equal(head.status, 200);
    },
  },
  {
    id: 'isolation/copy-from-foreign',
    run: async (context) => {
      const { target, key } = context;
      const { Key } = await aliceFile(context);
      const answer = await target.raw({
        method: 'PUT',
        bucket: target.sharedBucket,
        key: target.bobPrefix + key(),
        headers: { 'x-amz-copy-source': `/${target.sharedBucket}/${Key}` },
        credentials: target.bob,
      });
      expectRefusal(answer, 403, 'AccessDenied');
    },
  },
];

/** What bob may not do to a file of alice's. */
function foreignRequests(): ConformanceCase[] {
  const attempts: readonly (readonly [string, string, (readonly [string, string])[]])[] = [
    ['get', 'GET', []],
    ['put', 'PUT', []],
    ['delete', 'DELETE', []],
    ['create-multipart', 'POST', [['uploads', '']]],
    ['list-parts', 'GET', [['uploadId', '']]],
    ['abort', 'DELETE', [['uploadId', '']]],
  ];
  return attempts.map(([name, method, query]) => ({
    id: `isolation/foreign-${name}`,
    run: async (context) => {
      const { target } = context;
      const { Key } = await aliceFile(context);
      const body = method === 'PUT' ? bytes(1) : Buffer.alloc(0);
      const bucket = target.sharedBucket;
      const { UploadId = '' } = await target
        .client(target.alice)
        .send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
      const filled = query.map(
        ([parameter]) => [parameter, parameter === 'uploadId' ? UploadId : ''] as const,
      );
      const answer = await target.raw({
        method,
        bucket,
        key: Key,
        query: filled,
        body,
        credentials: target.bob,
      });
      expectRefusal(answer, 403, 'AccessDenied');
      const head = await target.raw({ method: 'HEAD', bucket, key: Key });
      assert.equal(head.headers['content-length'], '33');
    },
  }));
}

async function aliceFile({ target, key }: CaseContext): Promise<{ Bucket: string; Key: string }> {
  const at = { Bucket: target.sharedBucket, Key: target.alicePrefix + key() };
  await target.client(target.alice).send(new PutObjectCommand({ ...at, Body: bytes(33) }));
  return at;
}
