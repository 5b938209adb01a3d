import assert from 'node:assert/strict';
import {
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3';
import { bytes, type CaseContext, type ConformanceCase, expectRefusal } from './case.ts';

/** In UTF-8 order; UTF-16 order would put the emoji before the last. */
const names = ['A', 'a', 'a b', 'a/1', 'a/2', 'a/b/3', 'a0', 'b/', 'b/x', 'é', '￼', '😀'];

export const listingCases: readonly ConformanceCase[] = [
  {
    id: 'list/order',
    run: async (context) => {
      const { list, prefix } = await filled(context);
      const { Contents = [] } = await list({});
      assert.deepEqual(
        Contents.map(({ Key }) => Key?.slice(prefix.length)),
        names,
      );
      assert.equal(Contents[0]?.Size, 1);
    },
  },
  {
    id: 'list/paged',
    run: async (context) => {
      const { list, prefix } = await filled(context);
      for (const MaxKeys of [1, 5, names.length]) {
        const seen: string[] = [];
        let token: string | undefined;
        for (let page = 0; page <= names.length; page += 1) {
          const answer = await list({
            MaxKeys,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          });
          assert.equal(answer.KeyCount, answer.Contents?.length ?? 0);
          for (const { Key = '' } of answer.Contents ?? []) seen.push(Key.slice(prefix.length));
          token = answer.NextContinuationToken;
          assert.equal(answer.IsTruncated, token !== undefined);
          if (token === undefined) break;
        }
        assert.deepEqual(seen, names);
      }
    },
  },
  {
    id: 'list/delimiter',
    run: async (context) => {
      const { list, prefix } = await filled(context);
      const top = await list({ Delimiter: '/' });
      assert.deepEqual(
        top.CommonPrefixes?.map(({ Prefix }) => Prefix?.slice(prefix.length)),
        ['a/', 'b/'],
      );
      assert.equal(top.KeyCount, names.length - 3);
      const below = await list({ Delimiter: '/', Prefix: `${prefix}a/` });
      assert.deepEqual(
        below.Contents?.map(({ Key }) => Key?.slice(prefix.length)),
        ['a/1', 'a/2'],
      );
      assert.deepEqual(
        below.CommonPrefixes?.map(({ Prefix }) => Prefix?.slice(prefix.length)),
        ['a/b/'],
      );
    },
  },
  {
    id: 'list/delimiter-paged',
    run: async (context) => {
      const { list, prefix } = await filled(context);
      const seen: string[] = [];
      let token: string | undefined;
      for (let page = 0; page <= names.length; page += 1) {
        const more = token === undefined ? {} : { ContinuationToken: token };
        const answer = await list({ Delimiter: '/', MaxKeys: 1, ...more });
        for (const { Key = '' } of answer.Contents ?? []) seen.push(Key.slice(prefix.length));
        for (const { Prefix = '' } of answer.CommonPrefixes ?? []) seen.push(Prefix.slice(prefix.length));
        token = answer.NextContinuationToken;
        if (token === undefined) break;
      }
      assert.deepEqual(seen, ['A', 'a', 'a b', 'a/', 'a0', 'b/', 'é', '￼', '😀']);
    },
  },
  {
    id: 'list/start-after',
    run: async (context) => {
      const { list, prefix } = await filled(context);
      const answer = await list({ StartAfter: `${prefix}a/2` });
      assert.deepEqual(
        answer.Contents?.map(({ Key }) => Key?.slice(prefix.length)),
        names.slice(5),
      );
    },
  },
  {
    id: 'list/url-encoding',
    run: async (context) => {
      const { target, bucket, key } = context;
      const Key = `${key()}/ü +&`;
      await target.raw({ method: 'PUT', bucket, key: Key, body: bytes(1) });
      const query = [
        ['list-type', '2'],
        ['encoding-type', 'url'],
        ['prefix', Key],
      ] as const;
      const answer = await target.raw({ method: 'GET', bucket, query });
      const encoded = /<Key>([^<]*)<\/Key>/u.exec(answer.text)?.[1] ?? '';
      assert.ok(encoded.includes('%C3%BC') && encoded.includes('%2B') && encoded.includes('%26'), encoded);
      assert.equal(decodeURIComponent(encoded.replaceAll('+', ' ')), Key);
    },
  },
  ...(
    [
      ['max-keys', 'many'],
      ['encoding-type', 'base64'],
    ] as const
  ).map((pair): ConformanceCase => ({
    id: `list/bad-${pair[0]}`,
    run: async ({ target, bucket }) => {
      const answer = await target.raw({ method: 'GET', bucket, query: [['list-type', '2'], pair] });
      expectRefusal(answer, 400, 'InvalidArgument');
    },
  })),
  {
    id: 'list/bad-token',
    run: async ({ target, bucket }) => {
      const query = [
        ['list-type', '2'],
        ['continuation-token', 'nonsense!'],
      ] as const;
      expectRefusal(await target.raw({ method: 'GET', bucket, query }), 400, 'InvalidArgument');
    },
  },
  {
    id: 'list/none-asked',
    run: async (context) => {
      const { list } = await filled(context);
      const answer = await list({ MaxKeys: 0 });
      assert.equal(answer.KeyCount, 0);
      assert.equal(answer.IsTruncated, false);
    },
  },
  {
    id: 'bucket/known',
    run: async ({ target, bucket }) => {
      const client = target.client();
      await client.send(new HeadBucketCommand({ Bucket: bucket }));
      const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
      assert.ok(Buckets.some(({ Name }) => Name === bucket));
      const location = await client.send(new GetBucketLocationCommand({ Bucket: bucket }));
      assert.ok(location.$metadata.httpStatusCode === 200);
    },
  },
  {
    id: 'bucket/bad-name',
    run: async ({ target }) => {
      for (const name of ['ab', 'Upper', 'a..b']) {
        const answer = await target.raw({ method: 'PUT', bucket: name });
        expectRefusal(answer, 400, 'InvalidBucketName');
      }
    },
  },
];

async function filled({ target, bucket, key }: CaseContext): Promise<{
  prefix: string;
  list: (more: Partial<ListObjectsV2CommandInput>) => Promise<ListObjectsV2CommandOutput>;
}> {
  const client = target.client();
  const prefix = `${key('list')}/`;
  for (const name of names.toReversed()) {
    await target.raw({ method: 'PUT', bucket, key: prefix + name, body: bytes(1) });
  }
  return {
    prefix,
    list: (more) => client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...more })),
  };
}
