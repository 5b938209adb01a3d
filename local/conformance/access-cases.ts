import assert from 'node:assert/strict';
import { bytes, type ConformanceCase, expectRefusal } from './case.ts';

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
];
