import assert from 'node:assert/strict';
import { bytes, type CaseContext, type ConformanceCase, expectRefusal } from './case.ts';

const size = 1000;

/** Range header, and the bytes expected: null the whole object with 200, `416` a refusal. */
const ranges: readonly (readonly [string, readonly [number, number] | null | 416])[] = [
  ['bytes=0-0', [0, 0]],
  ['bytes=0-999', [0, 999]],
  ['bytes=10-19', [10, 19]],
  ['bytes=990-', [990, 999]],
  ['bytes=990-5000', [990, 999]],
  ['bytes=-1', [999, 999]],
  ['bytes=-5000', [0, 999]],
  ['bytes=999-999', [999, 999]],
  ['bytes=1000-', 416],
  ['bytes=1000-1001', 416],
  ['bytes=-0', 416],
  ['bytes=5-2', null],
  ['bytes=abc', null],
  ['lines=1-2', null],
];

export const readCases: readonly ConformanceCase[] = [
  ...ranges.map(([range, expected]): ConformanceCase => ({
    id: `range/${range}`,
    run: async ({ target, bucket, key }) => {
      const Key = key('range');
      const body = bytes(size);
      await target.raw({ method: 'PUT', bucket, key: Key, body });
      const answer = await target.raw({ method: 'GET', bucket, key: Key, headers: { range } });
      if (expected === 416) {
        expectRefusal(answer, 416, 'InvalidRange');
        return;
      }
      assert.equal(answer.status, expected === null ? 200 : 206);
      const [first, last] = expected ?? [0, size - 1];
      assert.deepEqual(answer.body, body.subarray(first, last + 1));
      assert.equal(answer.headers['content-length'], String(last - first + 1));
      assert.equal(
        answer.headers['content-range'],
        expected === null ? undefined : `bytes ${first}-${last}/${size}`,
      );
    },
  })),
  {
    id: 'range/empty-object',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key });
      const answer = await target.raw({ method: 'GET', bucket, key: Key, headers: { range: 'bytes=0-' } });
      expectRefusal(answer, 416, 'InvalidRange');
    },
  },
  {
    id: 'range/head',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(size) });
      const answer = await target.raw({ method: 'HEAD', bucket, key: Key, headers: { range: 'bytes=0-9' } });
      assert.equal(answer.status, 206);
      assert.equal(answer.headers['content-length'], '10');
    },
  },
  {
    id: 'read/if-match',
    run: async (context) => {
      const { etag, get } = await stored(context);
      assert.equal((await get({ 'if-match': etag })).status, 200);
      assert.equal((await get({ 'if-match': etag, range: 'bytes=0-4' })).status, 206);
      expectRefusal(await get({ 'if-match': '"0123"' }), 412, 'PreconditionFailed');
    },
  },
  {
    id: 'read/if-none-match',
    run: async (context) => {
      const { etag, get } = await stored(context);
      const same = await get({ 'if-none-match': etag });
      assert.equal(same.status, 304);
      assert.equal(same.body.length, 0);
      assert.equal((await get({ 'if-none-match': '"0123"' })).status, 200);
    },
  },
  {
    id: 'read/if-modified-since',
    run: async (context) => {
      const { modified, get } = await stored(context);
      const earlier = new Date(new Date(modified).getTime() - 60_000).toUTCString();
      assert.equal((await get({ 'if-modified-since': modified })).status, 304);
      assert.equal((await get({ 'if-modified-since': earlier })).status, 200);
      assert.equal((await get({ 'if-unmodified-since': modified })).status, 200);
      assert.equal((await get({ 'if-unmodified-since': earlier })).status, 412);
    },
  },
  {
    id: 'read/response-overrides',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(5) });
      const query = [
        ['response-content-type', 'text/other'],
        ['response-content-disposition', 'attachment; filename="a b"'],
      ] as const;
      const answer = await target.raw({ method: 'GET', bucket, key: Key, query });
      assert.equal(answer.headers['content-type'], 'text/other');
      assert.equal(answer.headers['content-disposition'], 'attachment; filename="a b"');
    },
  },
  {
    id: 'write/if-none-match',
    run: async ({ target, bucket, key }) => {
      const put = (body: Buffer, headers = {}): ReturnType<typeof target.raw> =>
        target.raw({ method: 'PUT', bucket, key: Key, body, headers });
      const Key = key();
      assert.equal((await put(bytes(1), { 'if-none-match': '*' })).status, 200);
      expectRefusal(await put(bytes(2), { 'if-none-match': '*' }), 412, 'PreconditionFailed');
      assert.equal((await target.raw({ method: 'GET', bucket, key: Key })).body.length, 1);
    },
  },
  {
    id: 'write/if-none-match-race',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      const racers = Array.from({ length: 6 }, (_, index) =>
        target.raw({
          method: 'PUT',
          bucket,
          key: Key,
          body: bytes(1000 + index),
          headers: { 'if-none-match': '*' },
        }),
      );
      const statuses = (await Promise.all(racers)).map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 1, statuses.join(' '));
    },
  },
  {
    id: 'write/if-match',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      const put = (body: Buffer, headers = {}): ReturnType<typeof target.raw> =>
        target.raw({ method: 'PUT', bucket, key: Key, body, headers });
      const first = await put(bytes(1));
      expectRefusal(await put(bytes(2), { 'if-match': '"0123"' }), 412, 'PreconditionFailed');
      assert.equal((await put(bytes(2), { 'if-match': first.headers['etag'] ?? '' })).status, 200);
    },
  },
];

async function stored({ target, bucket, key }: CaseContext): Promise<{
  etag: string;
  modified: string;
  get: (headers: Record<string, string>) => ReturnType<typeof target.raw>;
}> {
  const Key = key();
  await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(20) });
  const head = await target.raw({ method: 'HEAD', bucket, key: Key });
  return {
    etag: head.headers['etag'] ?? '',
    modified: head.headers['last-modified'] ?? '',
    get: (headers) => target.raw({ method: 'GET', bucket, key: Key, headers }),
  };
}
