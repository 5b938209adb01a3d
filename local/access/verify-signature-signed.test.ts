import { createHash } from 'node:crypto';
import { KMSClient, GenerateRandomCommand } from '@aws-sdk/client-kms';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import type { SignedRequest } from './contract.ts';
import type { Credential } from './credential-store.ts';
import { documentedDay, emptySha256, example, outcome, session, storeOf } from './signature-fixture.ts';

interface Captured extends SignedRequest {
  readonly headers: Record<string, string>;
  readonly signedAt: Date;
}

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the official client would have sent. */
async function signedBySdk(
  send: (config: S3ClientConfig) => Promise<unknown>,
  credential: Credential = session,
): Promise<Captured> {
  const captured: Captured[] = [];
  const done = new Error('captured');
  await send({
    region: 'us-east-1',
    endpoint: 'http://localhost:4566',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: {
      accessKeyId: credential.accessKeyId,
      secretAccessKey: credential.secretAccessKey,
      ...(credential.sessionToken === null ? {} : { sessionToken: credential.sessionToken }),
    },
    requestHandler: {
      handle: (request: SdkRequest) => {
        const query = Object.entries(request.query).flatMap(([name, value]) =>
          (Array.isArray(value) ? value : [value]).map(
            (one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? '')}`,
          ),
        );
        captured.push({
          method: request.method,
          url: request.path + (query.length > 0 ? `?${query.join('&')}` : ''),
          headers: Object.fromEntries(
            Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
          ),
          signedAt: new Date(),
        });
        return Promise.reject(done);
      },
    },
  }).catch((thrown: unknown) => {
    if (captured.length === 0) throw thrown;
  });
  const request = captured[0];
  if (request === undefined) throw new Error('the client sent nothing');
  return request;
}

function withHeaders(request: Captured, headers: Record<string, string>): Captured {
  return { ...request, headers: { ...request.headers, ...headers } };
}

function inAuthorization(request: Captured, from: string | RegExp, to: string): Captured {
  return withHeaders(request, { authorization: (request.headers['authorization'] ?? '').replace(from, to) });
}

function without(request: Captured, header: string): Captured {
  const kept = Object.entries(request.headers).filter(([name]) => name !== header);
  return { ...request, headers: Object.fromEntries(kept) };
}

const key = "us-east-1:1/a b+c%2F(d)!'*~ü\u{1f600}//x.pdf";
const put = (): Promise<Captured> =>
  signedBySdk((config) =>
    new S3Client(config).send(
      new PutObjectCommand({
        Bucket: 'drop',
        Key: key,
        Body: 'hello',
        Metadata: { name: '  two   spaces ' },
      }),
    ),
  );

describe('the official signer', () => {
  it.each<[string, (config: S3ClientConfig) => Promise<unknown>]>([
    [
      'PutObject',
      (c) => new S3Client(c).send(new PutObjectCommand({ Bucket: 'drop', Key: key, Body: 'hello' })),
    ],
    [
      'GetObject',
      (c) => new S3Client(c).send(new GetObjectCommand({ Bucket: 'drop', Key: key, Range: 'bytes=0-9' })),
    ],
    [
      'ListObjectsV2',
      (c) =>
        new S3Client(c).send(
          new ListObjectsV2Command({ Bucket: 'drop', Prefix: 'a b/ü+&=', Delimiter: '/', StartAfter: '' }),
        ),
    ],
  ])('%s verifies', async (_name, send) => {
    const request = await signedBySdk(send);
    expect(outcome(request)).toBe('accepted');
  });

  it('KMS verifies with the hash of its body, and with no other', async () => {
    const request = await signedBySdk(({ requestHandler, credentials }) =>
      new KMSClient({
        region: 'us-east-1',
        endpoint: 'http://localhost:4566',
        maxAttempts: 1,
        ...(requestHandler ? { requestHandler } : {}),
        ...(credentials ? { credentials } : {}),
      }).send(new GenerateRandomCommand({ NumberOfBytes: 1 })),
    );
    const body = createHash('sha256').update('{"NumberOfBytes":1}').digest('hex');
    expect(outcome(request, { service: 'kms', body })).toBe('accepted');
    expect(outcome(request, { service: 'kms', body: emptySha256 })).toBe('SignatureDoesNotMatch');
    expect(outcome(without(request, 'x-amz-content-sha256'), { service: 'kms', body })).toBe(
      'SignatureDoesNotMatch',
    );
  });
});

describe('tampering with a signed request', () => {
  it.each<[string, string, (request: Captured) => Captured]>([
    ['nothing', 'accepted', (r) => r],
    ['a header nobody signs', 'accepted', (r) => withHeaders(r, { accept: 'text/html' })],
    ['method', 'SignatureDoesNotMatch', (r) => ({ ...r, method: 'DELETE' })],
    ['path', 'SignatureDoesNotMatch', (r) => ({ ...r, url: r.url.replace('drop', 'crop') })],
    ['a slash of the path', 'SignatureDoesNotMatch', (r) => ({ ...r, url: r.url.replace('//', '/') })],
    ['query added', 'SignatureDoesNotMatch', (r) => ({ ...r, url: `${r.url}&acl` })],
    [
      'query changed',
      'SignatureDoesNotMatch',
      (r) => ({ ...r, url: r.url.replace('PutObject', 'CopyObject') }),
    ],
    ['host', 'SignatureDoesNotMatch', (r) => withHeaders(r, { host: 'localhost:4567' })],
    ['signed header', 'SignatureDoesNotMatch', (r) => withHeaders(r, { 'x-amz-meta-name': 'other' })],
    ['x-amz header added', 'SignatureDoesNotMatch', (r) => withHeaders(r, { 'x-amz-acl': 'public-read' })],
    [
      'body hash',
      'SignatureDoesNotMatch',
      (r) => withHeaders(r, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    ],
    ['token', 'InvalidToken', (r) => withHeaders(r, { 'x-amz-security-token': 'another' })],
    ['access key', 'InvalidAccessKeyId', (r) => inAuthorization(r, 'ASIAA', 'ASIAB')],
    [
      'access key of another',
      'InvalidToken',
      (r) => inAuthorization(r, session.accessKeyId, example.accessKeyId),
    ],
    [
      'date of the scope',
      'AuthorizationHeaderMalformed',
      (r) => inAuthorization(r, /\/\d{8}\//u, '/20130524/'),
    ],
    [
      'region of the scope',
      'AuthorizationHeaderMalformed',
      (r) => inAuthorization(r, 'us-east-1', 'us-east-2'),
    ],
    ['service of the scope', 'AuthorizationHeaderMalformed', (r) => inAuthorization(r, '/s3/', '/kms/')],
    ['end of the scope', 'AuthorizationHeaderMalformed', (r) => inAuthorization(r, 'aws4_request', 'aws4')],
    ['host not signed', 'SignatureDoesNotMatch', (r) => inAuthorization(r, 'host;', '')],
    [
      'header list reversed',
      'AuthorizationHeaderMalformed',
      (r) => inAuthorization(r, 'SignedHeaders=', 'SignedHeaders=z;'),
    ],
    [
      'algorithm',
      'AuthorizationHeaderMalformed',
      (r) => inAuthorization(r, 'AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'),
    ],
    ['signature cut', 'AuthorizationHeaderMalformed', (r) => inAuthorization(r, /.$/u, '')],
    [
      'one digit of the signature',
      'SignatureDoesNotMatch',
      (r) => inAuthorization(r, /.$/u, r.headers['authorization']?.endsWith('0') ? '1' : '0'),
    ],
    ['no signature', 'MissingAuthenticationToken', (r) => without(r, 'authorization')],
    ['no date', 'MissingAuthenticationToken', (r) => without(r, 'x-amz-date')],
    ['no token', 'InvalidToken', (r) => without(r, 'x-amz-security-token')],
    ['a signed header dropped', 'SignatureDoesNotMatch', (r) => without(r, 'x-amz-meta-name')],
  ])('%s: %s', async (_name, expected, tamper) => {
    expect(outcome(tamper(await put()))).toBe(expected);
  });

  it('refuses another date, even with the scope moved along', async () => {
    const request = await put();
    const other = '20130524T000000Z';
    const moved = inAuthorization(withHeaders(request, { 'x-amz-date': other }), /\/\d{8}\//u, '/20130524/');
    expect(outcome(moved, { now: documentedDay })).toBe('SignatureDoesNotMatch');
  });

  it('refuses a request for another region, service, or another secret', async () => {
    const request = await put();
    expect(outcome(request, { region: 'eu-central-1' })).toBe('AuthorizationHeaderMalformed');
    expect(outcome(request, { service: 'kms', body: emptySha256 })).toBe('AuthorizationHeaderMalformed');
    const credentials = storeOf({ ...session, secretAccessKey: 'other' });
    expect(outcome(request, { credentials })).toBe('SignatureDoesNotMatch');
  });

  it('allows fifteen minutes of skew either way and no more', async () => {
    const request = await put();
    const stamp = request.headers['x-amz-date'] ?? '';
    const at = Date.parse(stamp.replace(/^(....)(..)(..T..)(..)(..Z)$/u, '$1-$2-$3:$4:$5'));
    for (const [seconds, expected] of [
      [900, 'accepted'],
      [901, 'RequestTimeTooSkewed'],
      [-900, 'accepted'],
      [-901, 'RequestTimeTooSkewed'],
    ] as const) {
      expect(outcome(request, { now: new Date(at + seconds * 1000) }), String(seconds)).toBe(expected);
    }
  });

  it('says that a session has expired to whoever holds its secret only', async () => {
    const request = await put();
    const credentials = storeOf({ ...session, expiresAt: request.signedAt.getTime() - 1 });
    expect(outcome(request, { credentials })).toBe('ExpiredToken');
    expect(outcome({ ...request, method: 'GET' }, { credentials })).toBe('SignatureDoesNotMatch');
  });
});
