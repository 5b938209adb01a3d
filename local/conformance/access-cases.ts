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

const quarter = 15 * 60_000;

export const accessCases: readonly ConformanceCase[] = [
  {
    id: 'signature/wrong-secret',
    run: async ({ target, bucket, key }) => {
      const credentials = { ...target.admin, secretAccessKey: 'wrong' };
      const answer = await target.raw({ method: 'GET', bucket, key: key(), credentials });
      assert.equal(answer.status, 403);
    },
  },
  {
    id: 'signature/unknown-key',
    run: async ({ target, bucket, key }) => {
      const credentials = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' };
      const answer = await target.raw({ method: 'GET', bucket, key: key(), credentials });
      assert.equal(answer.status, 403);
    },
  },
  {
    id: 'signature/error-codes',
    run: async ({ target, bucket, key }) => {
      const wrong = { ...target.admin, secretAccessKey: 'wrong' };
      const refused = await target.raw({ method: 'GET', bucket, key: key(), credentials: wrong });
      expectRefusal(refused, 403, 'SignatureDoesNotMatch');
      const unknown = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' };
      const stranger = await target.raw({ method: 'GET', bucket, key: key(), credentials: unknown });
      expectRefusal(stranger, 403, 'InvalidAccessKeyId');
    },
  },
  {
    id: 'signature/anonymous',
    run: async ({ target, bucket, key }) => {
      expectRefusal(
        await target.raw({ method: 'GET', bucket, key: key(), credentials: null }),
        403,
        'AccessDenied',
      );
      const put = await target.raw({ method: 'PUT', bucket, key: key(), body: bytes(1), credentials: null });
      expectRefusal(put, 403, 'AccessDenied');
    },
  },
  {
    id: 'signature/header-changed',
    run: async ({ target, bucket, key }) => {
      const answer = await target.raw({
        method: 'PUT',
        bucket,
        key: key(),
        headers: { 'x-amz-meta-a': 'signed' },
        tampered: { 'x-amz-meta-a': 'changed' },
      });
      assert.equal(answer.status, 403);
    },
  },
  {
    id: 'signature/amz-header-unsigned',
    run: async ({ target, bucket, key }) => {
      const tampered = { 'x-amz-meta-added': 'later' };
      const answer = await target.raw({ method: 'PUT', bucket, key: key(), tampered });
      assert.equal(answer.status, 403);
    },
  },
  {
    id: 'signature/skewed-clock',
    run: async ({ target, bucket, key }) => {
      for (const offset of [-quarter - 60_000, quarter + 60_000]) {
        const now = new Date(Date.now() + offset);
        expectRefusal(
          await target.raw({ method: 'GET', bucket, key: key(), now }),
          403,
          'RequestTimeTooSkewed',
        );
      }
      const now = new Date(Date.now() - quarter + 60_000);
      expectRefusal(await target.raw({ method: 'GET', bucket, key: key(), now }), 404, 'NoSuchKey');
    },
  },
  {
    id: 'signature/session-token-missing',
    run: async ({ target, key }) => {
      const { accessKeyId, secretAccessKey } = target.alice;
      const answer = await target.raw({
        method: 'GET',
        bucket: target.sharedBucket,
        key: target.alicePrefix + key(),
        credentials: { accessKeyId, secretAccessKey },
      });
      assert.ok(answer.status === 403 || answer.status === 400, `${answer.status}`);
    },
  },
  {
    id: 'signature/session-token-foreign',
    run: async ({ target, key }) => {
      const answer = await target.raw({
        method: 'GET',
        bucket: target.sharedBucket,
        key: target.alicePrefix + key(),
        credentials: { ...target.alice, sessionToken: target.bob.sessionToken ?? '' },
      });
      assert.ok(answer.status === 403 || answer.status === 400, `${answer.status}`);
    },
  },
  {
    id: 'presigned/get-and-put',
    run: async ({ target, bucket, key }) => {
      const Key = key('ü +&');
      const put = await target.presigned({ method: 'PUT', bucket, key: Key, seconds: 60, body: bytes(9) });
      assert.equal(put.status, 200, put.text);
      const got = await target.presigned({ method: 'GET', bucket, key: Key, seconds: 60 });
      assert.deepEqual(got.body, bytes(9));
    },
  },
  {
    id: 'presigned/expired',
    run: async ({ target, bucket, key }) => {
      const now = new Date(Date.now() - 120_000);
      const answer = await target.presigned({ method: 'GET', bucket, key: key(), seconds: 60, now });
      expectRefusal(answer, 403, 'AccessDenied');
    },
  },
  {
    id: 'presigned/other-method',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(1) });
      const answer = await target.presigned({
        method: 'PUT',
        sentAs: 'DELETE',
        bucket,
        key: Key,
        seconds: 60,
      });
      assert.equal(answer.status, 403);
      assert.equal((await target.raw({ method: 'HEAD', bucket, key: Key })).status, 200);
    },
  },
  {
    id: 'presigned/too-long',
    run: async ({ target, bucket, key }) => {
      const answer = await target.presigned({ method: 'GET', bucket, key: key(), seconds: 604_801 });
      assert.ok(answer.status === 400 || answer.status === 403, `${answer.status}`);
    },
  },
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
      for (const Prefix of [target.alicePrefix, '', 'users/', `${target.bobPrefix.slice(0, -1)}`]) {
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
