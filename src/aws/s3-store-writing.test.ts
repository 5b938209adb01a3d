import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { closeServers, refuse, signal, storageEncryption, storeAnswering } from './s3-store-fixture.ts';

afterEach(closeServers);

describe('createS3Store(), writing', () => {
  it('sends a part unhashed, with the checksum it was given among the signed headers', async () => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.writeHead(200, { etag: '"e1"' });
      response.end();
    });
    const body = new Uint8Array([1, 2, 3]);
    const part = { key: 'a/b c', uploadId: 'u', partNumber: 3, body, crc32: 'VbzApg==', signal };
    expect(await store.putPart(part)).toEqual({ partNumber: 3, etag: '"e1"', crc32: 'VbzApg==' });
    const [request] = seen;
    expect(request?.url).toMatch(/^\/bucket\/a\/b%20c\?/u);
    expect(request?.headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
    expect(request?.headers['x-amz-checksum-crc32']).toBe('VbzApg==');
    expect(request?.headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-checksum-crc32/u);
    expect(request?.headers.authorization).toMatch(/SignedHeaders=[^,]*x-amz-content-sha256/u);
    expect(request?.headers).not.toHaveProperty('x-amz-trailer');
    expect([...(request?.body ?? [])]).toEqual([1, 2, 3]);
  });

  it('sends an empty file as an empty body with its checksum', async () => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.writeHead(200, { etag: '"e1"' });
      response.end();
    });
    await store.put({
      key: 'k',
      body: new Uint8Array(0),
      crc32: 'AAAAAA==',
      onlyIfAbsent: true,
      storageEncryption,
      signal,
    });
    expect(seen[0]?.headers).toMatchObject({ 'if-none-match': '*', 'x-amz-checksum-crc32': 'AAAAAA==' });
  });

  it('asks for a whole-object CRC-32, and completes with it, the size, and only if the name is free', async () => {
    const { store, seen } = await storeAnswering((request, response) => {
      response.writeHead(200, { 'content-type': 'application/xml' });
      response.end(
        request.url.includes('uploads')
          ? '<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>'
          : '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>',
      );
    });
    expect(await store.createMultipart({ key: 'k', storageEncryption, signal })).toBe('u1');
    const parts = [{ partNumber: 1, etag: '"p1"', crc32: 'VbzApg==' }];
    const completing = {
      key: 'k',
      uploadId: 'u1',
      parts,
      crc32: 'VbzApg==',
      size: 3,
      onlyIfAbsent: true,
      signal,
    };
    await store.completeMultipart(completing);
    expect(seen[0]?.headers).toMatchObject({
      'x-amz-checksum-algorithm': 'CRC32',
      'x-amz-checksum-type': 'FULL_OBJECT',
    });
    expect(seen[1]?.headers).toMatchObject({
      'x-amz-checksum-crc32': 'VbzApg==',
      'x-amz-checksum-type': 'FULL_OBJECT',
      'x-amz-mp-object-size': '3',
      'if-none-match': '*',
    });
    expect(seen[1]?.body.toString()).toContain('<ChecksumCRC32>VbzApg==</ChecksumCRC32>');
  });

  it.each([
    [3, 'stored'],
    [2, 'store-answer-invalid'],
  ])(
    'without an ETag the completion is believed by the size that is stored: %i of 3 is %s',
    async (length, outcome) => {
      const { store, seen } = await storeAnswering((request, response) => {
        if (request.method === 'HEAD')
          response.writeHead(200, { 'content-length': length, etag: '"e"' }).end();
        else
          response
            .writeHead(200)
            .end('<CompleteMultipartUploadResult><ETag></ETag></CompleteMultipartUploadResult>');
      });
      const parts = [{ partNumber: 1, etag: '"p1"', crc32: 'VbzApg==' }];
      const completing = { key: 'k', uploadId: 'u', parts, crc32: 'x', size: 3, onlyIfAbsent: true, signal };
      const completed = store.completeMultipart(completing).then(
        () => 'stored',
        (thrown: unknown) => (thrown instanceof AppError ? thrown.code : thrown),
      );
      expect(await completed).toBe(outcome);
      expect(seen.map(({ method }) => method)).toEqual(['POST', 'HEAD']);
    },
  );

  it.each([
    [{ kind: 'bucket-default' }, {}],
    [{ kind: 'sse-s3' }, { 'x-amz-server-side-encryption': 'AES256' }],
    [
      { kind: 'sse-kms', keyId: 'alias/k', bucketKey: true },
      {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'alias/k',
        'x-amz-server-side-encryption-bucket-key-enabled': 'true',
      },
    ],
    [
      { kind: 'sse-kms', keyId: null, bucketKey: false },
      {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-bucket-key-enabled': 'false',
      },
    ],
  ] as const)('asks the store for %j with the headers of S3, whole and in parts', async (chosen, headers) => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.writeHead(200, { etag: '"e1"', 'content-type': 'application/xml' });
      response.end('<InitiateMultipartUploadResult><UploadId>u1</UploadId></InitiateMultipartUploadResult>');
    });
    const asked = { key: 'k', storageEncryption: chosen, signal };
    await store.createMultipart(asked);
    await store.put({ ...asked, body: new Uint8Array(0), crc32: 'AAAAAA==', onlyIfAbsent: true });
    for (const request of seen) {
      const about = Object.entries(request.headers).filter(([name]) =>
        name.startsWith('x-amz-server-side-encryption'),
      );
      expect(Object.fromEntries(about)).toEqual(headers);
    }
    expect(seen).toHaveLength(2);
  });

  it.each([
    ['KMS.DisabledException', 400, 'storage-key-refused'],
    ['AccessDenied', 403, 'store-denied'],
    ['ExpiredToken', 400, 'store-answer-invalid'],
  ])('asks a GET why a HEAD was refused: %s', async (name, status, code) => {
    const { store, seen } = await storeAnswering((request, response) => {
      response.writeHead(status, { 'content-type': 'application/xml' });
      const said = `<Error><Code>${name}</Code><Message>no</Message></Error>`;
      response.end(request.method === 'HEAD' ? undefined : said);
    });
    await expect(store.head({ key: 'k', signal })).rejects.toMatchObject({ code });
    expect(seen.map(({ method }) => method)).toContain('GET');
  });

  it('refuses an answer without ETag, naming CORS as the likely reason', async () => {
    const { store } = await storeAnswering((_request, response) => response.writeHead(200).end());
    await expect(
      store.putPart({
        key: 'k',
        uploadId: 'u',
        partNumber: 1,
        body: new Uint8Array(1),
        crc32: 'AAAAAA==',
        signal,
      }),
    ).rejects.toMatchObject({ code: 'store-answer-invalid', details: { field: 'ETag' } });
  });

  it('takes a stored object for stored although its ETag is hidden: a second try would keep it twice', async () => {
    const { store } = await storeAnswering((_request, response) => response.writeHead(200).end());
    const body = new Uint8Array(1);
    await store.put({ key: 'k', body, crc32: 'AAAAAA==', onlyIfAbsent: true, storageEncryption, signal });
  });

  it('takes an abort of an upload that is gone for done', async () => {
    const { store } = await storeAnswering((_request, response) => refuse(response, 404, 'NoSuchUpload'));
    await store.abortMultipart({ key: 'k', uploadId: 'u' });
  });

  it('finds the error within a 200 of Complete', async () => {
    const { store } = await storeAnswering((_request, response) => refuse(response, 200, 'BadDigest'));
    const parts = [{ partNumber: 1, etag: '"p1"', crc32: 'VbzApg==' }];
    await expect(
      store.completeMultipart({
        key: 'k',
        uploadId: 'u',
        parts,
        crc32: 'x',
        size: 3,
        onlyIfAbsent: true,
        signal,
      }),
    ).rejects.toMatchObject({ code: 'checksum-refused' });
  });

  it('turns a cancel into the signal’s AbortError', async () => {
    const controller = new AbortController();
    const { store } = await storeAnswering(() => controller.abort());
    const running = store.createMultipart({ key: 'k', storageEncryption, signal: controller.signal });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await expect(running).rejects.toBe(controller.signal.reason);
  });
});
