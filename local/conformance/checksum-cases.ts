import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { bytes, type ConformanceCase, crc32Base64, expectRefusal, md5Base64, sha256Base64 } from './case.ts';
import { chunkSigner, type Signature } from './sign.ts';

const body = bytes(20_000);
/** Published check values of "123456789". */
const checkInput = Buffer.from('123456789');
const checkValues = {
  crc32: 'cbf43926',
  crc32c: 'e3069283',
  crc64nvme: 'ae8b14860a799888',
  sha1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  sha256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
};

export const checksumCases: readonly ConformanceCase[] = [
  ...Object.entries(checkValues).map(([name, hex]): ConformanceCase => ({
    id: `checksum/${name}`,
    run: async ({ target, bucket, key }) => {
      const value = Buffer.from(hex, 'hex').toString('base64');
      const wrong = Buffer.alloc(hex.length / 2, 7).toString('base64');
      const header = `x-amz-checksum-${name}`;
      const Key = key();
      const put = (told: string): ReturnType<typeof target.raw> =>
        target.raw({ method: 'PUT', bucket, key: Key, body: checkInput, headers: { [header]: told } });
      expectRefusal(await put(wrong), 400, 'BadDigest');
      assert.equal((await target.raw({ method: 'HEAD', bucket, key: Key })).status, 404);
      expectRefusal(await put('AAAA'), 400, 'InvalidRequest');
      const done = await put(value);
      assert.equal(done.status, 200, done.text);
      const mode = { 'x-amz-checksum-mode': 'ENABLED' };
      const head = await target.raw({ method: 'HEAD', bucket, key: Key, headers: mode });
      assert.equal(head.headers[header], value);
      const plain = await target.raw({ method: 'GET', bucket, key: Key });
      assert.equal(plain.headers[header], undefined);
      const part = await target.raw({
        method: 'GET',
        bucket,
        key: Key,
        headers: { ...mode, range: 'bytes=0-1' },
      });
      assert.equal(part.headers[header], undefined);
    },
  })),
  {
    id: 'checksum/two-at-once',
    run: async ({ target, bucket, key }) => {
      const headers = {
        'x-amz-checksum-crc32': crc32Base64(body),
        'x-amz-checksum-sha256': sha256Base64(body),
      };
      expectRefusal(
        await target.raw({ method: 'PUT', bucket, key: key(), body, headers }),
        400,
        'InvalidRequest',
      );
    },
  },
  {
    id: 'checksum/named-but-missing',
    run: async ({ target, bucket, key }) => {
      const headers = { 'x-amz-sdk-checksum-algorithm': 'CRC32' };
      expectRefusal(
        await target.raw({ method: 'PUT', bucket, key: key(), body, headers }),
        400,
        'InvalidRequest',
      );
    },
  },
  {
    id: 'checksum/default-crc64nvme',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      await target.raw({ method: 'PUT', bucket, key: Key, body: checkInput });
      const headers = { 'x-amz-checksum-mode': 'ENABLED' };
      const head = await target.raw({ method: 'HEAD', bucket, key: Key, headers });
      const value = Buffer.from(checkValues.crc64nvme, 'hex').toString('base64');
      assert.equal(head.headers['x-amz-checksum-crc64nvme'], value);
    },
  },
  {
    id: 'checksum/content-md5',
    run: async ({ target, bucket, key }) => {
      const put = (md5: string): ReturnType<typeof target.raw> =>
        target.raw({ method: 'PUT', bucket, key: key(), body, headers: { 'content-md5': md5 } });
      assert.equal((await put(md5Base64(body))).status, 200);
      expectRefusal(await put(md5Base64(bytes(1))), 400, 'BadDigest');
      expectRefusal(await put('nonsense'), 400, 'InvalidDigest');
    },
  },
  {
    id: 'checksum/payload-hash',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      const answer = await target.raw({ method: 'PUT', bucket, key: Key, body, payloadHash: 'a'.repeat(64) });
      expectRefusal(answer, 400, 'XAmzContentSHA256Mismatch');
      assert.equal((await target.raw({ method: 'HEAD', bucket, key: Key })).status, 404);
    },
  },
  {
    id: 'checksum/unsigned-payload',
    run: async ({ target, bucket, key }) => {
      const Key = key();
      const answer = await target.raw({
        method: 'PUT',
        bucket,
        key: Key,
        body,
        payloadHash: 'UNSIGNED-PAYLOAD',
      });
      assert.equal(answer.status, 200);
      assert.ok((await target.raw({ method: 'GET', bucket, key: Key })).body.equals(body));
    },
  },
  {
    id: 'chunked/sdk-stream',
    run: async ({ target, bucket, key }) => {
      const client = new S3Client({
        endpoint: target.endpoint,
        region: target.region,
        forcePathStyle: true,
        credentials: target.admin,
        maxAttempts: 1,
      });
      const at = { Bucket: bucket, Key: key() };
      try {
        const Body = Readable.from([body.subarray(0, 9000), body.subarray(9000)]);
        await client.send(new PutObjectCommand({ ...at, Body, ContentLength: body.length }));
        const got = await client.send(new GetObjectCommand(at));
        assert.ok(body.equals(Buffer.from((await got.Body?.transformToByteArray()) ?? [])));
        assert.equal(got.ChecksumCRC32, crc32Base64(body));
      } finally {
        client.destroy();
      }
    },
  },
  chunkedCase('signed', {}, 200, ''),
  chunkedCase('signed-encoding-not-kept', { encodingStored: 'checked' }, 200, ''),
  chunkedCase('signed-tampered', { flip: true }, 403, 'SignatureDoesNotMatch'),
  chunkedCase('signed-truncated', { dropLast: true }, 400, 'IncompleteBody'),
  chunkedCase('signed-decoded-length', { decodedLength: body.length - 1 }, 400, 'IncompleteBody'),
  chunkedCase('signed-small-chunks', { chunkSize: 100 }, 403, 'InvalidChunkSizeError'),
  chunkedCase('signed-trailer', { trailer: crc32Base64(body) }, 200, ''),
  chunkedCase('signed-trailer-wrong', { trailer: 'AAAAAA==' }, 400, 'BadDigest'),
  chunkedCase('unsigned-trailer', { trailer: crc32Base64(body), unsigned: true }, 200, ''),
  chunkedCase('unsigned-trailer-wrong', { trailer: 'AAAAAA==', unsigned: true }, 400, 'BadDigest'),
  chunkedCase(
    'unsigned-trailer-unannounced',
    { trailer: crc32Base64(body), unsigned: true, announce: false },
    400,
    'MalformedTrailerError',
  ),
];

