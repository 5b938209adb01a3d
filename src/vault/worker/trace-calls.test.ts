import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { signInAsUser, type SignedInUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { base64Encode } from '../../bytes/text.ts';
import { createCallLog } from '../../trace/call-log.ts';
import type { CallRecord } from '../../trace/call-record.ts';
import { cloudTrailFile } from '../../trace/cloudtrail.ts';
import { createKmsClient, createS3Client } from '../../aws/clients.ts';
import { obtainCredentials } from '../../aws/cognito.ts';
import { createKmsAdapter } from '../../aws/kms-adapter.ts';
import { createS3Store } from '../../aws/s3-store.ts';
import { createServiceClock } from '../../aws/service-clock.ts';
import { createSessionCredentials } from '../../aws/session-credentials.ts';
import { createTokenSource } from '../../aws/token-source.ts';
import { attributed } from '../../aws/trace-calls.ts';

const { signal } = new AbortController();
const body = new Uint8Array([1, 2, 3]);
const crc32 = 'VbyAHQ==';
const storageEncryption = { kind: 'bucket-default' } as const;

let aws: LocalAws;
let alice: SignedInUser;
const told = new Map<string, CallRecord>();
const calls = createCallLog({
  run: 'test',
  emit: (batch) => batch.calls.forEach((call) => told.set(call.id, call)),
  now: () => performance.timeOrigin + performance.now(),
  later: (flush) => queueMicrotask(flush),
});

beforeAll(async () => {
  aws = await startForTest({});
  alice = await signInAsUser(aws, 'alice', 'alice-demo');
});
afterAll(() => aws.close());
afterEach(async () => {
  told.clear();
  await setFaults([]);
});

async function setFaults(rules: readonly object[]): Promise<void> {
  const answer = await fetch(`${aws.config.endpoints.s3}/_local/faults`, {
    method: 'POST',
    headers: { 'x-sealdrop-local': '1' },
    body: JSON.stringify(rules),
  });
  expect(answer.status).toBe(204);
}

function clientsOf() {
  const credentials = createSessionCredentials({
    now: Date.now,
    obtain: () => Promise.resolve({ ...alice.credentials, identityId: alice.identityId }),
  });
  const clock = createServiceClock();
  return {
    s3: createS3Client(aws.config, credentials, clock, calls),
    kms: createKmsClient(aws.config, credentials, clock, calls),
  };
}

function portsOf({ s3, kms }: ReturnType<typeof clientsOf>) {
  return { store: createS3Store(s3, aws.config.bucket, 2_000), kms: createKmsAdapter(kms) };
}

const seen = (): readonly CallRecord[] => [...told.values()];

describe('the trace of calls', () => {
  it('notes what was asked of S3, what came of it, and the bytes of a body once it was read', async () => {
    const { store } = portsOf(clientsOf());
    const key = `${alice.identityId}/traced`;
    await store.put({ key, body, crc32, onlyIfAbsent: false, storageEncryption, signal });
    await store.read({ key, first: 0, last: 9, signal });
    await store.list({ prefix: `${alice.identityId}/`, continuation: null, limit: 10, signal });
    const common = { service: 's3', region: aws.config.region, transfer: null, outcome: 'succeeded' };
    expect(seen()).toMatchObject([
      { ...common, operation: 'PutObject', status: 200, bytesSent: 3, parameters: { key } },
      {
        ...common,
        operation: 'GetObject',
        status: 206,
        bytesReceived: 3,
        parameters: { Range: 'bytes=0-9' },
      },
      { ...common, operation: 'ListObjectsV2', parameters: { prefix: `${alice.identityId}/` } },
    ]);
    for (const { requestId, extendedRequestId, duration } of seen()) {
      expect(requestId).toMatch(/^[\w-]{8,}$/u);
      expect(extendedRequestId).not.toBeNull();
      expect(duration).toBeGreaterThan(0);
    }
  });

  it('names the error and counts the attempt that follows', async () => {
    const { store } = portsOf(clientsOf());
    const key = `${alice.identityId}/slow`;
    const put = () => store.put({ key, body, crc32, onlyIfAbsent: false, storageEncryption, signal });
    await setFaults([
      { service: 's3', times: 1, action: { kind: 'status', status: 503, code: 'SlowDown' } },
      { service: 's3', times: 1, action: { kind: 'reset' } },
    ]);
    await expect(put()).rejects.toThrow(/SlowDown/u);
    await expect(put()).rejects.toThrow();
    await put();
    expect(seen()).toMatchObject([
      { outcome: 'refused', status: 503, errorCode: 'SlowDown', attempt: 1 },
      { outcome: 'unanswered', status: null, attempt: 2 },
      { outcome: 'succeeded', status: 200, attempt: 3, errorCode: null },
    ]);
  });

  it('ends a read whose body breaks off, stalls or is cancelled', async () => {
    const { store } = portsOf(clientsOf());
    const key = `${alice.identityId}/broken`;
    await store.put({ key, body, crc32, onlyIfAbsent: false, storageEncryption, signal });
    told.clear();
    const read = (own = signal) => store.read({ key, first: 0, last: 9, signal: own });
    await setFaults([{ operation: 'GetObject', times: 1, action: { kind: 'truncate', afterBytes: 1 } }]);
    await expect(read()).rejects.toMatchObject({ code: 'service-unreachable' });
    await setFaults([{ operation: 'GetObject', times: 2, action: { kind: 'stall', ms: 30_000 } }]);
    await expect(read()).rejects.toMatchObject({ code: 'service-unreachable' });
    const cancel = new AbortController();
    const cancelled = read(cancel.signal);
    await expect.poll(() => seen().length).toBe(3);
    cancel.abort();
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    await expect
      .poll(() => seen().map(({ outcome }) => outcome))
      .toEqual(['unanswered', 'unanswered', 'cancelled']);
    expect(seen()[0]).toMatchObject({ status: 206 });
  });

  it('marks the calls of a transfer, and no others', async () => {
    const { s3, kms } = clientsOf();
    const labelled = portsOf({ s3: attributed(s3, 'r1'), kms: attributed(kms, 'r1') });
    const plain = portsOf({ s3, kms });
    const asked = { prefix: `${alice.identityId}/`, continuation: null, limit: 10, signal };
    await Promise.all([labelled.store.list(asked), plain.store.list(asked), labelled.store.list(asked)]);
    await labelled.kms.describeKey({ keyId: aws.config.kmsKeyId });
    expect(seen().map(({ operation, transfer }) => [operation, transfer])).toEqual([
      ['ListObjectsV2', 'r1'],
      ['ListObjectsV2', null],
      ['ListObjectsV2', 'r1'],
      ['DescribeKey', 'r1'],
    ]);
  });

  it('holds no token, no signature and no key, though it saw all of them pass', async () => {
    const { kms, store } = portsOf(clientsOf());
    const tokens = createTokenSource({ idToken: alice.idToken, onNeeded: () => {} });
    const obtained = await obtainCredentials(aws.config, tokens, createServiceClock(), calls);
    await store.put({
      key: `${alice.identityId}/k`,
      body,
      crc32,
      onlyIfAbsent: false,
      storageEncryption,
      signal,
    });
    const context = new Map([['owner', alice.identityId]]);
    const { plaintext, wrapped } = await kms.generateDataKey({ keyId: aws.config.kmsKeyId, context });
    await kms.decrypt({
      keyId: (await kms.describeKey({ keyId: aws.config.kmsKeyId })).arn,
      wrapped,
      context,
    });
    const other = new Map([['owner', 'somebody']]);
    await expect(kms.decrypt({ keyId: aws.config.kmsKeyId, wrapped, context: other })).rejects.toMatchObject({
      code: expect.stringMatching(/^kms-/u) as unknown,
    });

    expect(seen().map(({ operation }) => operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
      'PutObject',
      'GenerateDataKey',
      'DescribeKey',
      'Decrypt',
      'Decrypt',
    ]);
    const told = JSON.stringify(seen()) + cloudTrailFile(seen(), new Map());
    // What is looked for would be found: the identity is there.
    expect(told).toContain(alice.identityId);
    const secrets = [
      alice.idToken,
      alice.idToken.split('.')[1] ?? '',
      alice.refreshToken,
      ...[alice.credentials, obtained].flatMap(({ secretAccessKey, sessionToken, accessKeyId }) => [
        secretAccessKey,
        sessionToken,
        accessKeyId,
      ]),
      base64Encode(plaintext),
      base64Encode(wrapped),
      'AWS4-HMAC-SHA256',
      'Plaintext',
      'CiphertextBlob',
    ];
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(8);
      expect(told).not.toContain(secret);
    }
  });
});
