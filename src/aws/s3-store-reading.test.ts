import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { answerRange, closeServers, read, refuse, signal, storeAnswering } from './s3-store-fixture.ts';

afterEach(closeServers);

describe('createS3Store(), reading', () => {
  it('reads a range of one version', async () => {
    const { store, seen } = await storeAnswering((_request, response) =>
      answerRange(response, 'bytes 0-4/9', 'abcde'),
    );
    const { bytes, size, etag } = await read(store);
    expect([new TextDecoder().decode(bytes), size, etag]).toEqual(['abcde', 9, '"e"']);
    expect(seen[0]?.headers).toMatchObject({ range: 'bytes=0-4', 'if-match': '"e"' });
  });

  it('takes fewer bytes where the object ends', async () => {
    const { store } = await storeAnswering((_request, response) =>
      answerRange(response, 'bytes 0-2/3', 'abc'),
    );
    expect(await read(store)).toMatchObject({ size: 3, bytes: { length: 3 } });
  });

  it.each(['bytes 1-4/9', 'bytes 0-3/9', 'bytes 0-4/4', 'bytes */9', 'bytes 0-4/*', 'nonsense'])(
    'refuses the range "%s"',
    async (range) => {
      const { store } = await storeAnswering((_request, response) => answerRange(response, range, 'abcde'));
      await expect(read(store)).rejects.toMatchObject({ code: 'store-answer-invalid' });
    },
  );

  it('refuses the whole object instead of a range', async () => {
    const { store } = await storeAnswering((_request, response) =>
      response.writeHead(200, { etag: '"e"' }).end('abcdefghi'),
    );
    await expect(read(store)).rejects.toMatchObject({ code: 'store-answer-invalid' });
  });

  it('names a body that breaks off, and leaves asking again to the caller', async () => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-4/9', etag: '"e"', 'content-length': 5 });
      response.write('ab', () => response.destroy());
    });
    await expect(read(store)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'body-broke-off', received: 2, length: 5 },
    });
    expect(seen).toHaveLength(1);
  });

  it('gives an empty object as no bytes, although S3 has no range of it', async () => {
    const { store } = await storeAnswering((request, response) => {
      if (request.method === 'GET') refuse(response, 416, 'InvalidRange');
      else response.writeHead(200, { etag: '"e"', 'content-length': 0 }).end();
    });
    expect(await read(store)).toEqual({ bytes: new Uint8Array(0), size: 0, etag: '"e"', ticket: null });
  });

  it('names an object that was replaced', async () => {
    const { store } = await storeAnswering((_request, response) =>
      refuse(response, 412, 'PreconditionFailed'),
    );
    await expect(read(store)).rejects.toMatchObject({ code: 'object-changed' });
  });

  it('lists page by page', async () => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(
        '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>next</NextContinuationToken>' +
          '<Contents><Key>me/a &amp; b</Key><Size>12</Size><ETag>"e"</ETag><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents></ListBucketResult>',
      );
    });
    expect(await store.list({ prefix: 'me/', continuation: 'token', limit: 7, signal })).toEqual({
      objects: [{ key: 'me/a & b', size: 12, etag: '"e"', lastModified: '2026-01-02T03:04:05.000Z' }],
      continuation: 'next',
    });
    expect(seen[0]?.url).toContain('max-keys=7');
    expect(seen[0]?.url).toContain('continuation-token=token');
  });
});

const xml = (response: ServerResponse, body: string): void => {
  response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
};
const part = (number: number, size: number, more = ''): string =>
  `<Part><PartNumber>${number}</PartNumber><Size>${size}</Size><ETag>"e${number}"</ETag>${more}</Part>`;

const upload = (id: string): string =>
  `<Upload><Key>me/a &amp; b</Key><UploadId>${id}</UploadId><Initiated>2026-01-02T03:04:05.000Z</Initiated></Upload>`;

describe('createS3Store(), uploads that are not complete', () => {
  it('lists all parts, page by page', async () => {
    const { store, seen } = await storeAnswering((request, response) =>
      xml(
        response,
        request.url.includes('part-number-marker=1')
          ? `<ListPartsResult><IsTruncated>false</IsTruncated>${part(7, 2)}</ListPartsResult>`
          : `<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker>` +
              `${part(1, 5, '<ChecksumCRC32>VbzApg==</ChecksumCRC32>')}</ListPartsResult>`,
      ),
    );
    expect(await store.listParts({ key: 'a', uploadId: 'u', signal })).toEqual([
      { partNumber: 1, size: 5, etag: '"e1"', crc32: 'VbzApg==' },
      { partNumber: 7, size: 2, etag: '"e7"', crc32: null },
    ]);
    expect(seen).toHaveLength(2);
    expect(seen[0]?.url).toContain('uploadId=u');
  });

  it.each([
    ['a part 0', part(0, 1)],
    ['a part 10,001', part(10_001, 1)],
    ['no size', '<Part><PartNumber>1</PartNumber><ETag>"e"</ETag></Part>'],
    ['a negative size', part(1, -1)],
    ['no ETag', '<Part><PartNumber>1</PartNumber><Size>1</Size></Part>'],
    ['a page that repeats', '<IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker>'],
    ['a next page without a marker', '<IsTruncated>true</IsTruncated>'],
  ])('refuses a listing of parts with %s', async (_name, content) => {
    const { store } = await storeAnswering((_request, response) =>
      xml(response, `<ListPartsResult>${content}</ListPartsResult>`),
    );
    await expect(store.listParts({ key: 'a', uploadId: 'u', signal })).rejects.toMatchObject({
      code: 'store-answer-invalid',
    });
  });

  it('names an upload that is gone', async () => {
    const { store } = await storeAnswering((_request, response) => refuse(response, 404, 'NoSuchUpload'));
    await expect(store.listParts({ key: 'a', uploadId: 'u', signal })).rejects.toMatchObject({
      code: 'upload-lost',
    });
  });

  it('lists all uploads under a prefix, page by page', async () => {
    const { store, seen } = await storeAnswering((request, response) =>
      xml(
        response,
        request.url.includes('upload-id-marker=u1')
          ? `<ListMultipartUploadsResult>${upload('u2')}</ListMultipartUploadsResult>`
          : `<ListMultipartUploadsResult><IsTruncated>true</IsTruncated><NextKeyMarker>me/a &amp; b</NextKeyMarker>` +
              `<NextUploadIdMarker>u1</NextUploadIdMarker>${upload('u1')}</ListMultipartUploadsResult>`,
      ),
    );
    const facts = { key: 'me/a & b', initiated: '2026-01-02T03:04:05.000Z' };
    expect(await store.listUploads({ prefix: 'me/', signal })).toEqual([
      { ...facts, uploadId: 'u1' },
      { ...facts, uploadId: 'u2' },
    ]);
    expect(seen[0]?.url).toContain('prefix=me%2F');
    expect(seen[1]?.url).toContain('key-marker=me%2Fa%20%26%20b');
  });
});
