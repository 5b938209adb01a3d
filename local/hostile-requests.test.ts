import { request as send } from 'node:http';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws } from './aws.ts';
import { type Credentials, presign, sha256Hex, signHeaders } from './conformance/sign.ts';
import { signInAsUser, type SignedInUser } from './testing/sign-in.ts';
import { startForTest } from './testing/started-aws.ts';

let aws: Awaited<ReturnType<typeof startForTest>>;
let alice: SignedInUser;
let own: string;
const log: string[] = [];

beforeAll(async () => {
  aws = await startForTest({ log: (line) => log.push(line) });
  alice = await signInAsUser(aws, 'alice', 'alice-demo');
  own = `/sealdrop/${encodeURIComponent(alice.identityId)}`;
});
afterAll(() => aws.close());

interface Answer {
  readonly status: number;
  readonly body: string;
}

function ask(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(aws.url);
    const request = send({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

function host(): string {
  return new URL(aws.url).host;
}

function signing(credentials: Credentials) {
  return { credentials, region: aws.config.region, now: new Date() };
}

function signed(
  credentials: Credentials,
  method: string,
  path: string,
  query: readonly (readonly [string, string])[],
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const headers = { host: host(), ...more };
  const input = { method, path, query, headers, payloadHash: sha256Hex('') };
  const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return ask(
    method,
    search === '' ? path : `${path}?${search}`,
    signHeaders(input, signing(credentials)).headers,
  );
}

function codeOf({ body }: Answer): string {
  return /<Code>(.*?)<\/Code>/u.exec(body)?.[1] ?? '';
}

describe('A request made to break the server is refused in words, and leaves no line in the log', () => {
  it.each(['constructor', '__proto__'])('signed headers name %s, which every object has', async (name) => {
    const input = {
      method: 'GET',
      path: `${own}/a`,
      query: [],
      headers: { host: host() },
      payloadHash: sha256Hex(''),
    };
    const { headers } = signHeaders(input, signing(alice.credentials));
    const names = [name, ...Object.keys(headers).filter((one) => one !== 'authorization')]
      .toSorted()
      .join(';');
    const authorization = (headers['authorization'] ?? '').replace(
      /SignedHeaders=[^,]*/u,
      `SignedHeaders=${names}`,
    );
    expect(codeOf(await ask('GET', `${own}/a`, { ...headers, authorization }))).toBe('SignatureDoesNotMatch');
    expect(log).toEqual([]);
  });

  it('a presigned query carries metadata whose name is no header name', async () => {
    const url = presign(
      {
        method: 'PUT',
        path: `${own}/m`,
        query: [['x-amz-meta-a b\r\nSet-Cookie: x', '1']],
        headers: { host: host() },
      },
      { ...signing(alice.credentials), seconds: 60 },
    );
    expect(codeOf(await ask('PUT', url, { host: host(), 'content-length': '1' }, 'x'))).toBe(
      'InvalidArgument',
    );
    expect(log).toEqual([]);
  });

  it('a version id holds a line break', async () => {
    expect(codeOf(await signed(aws.admin, 'DELETE', `${own}/a`, [['versionId', 'a\r\nb']]))).toBe(
      'InvalidArgument',
    );
    expect(log).toEqual([]);
  });

  it('a rebound name asks the sign-in for addresses', async () => {
    const answer = await ask('GET', '/_oidc/.well-known/openid-configuration', { host: 'rebound.example' });
    expect(answer).toEqual({ status: 421, body: '' });
  });
});

describe('Who may write objects but not tags', () => {
  const tags = { 'x-amz-tagging': 'a=b' };

  it('cannot set them with a multipart upload', async () => {
    expect(codeOf(await signed(alice.credentials, 'POST', `${own}/t`, [['uploads', '']], tags))).toBe(
      'AccessDenied',
    );
  });

  it('cannot set or copy them with a copy', async () => {
    await signed(aws.admin, 'PUT', `${own}/tagged`, [], { ...tags, 'content-length': '0' });
    const copy = { 'x-amz-copy-source': `${own}/tagged` };
    const replace = { ...copy, ...tags, 'x-amz-tagging-directive': 'REPLACE' };
    expect(codeOf(await signed(alice.credentials, 'PUT', `${own}/t`, [], copy))).toBe('AccessDenied');
    expect(codeOf(await signed(alice.credentials, 'PUT', `${own}/t`, [], replace))).toBe('AccessDenied');
    const none = { ...copy, 'x-amz-tagging-directive': 'REPLACE' };
    expect((await signed(alice.credentials, 'PUT', `${own}/t`, [], none)).status).toBe(200);
  });
});

describe('A data folder', () => {
  it('keeps the objects from other users of the machine', async () => {
    expect((await stat(join(aws.folder, 's3'))).mode & 0o777).toBe(0o700);
  });

  it.each(['bucket.json', 'objects', 'blobs', 'uploads'])(
    'whose bucket has lost its %s is refused in one sentence, and nothing more is lost',
    async (name) => {
      const folder = await mkdtemp(join(tmpdir(), 'sealdrop-damaged-'));
      const options = { folder, port: 0, appOrigin: 'http://localhost:5173' };
      await (await startLocalAws(options)).close();
      const bucket = join(folder, 's3', 'buckets', 'sealdrop');
      const blob = join(bucket, name === 'blobs' ? 'objects' : 'blobs', 'kept');
      await writeFile(blob, '');
      if (name === 'bucket.json') await writeFile(join(bucket, name), '{"name":');
      else await rm(join(bucket, name), { recursive: true });
      const sentence = /damaged \(.*\): move .* away, and start again\.$/u;
      await expect(startLocalAws(options)).rejects.toThrow(sentence);
      expect(await readFile(blob, 'utf8')).toBe('');
      await rm(folder, { recursive: true });
    },
  );
});
