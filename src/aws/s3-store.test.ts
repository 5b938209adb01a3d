import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import { createS3Client } from './clients.ts';
import { createSessionCredentials, type SessionCredentials } from './session-credentials.ts';
import { createS3Store } from './s3-store.ts';

const { signal } = new AbortController();
const storageEncryption = { kind: 'bucket-default' } as const;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A store over a server on loopback that answers as the test says. */
async function storeAnswering(
  answer: (seen: Seen, response: ServerResponse) => void,
  stall?: number,
): Promise<{ store: ObjectStore; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const entry = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      };
      seen.push(entry);
      answer(entry, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const endpoints = { s3: endpoint, kms: endpoint, cognitoIdentity: endpoint };
  const client = createS3Client({ region: 'eu-central-1', endpoints }, lastingCredentials());
  return { store: createS3Store(client, 'bucket', stall), seen };
}

function lastingCredentials(): SessionCredentials {
  return createSessionCredentials({
    now: Date.now,
    obtain: () =>
      Promise.resolve({
        accessKeyId: 'AKIDEXAMPLE',
        secretAccessKey: 'secret',
        sessionToken: 'session',
        expiration: new Date(Date.now() + 3_600_000),
        identityId: 'me',
      }),
  });
}

function answerRange(response: ServerResponse, range: string, body: string, etag = '"e"'): void {
  response.writeHead(206, { 'content-range': range, etag, 'content-length': body.length });
  response.end(body);
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message></Error>`);
}

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

const read = (store: ObjectStore) => store.read({ key: 'k', first: 0, last: 4, etag: '"e"', signal });

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

describe('createS3Store(), requests without progress', () => {
  it.each<[string, (store: ObjectStore) => Promise<unknown>]>([
    ['a head', (store) => store.head({ key: 'k', signal })],
    ['a read', (store) => read(store)],
    ['a listing', (store) => store.list({ prefix: '', continuation: null, limit: 1, signal })],
    ['an abort', (store) => store.abortMultipart({ key: 'k', uploadId: 'u' })],
    [
      'a part',
      (store) =>
        store.putPart({
          key: 'k',
          uploadId: 'u',
          partNumber: 1,
          body: new Uint8Array(9),
          crc32: 'AAAAAA==',
          signal,
        }),
    ],
  ])('%s is cut, and the connection with it', async (_name, ask) => {
    let closed: Promise<unknown> = Promise.resolve();
    const { store, seen } = await storeAnswering((_request, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
    }, 300);
    await expect(ask(store)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'stalled' },
    });
    await closed;
    // None at all where the machine was so busy that the request was cut on its way.
    expect(seen.length).toBeLessThanOrEqual(1);
  });

  it('a body that stops is cut as well', async () => {
    const { store } = await storeAnswering((_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-4/9', etag: '"e"', 'content-length': 5 });
      response.write('ab');
    }, 300);
    await expect(read(store)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'body-broke-off', received: 2 },
    });
  });

  it('tells how long S3 asks to wait', async () => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.setHeader('retry-after', '7');
      refuse(response, 503, 'SlowDown');
    });
    await expect(store.createMultipart({ key: 'k', storageEncryption, signal })).rejects.toMatchObject({
      code: 'throttled',
      details: { retryAfter: 7 },
    });
    expect(seen).toHaveLength(1);
  });
});