interface ChunkedShape {
  readonly chunkSize?: number;
  /** change one byte of the first chunk after signing */
  readonly flip?: boolean;
  /** leave the closing chunk out */
  readonly dropLast?: boolean;
  readonly decodedLength?: number;
  /** the x-amz-checksum-crc32 sent behind the body */
  readonly trailer?: string;
  readonly unsigned?: boolean;
  readonly announce?: boolean;
  /** also check that aws-chunked is not kept as the object's encoding */
  readonly encodingStored?: 'checked';
}

function chunkedCase(name: string, shape: ChunkedShape, status: number, code: string): ConformanceCase {
  return {
    id: `chunked/${name}`,
    run: async ({ target, bucket, key }) => {
      const Key = key();
      const kind =
        shape.unsigned === true ? 'STREAMING-UNSIGNED-PAYLOAD' : 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
      const answer = await target.raw({
        method: 'PUT',
        bucket,
        key: Key,
        payloadHash: shape.trailer === undefined ? kind : `${kind}-TRAILER`,
        headers: {
          'content-encoding': 'aws-chunked',
          'x-amz-decoded-content-length': String(shape.decodedLength ?? body.length),
          ...(shape.trailer === undefined || shape.announce === false
            ? {}
            : { 'x-amz-trailer': 'x-amz-checksum-crc32' }),
        },
        bodyFrom: (signature) => encode(signature, shape),
      });
      if (status === 200) {
        assert.equal(answer.status, 200, answer.text);
        const got = await target.raw({ method: 'GET', bucket, key: Key });
        assert.ok(got.body.equals(body));
        if (shape.encodingStored === 'checked') assert.equal(got.headers['content-encoding'], undefined);
      } else {
        expectRefusal(answer, status, code);
        assert.equal((await target.raw({ method: 'HEAD', bucket, key: Key })).status, 404);
      }
    },
  };
}

function encode(seed: Signature, shape: ChunkedShape): Buffer {
  const signer = shape.unsigned === true ? null : chunkSigner(seed);
  const size = shape.chunkSize ?? 8192;
  const pieces: Buffer[] = [];
  const frame = (data: Buffer): void => {
    const signature = signer === null ? '' : `;chunk-signature=${signer.chunk(data)}`;
    pieces.push(Buffer.from(`${data.length.toString(16)}${signature}\r\n`));
    const sent = Buffer.from(data);
    if (shape.flip === true && pieces.length === 1) sent.writeUInt8(sent.readUInt8(5) ^ 1, 5);
    if (data.length > 0) pieces.push(sent, Buffer.from('\r\n'));
  };
  for (let offset = 0; offset < body.length; offset += size) frame(body.subarray(offset, offset + size));
  if (shape.dropLast === true) return Buffer.concat(pieces);
  frame(Buffer.alloc(0));
  if (shape.trailer !== undefined) {
    const line = `x-amz-checksum-crc32:${shape.trailer}`;
    pieces.push(Buffer.from(`${line}\r\n`));
    if (signer !== null)
      pieces.push(Buffer.from(`x-amz-trailer-signature:${signer.trailer(`${line}\n`)}\r\n`));
  }
  pieces.push(Buffer.from('\r\n'));
  return Buffer.concat(pieces);
}
