import assert from 'node:assert/strict';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  DeleteObjectTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import {
  bytes,
  type CaseContext,
  type ConformanceCase,
  expectFailure,
  expectRefusal,
  md5Base64,
  md5Hex,
} from './case.ts';

const hostileKeys = [
  '../../etc/passwd',
  'a/../b',
  '%2e%2e/%2F',
  '//double//slash',
  'trailing/',
  ' spaces  and+plus ',
  'ünïcode/日本語/😀',
  'quotes"\'<&>',
  'a'.repeat(1000),
  '.',
  '..',
  'semi;colon=equals?question#hash',
];

export const objectCases: readonly ConformanceCase[] = [
  {
    id: 'object/round-trip',
    run: async ({ target, bucket, key }) => {
      const client = target.client();
      for (const size of [0, 1, 65_536, 1_048_577]) {
        const Key = key(`size-${size}`);
        const Body = bytes(size);
        const put = await client.send(
          new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'text/x-test' }),
        );
        assert.equal(put.ETag, `"${md5Hex(Body)}"`);
        const got = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        assert.deepEqual(Buffer.from((await got.Body?.transformToByteArray()) ?? []), Body);
        assert.equal(got.ContentType, 'text/x-test');
        assert.equal(got.ETag, put.ETag);
        const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
        assert.equal(head.ContentLength, size);
        assert.equal(head.AcceptRanges, 'bytes');
      }
    },
  },
  ...hostileKeys.map((hostile): ConformanceCase => ({
    id: `object/hostile-key/${hostile.slice(0, 24)}`,
    run: async (context) => keepsKeysApart(context, hostile),
  })),
  {
    id: 'object/key-too-long',
    run: async ({ target, bucket }) => {
      const longest = await target.raw({ method: 'PUT', bucket, key: 'é'.repeat(512), body: bytes(1) });
      assert.equal(longest.status, 200);
      const answer = await target.raw({ method: 'PUT', bucket, key: `${'é'.repeat(512)}x`, body: bytes(1) });
      assert.equal(answer.status, 400);
      assert.match(answer.code ?? '', /^KeyTooLong(Error)?$|^InvalidObjectName$/u);
    },
  },
  {
    id: 'object/missing-key',
    run: async ({ target, bucket, key }) => {
      expectRefusal(await target.raw({ method: 'GET', bucket, key: key() }), 404, 'NoSuchKey');
      const head = await target.raw({ method: 'HEAD', bucket, key: key() });
      assert.equal(head.status, 404);
      assert.equal(head.body.length, 0);
    },
  },
  {
    id: 'object/missing-bucket',
    run: async ({ target }) => {
      expectRefusal(
        await target.raw({ method: 'GET', bucket: 'conformance-absent-bucket', key: 'x' }),
        404,
        'NoSuchBucket',
      );
    },
  },
  {
    id: 'object/error-document',
    run: async ({ target, bucket, key }) => {
      const answer = await target.raw({ method: 'GET', bucket, key: key() });
      assert.match(answer.headers['content-type'] ?? '', /xml/u);
      assert.match(answer.text, /<RequestId>[^<]+<\/RequestId>/u);
      assert.match(answer.text, /<HostId>[^<]+<\/HostId>/u);
      assert.ok(answer.headers['x-amz-request-id']);
    },
  },
  {
    id: 'object/metadata',
    run: async ({ target, bucket, key }) => {
      const client = target.client();
      const Key = key();
      const Metadata = { plain: 'value', 'with-dash': 'a, b; c="d"' };
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key,
          Body: bytes(1),
          Metadata,
          CacheControl: 'no-store',
          ContentDisposition: 'attachment; filename="x"',
          ContentEncoding: 'gzip',
          ContentLanguage: 'de',
        }),
      );
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key }));
      assert.deepEqual(head.Metadata, Metadata);
      assert.equal(head.CacheControl, 'no-store');
      assert.equal(head.ContentDisposition, 'attachment; filename="x"');
      assert.equal(head.ContentEncoding, 'gzip');
      assert.equal(head.ContentLanguage, 'de');
    },
  },
  {
    id: 'object/metadata-too-large',
    run: async ({ target, bucket, key }) => {
      const put = (length: number): ReturnType<typeof target.raw> =>
        target.raw({ method: 'PUT', bucket, key: key(), headers: { 'x-amz-meta-a': 'x'.repeat(length) } });
      assert.equal((await put(2047)).status, 200);
      expectRefusal(await put(2048), 400, 'MetadataTooLarge');
    },
  },
  {
    id: 'object/sse-default',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(3) });
      const head = await target.raw({ method: 'HEAD', bucket, key: Key });
      assert.equal(head.headers['x-amz-server-side-encryption'], 'AES256');
    },
  },
  {
    id: 'object/sse-unknown',
    run: async ({ target, bucket, key }) => {
      const headers = { 'x-amz-server-side-encryption': 'rot13' };
      expectRefusal(await target.raw({ method: 'PUT', bucket, key: key(), headers }), 400, 'InvalidArgument');
    },
  },
  {
    id: 'object/delete',
    run: async ({ target, bucket, key }) => {
      const client = target.client();
      const Key = key();
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: bytes(10) }));
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
      await expectFailure(client.send(new GetObjectCommand({ Bucket: bucket, Key })), 404, 'NoSuchKey');
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    },
  },
  {
    id: 'object/delete-batch',
    run: async ({ target, bucket, key }) => {
      const client = target.client();
      const keys = ['a&b', 'c<d>', ' e ', 'f'].map((name) => key(name));
      for (const Key of keys)
        await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: bytes(1) }));
      const Objects = [...keys, key('absent')].map((Key) => ({ Key }));
      const result = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
      assert.deepEqual(
        result.Deleted?.map(({ Key }) => Key).toSorted(),
        Objects.map(({ Key }) => Key).toSorted(),
      );
      for (const Key of keys)
        assert.equal((await target.raw({ method: 'HEAD', bucket, key: Key })).status, 404);
    },
  },
  {
    id: 'object/delete-batch-integrity',
    run: async ({ target, bucket, key }) => {
      const body = Buffer.from(`<Delete><Object><Key>${key()}</Key></Object></Delete>`);
      const request = { method: 'POST', bucket, query: [['delete', '']], body } as const;
      expectRefusal(await target.raw(request), 400, 'InvalidRequest');
      const wrong = { 'content-md5': md5Base64(bytes(1)) };
      expectRefusal(await target.raw({ ...request, headers: wrong }), 400, 'BadDigest');
    },
  },
  {
    id: 'object/xml-doctype',
    run: async ({ target, bucket }) => {
      const body = Buffer.from(
        '<!DOCTYPE d [<!ENTITY e "x">]><Delete><Object><Key>&e;</Key></Object></Delete>',
      );
      const headers = { 'content-md5': md5Base64(body) };
      expectRefusal(
        await target.raw({ method: 'POST', bucket, query: [['delete', '']], body, headers }),
        400,
        'MalformedXML',
      );
    },
  },
  {
    id: 'object/tagging',
    run: async ({ target, bucket, key }) => {
      const client = target.client();
      const at = { Bucket: bucket, Key: key() };
      await client.send(new PutObjectCommand({ ...at, Body: bytes(1), Tagging: 'a=1&b=two%20words' }));
      const first = await client.send(new GetObjectTaggingCommand(at));
      assert.deepEqual(first.TagSet, [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: 'two words' },
      ]);
      const TagSet = [{ Key: 'c', Value: '3' }];
      await client.send(new PutObjectTaggingCommand({ ...at, Tagging: { TagSet } }));
      assert.deepEqual((await client.send(new GetObjectTaggingCommand(at))).TagSet, TagSet);
      await client.send(new DeleteObjectTaggingCommand(at));
      assert.deepEqual((await client.send(new GetObjectTaggingCommand(at))).TagSet ?? [], []);
    },
  },
  {
    id: 'object/no-length',
    run: async ({ target, bucket, key }) => {
      const answer = await target.raw({
        method: 'PUT',
        bucket,
        key: key(),
        body: bytes(10),
        withoutLength: true,
      });
      expectRefusal(answer, 411, 'MissingContentLength');
    },
  },
  {
    id: 'object/unknown-subresource',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(1) });
      const answer = await target.raw({ method: 'PATCH', bucket, key: Key });
      assert.equal(answer.status, 405);
    },
  },
];

/** Stores under the hostile key and a neighbour, and finds both as they were. */
async function keepsKeysApart({ target, bucket }: CaseContext, hostile: string): Promise<void> {
  const neighbour = `${hostile}~`;
  for (const [index, name] of [hostile, neighbour].entries()) {
    const put = await target.raw({ method: 'PUT', bucket, key: name, body: bytes(100 + index, name) });
    assert.equal(put.status, 200, put.text);
  }
  for (const [index, name] of [hostile, neighbour].entries()) {
    const got = await target.raw({ method: 'GET', bucket, key: name });
    assert.deepEqual(got.body, bytes(100 + index, name));
    const listed = await target.raw({
      method: 'GET',
      bucket,
      query: [
        ['list-type', '2'],
        ['encoding-type', 'url'],
        ['prefix', name],
      ],
    });
    const keys = [...listed.text.matchAll(/<Key>([^<]*)<\/Key>/gu)].map((match) =>
      decodeURIComponent((match[1] ?? '').replaceAll('&apos;', "'").replaceAll('+', ' ')),
    );
    assert.ok(keys.includes(name), listed.text);
  }
}
