import assert from 'node:assert/strict';
import {
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { bytes, type ConformanceCase, expectFailure, expectRefusal } from './case.ts';
import { begin, partSize } from './upload.ts';

export const multipartCases: readonly ConformanceCase[] = [
  {
    id: 'multipart/round-trip',
    run: async (context) => {
      const upload = await begin(context);
      const parts = [bytes(partSize, '1'), bytes(partSize + 1, '2'), bytes(7, '3')];
      const etags = [];
      for (const [index, part] of parts.entries()) etags.push(await upload.part(index + 1, part));
      await upload.complete(etags);
      const digests = Buffer.concat(parts.map((part) => createHash('md5').update(part).digest()));
      const { target, bucket } = context;
      const head = await target.raw({ method: 'HEAD', bucket, key: upload.key });
      assert.equal(head.headers['etag'], `"${createHash('md5').update(digests).digest('hex')}-3"`);
      const whole = Buffer.concat(parts);
      assert.ok((await upload.get()).equals(whole));
      const across = await upload.get(`bytes=${partSize - 10}-${partSize + 9}`);
      assert.deepEqual(across, whole.subarray(partSize - 10, partSize + 10));
      const across3 = await upload.get(`bytes=${partSize - 1}-${2 * partSize + 2}`);
      assert.ok(across3.equals(whole.subarray(partSize - 1, 2 * partSize + 3)));
      await expectFailure(upload.part(4, bytes(1)), 404, 'NoSuchUpload');
    },
  },
  {
    id: 'multipart/complete-tells-etag',
    run: async (context) => {
      const upload = await begin(context);
      const done = await upload.complete([await upload.part(1, bytes(1))]);
      const { target, bucket } = context;
      const head = await target.raw({ method: 'HEAD', bucket, key: upload.key });
      assert.equal(done.ETag, head.headers['etag']);
    },
  },
  {
    id: 'multipart/sparse-numbers',
    run: async (context) => {
      const upload = await begin(context);
      const [second, last] = [bytes(partSize, 'x'), bytes(1, 'y')];
      const etags = [await upload.part(2, second), await upload.part(10_000, last)];
      await upload.complete(etags, [2, 10_000]);
      assert.ok((await upload.get()).equals(Buffer.concat([second, last])));
    },
  },
  {
    id: 'multipart/part-replaced',
    run: async (context) => {
      const upload = await begin(context);
      const stale = await upload.part(1, bytes(10, 'old'));
      const fresh = await upload.part(1, bytes(20, 'new'));
      await expectFailure(upload.complete([stale]), 400, 'InvalidPart');
      await upload.complete([fresh]);
      assert.deepEqual(await upload.get(), bytes(20, 'new'));
    },
  },
  {
    id: 'multipart/subset-of-parts',
    run: async (context) => {
      const upload = await begin(context);
      const first = await upload.part(1, bytes(11, '1'));
      await upload.part(2, bytes(12, '2'));
      await upload.complete([first]);
      assert.deepEqual(await upload.get(), bytes(11, '1'));
    },
  },
  {
    id: 'multipart/too-small',
    run: async (context) => {
      const upload = await begin(context);
      const etags = [await upload.part(1, bytes(partSize - 1)), await upload.part(2, bytes(1))];
      await expectFailure(upload.complete(etags), 400, 'EntityTooSmall');
      await upload.abort();
    },
  },
  {
    id: 'multipart/part-order',
    run: async (context) => {
      const upload = await begin(context);
      const etags = [await upload.part(1, bytes(partSize)), await upload.part(2, bytes(1))];
      await expectFailure(upload.complete(etags.toReversed(), [2, 1]), 400, 'InvalidPartOrder');
      await expectFailure(upload.complete([etags[0] ?? '', etags[0] ?? ''], [1, 1]), 400, 'InvalidPartOrder');
      await upload.abort();
    },
  },
  {
    id: 'multipart/absent-part',
    run: async (context) => {
      const upload = await begin(context);
      const etag = await upload.part(1, bytes(5));
      await expectFailure(upload.complete([etag], [3]), 400, 'InvalidPart');
      await upload.abort();
    },
  },
  {
    id: 'multipart/no-parts',
    run: async (context) => {
      const upload = await begin(context);
      await expectFailure(upload.complete([]), 400, 'MalformedXML');
      await upload.abort();
    },
  },
  {
    id: 'multipart/part-number-limits',
    run: async (context) => {
      const upload = await begin(context);
      await expectFailure(upload.part(0, bytes(1)), 400, 'InvalidArgument');
      await expectFailure(upload.part(10_001, bytes(1)), 400, 'InvalidArgument');
      await upload.abort();
    },
  },
  {
    id: 'multipart/abort',
    run: async (context) => {
      const upload = await begin(context);
      const etag = await upload.part(1, bytes(5));
      await upload.abort();
      await expectFailure(upload.complete([etag]), 404, 'NoSuchUpload');
      await expectFailure(upload.abort(), 404, 'NoSuchUpload');
      const { target, bucket } = context;
      assert.equal((await target.raw({ method: 'HEAD', bucket, key: upload.key })).status, 404);
    },
  },
  {
    id: 'multipart/unknown-upload',
    run: async ({ target, bucket, key }) => {
      for (const uploadId of ['absent', '../../x', 'a'.repeat(300)]) {
        const answer = await target.raw({
          method: 'GET',
          bucket,
          key: key(),
          query: [['uploadId', uploadId]],
        });
        expectRefusal(answer, 404, 'NoSuchUpload');
      }
    },
  },
  {
    id: 'multipart/list-parts-paged',
    run: async (context) => {
      const upload = await begin(context);
      const numbers = [1, 2, 3, 7, 100];
      for (const number of numbers) await upload.part(number, bytes(number));
      const client = context.target.client();
      const seen: number[] = [];
      let marker: string | undefined;
      for (let pages = 0; pages < 5; pages += 1) {
        const page = await client.send(
          new ListPartsCommand({
            ...upload.at,
            MaxParts: 2,
            ...(marker === undefined ? {} : { PartNumberMarker: marker }),
          }),
        );
        for (const part of page.Parts ?? []) {
          assert.equal(part.Size, part.PartNumber);
          seen.push(part.PartNumber ?? 0);
        }
        if (page.IsTruncated !== true) break;
        marker = page.NextPartNumberMarker;
      }
      assert.deepEqual(seen, numbers);
      await upload.abort();
    },
  },
  {
    id: 'multipart/list-uploads',
    run: async (context) => {
      const upload = await begin(context);
      const client = context.target.client();
      const list = (): Promise<ListMultipartUploadsCommandOutput> =>
        client.send(new ListMultipartUploadsCommand({ Bucket: context.bucket, Prefix: upload.key }));
      const { Uploads = [] } = await list();
      assert.deepEqual(
        Uploads.map(({ Key, UploadId }) => [Key, UploadId]),
        [[upload.key, upload.at.UploadId]],
      );
      await upload.abort();
      assert.deepEqual((await list()).Uploads ?? [], []);
    },
  },
  {
    id: 'multipart/copy-part',
    run: async (context) => {
      const { target, bucket, key } = context;
      const client = target.client();
      const Key = key('source ü');
      const source = bytes(partSize + 100, 's');
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: source }));
      const upload = await begin(context);
      const CopySource = `${bucket}/${encodeURIComponent(Key)}`;
      const etags: string[] = [];
      for (const [index, CopySourceRange] of [
        `bytes=0-${partSize - 1}`,
        `bytes=${partSize}-${partSize + 99}`,
      ].entries()) {
        const copied = await client.send(
          new UploadPartCopyCommand({ ...upload.at, PartNumber: index + 1, CopySource, CopySourceRange }),
        );
        etags.push(copied.CopyPartResult?.ETag ?? '');
      }
      await upload.complete(etags);
      assert.ok((await upload.get()).equals(source));
    },
  },
  {
    id: 'multipart/copy-part-range-outside',
    run: async (context) => {
      const { target, bucket, key } = context;
      const client = target.client();
      const Key = key();
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: bytes(10) }));
      const upload = await begin(context);
      const copy = {
        ...upload.at,
        PartNumber: 1,
        CopySource: `${bucket}/${encodeURIComponent(Key)}`,
        CopySourceRange: 'bytes=0-10',
      };
      const outcome = await client.send(new UploadPartCopyCommand(copy)).then(
        () => 'copied',
        (error: unknown) => (error instanceof Error ? error.name : ''),
      );
      assert.match(outcome, /^InvalidRange$|^InvalidArgument$/u);
      await upload.abort();
    },
  },
  {
    id: 'multipart/metadata',
    run: async (context) => {
      const upload = await begin(context, { ContentType: 'text/x', Metadata: { a: 'b' } });
      await upload.complete([await upload.part(1, bytes(1))]);
      const head = await context.target
        .client()
        .send(new HeadObjectCommand({ Bucket: context.bucket, Key: upload.key }));
      assert.equal(head.ContentType, 'text/x');
      assert.deepEqual(head.Metadata, { a: 'b' });
    },
  },
  {
    id: 'multipart/if-none-match',
    run: async (context) => {
      const upload = await begin(context);
      const etag = await upload.part(1, bytes(1));
      await context.target.raw({ method: 'PUT', bucket: context.bucket, key: upload.key, body: bytes(3) });
      await expectFailure(upload.complete([etag], [1], { IfNoneMatch: '*' }), 412, 'PreconditionFailed');
      assert.equal((await upload.get()).length, 3);
      await upload.complete([etag]);
      assert.equal((await upload.get()).length, 1);
    },
  },
];
