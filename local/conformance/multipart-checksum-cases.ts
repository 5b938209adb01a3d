import assert from 'node:assert/strict';
import { HeadObjectCommand, ListPartsCommand } from '@aws-sdk/client-s3';
import { bytes, type ConformanceCase, crc32Base64, expectFailure, sha256Base64 } from './case.ts';
import { begin, partSize } from './upload.ts';

export const multipartChecksumCases: readonly ConformanceCase[] = [
  {
    id: 'multipart/object-size',
    run: async (context) => {
      const upload = await begin(context);
      const etag = await upload.part(1, bytes(10));
      await expectFailure(upload.complete([etag], [1], { MpuObjectSize: 11 }), 400, 'InvalidRequest');
      await upload.complete([etag], [1], { MpuObjectSize: 10 });
    },
  },
  {
    id: 'multipart/full-object-crc32',
    run: async (context) => {
      const upload = await begin(context, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
      const parts = [bytes(partSize, '1'), bytes(partSize + 3, '2'), bytes(9, '3')];
      const etags: string[] = [];
      for (const [index, part] of parts.entries()) {
        etags.push(await upload.part(index + 1, part, { ChecksumCRC32: crc32Base64(part) }));
      }
      const whole = crc32Base64(Buffer.concat(parts));
      const type = { ChecksumType: 'FULL_OBJECT' } as const;
      await expectFailure(
        upload.complete(etags, [1, 2, 3], { ...type, ChecksumCRC32: 'AAAAAA==' }),
        400,
        'BadDigest',
      );
      const done = await upload.complete(etags, [1, 2, 3], { ...type, ChecksumCRC32: whole });
      assert.equal(done.ChecksumCRC32, whole);
      const head = await context.target
        .client()
        .send(new HeadObjectCommand({ Bucket: context.bucket, Key: upload.key, ChecksumMode: 'ENABLED' }));
      assert.equal(head.ChecksumCRC32, whole);
      assert.equal(head.ChecksumType, 'FULL_OBJECT');
    },
  },
  {
    id: 'multipart/composite-sha256',
    run: async (context) => {
      const upload = await begin(context, { ChecksumAlgorithm: 'SHA256' });
      const parts = [bytes(partSize, '1'), bytes(9, '3')];
      const sums = parts.map(sha256Base64);
      const etags: string[] = [];
      for (const [index, part] of parts.entries()) {
        etags.push(await upload.part(index + 1, part, { ChecksumSHA256: sums[index] ?? '' }));
      }
      await expectFailure(upload.complete(etags), 400, 'InvalidRequest');
      const Parts = etags.map((ETag, index) => ({
        ETag,
        PartNumber: index + 1,
        ChecksumSHA256: sums[index],
      }));
      const done = await upload.complete(etags, [1, 2], { MultipartUpload: { Parts } });
      const digests = Buffer.concat(sums.map((sum) => Buffer.from(sum, 'base64')));
      assert.equal(done.ChecksumSHA256, `${sha256Base64(digests)}-2`);
    },
  },
  {
    id: 'multipart/other-algorithm',
    run: async (context) => {
      const upload = await begin(context, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
      const part = bytes(5);
      await expectFailure(
        upload.part(1, part, { ChecksumSHA256: sha256Base64(part) }),
        400,
        'InvalidRequest',
      );
      await upload.abort();
    },
  },
  {
    id: 'multipart/sha256-full-object',
    run: async (context) => {
      const begun = begin(context, { ChecksumAlgorithm: 'SHA256', ChecksumType: 'FULL_OBJECT' });
      await expectFailure(begun, 400, 'InvalidRequest');
    },
  },
  {
    id: 'multipart/list-parts-checksums',
    run: async (context) => {
      const upload = await begin(context, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
      const part = bytes(50);
      await upload.part(1, part, { ChecksumCRC32: crc32Base64(part) });
      const listed = await context.target.client().send(new ListPartsCommand(upload.at));
      assert.equal(listed.Parts?.[0]?.ChecksumCRC32, crc32Base64(part));
      assert.equal(listed.ChecksumType, 'FULL_OBJECT');
      await upload.abort();
    },
  },
];
