import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { createTokenSource } from '../../aws/token-source.ts';
import { parseConfig } from '../../config/config.ts';
import { createGate } from '../../transfer/patience/gate.ts';
import { createPatience } from '../../transfer/patience/patience.ts';
import { patientKms } from '../../transfer/patience/patient-kms.ts';
import { patientStore } from '../../transfer/patience/patient-store.ts';
import { createWeather } from '../../transfer/patience/weather.ts';
import { startSession, type Session } from '../session.ts';

const { signal } = new AbortController();
let aws: LocalAws;
let session: Session;

beforeAll(async () => {
  aws = await startForTest();
  const { idToken } = await signInAsUser(aws, 'alice', 'alice-demo');
  const tokens = createTokenSource({ idToken, onNeeded: () => tokens.renew(null) });
  const config = parseConfig({ ...aws.config, transfers: { stallSeconds: 1 } });
  session = await startSession(config, { now: Date.now, tokens });
});
afterAll(async () => {
  session.end();
  await aws.close();
});
afterEach(() => setFaults([]));

async function setFaults(rules: readonly object[]): Promise<void> {
  const answer = await fetch(`${aws.config.endpoints.s3}/_local/faults`, {
    method: 'POST',
    headers: { 'x-sealdrop-local': '1' },
    body: JSON.stringify(rules),
  });
  expect(answer.status).toBe(204);
}

/** Waits for nothing; time passes by waiting. */
function patiently() {
  let time = 0;
  const effects = {
    now: () => time,
    random: () => 0,
    wait: (milliseconds: number): Promise<void> => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
  const patience = createPatience({ gate: createGate(), weather: createWeather(effects), ...effects });
  return { store: patientStore(session.store, patience, patience), kms: patientKms(session.kms, patience) };
}

const body = new Uint8Array([1, 2, 3]);
const crc32 = 'VbyAHQ==';
const storageEncryption = { kind: 'bucket-default' } as const;

const passing: readonly [string, object][] = [
  ['503 SlowDown', { kind: 'status', status: 503, code: 'SlowDown' }],
  ['500 InternalError', { kind: 'status', status: 500, code: 'InternalError' }],
  ['a wrong checksum', { kind: 'status', status: 400, code: 'BadDigest' }],
  ['409 ConditionalRequestConflict', { kind: 'status', status: 409, code: 'ConditionalRequestConflict' }],
  ['expired credentials', { kind: 'status', status: 400, code: 'ExpiredToken' }],
  ['a reset', { kind: 'reset' }],
  ['a reset in mid-body', { kind: 'reset', afterBytes: 1 }],
  ['a stall', { kind: 'stall', ms: 3000 }],
];

describe('a patient store on the local AWS', () => {
  it.each(passing)('puts, lists and removes an upload through %s', async (_name, action) => {
    const { store } = patiently();
    const key = `${session.identityId}/through faults`;
    await setFaults([{ service: 's3', operation: 'PutObject', times: 2, action }]);
    await store.put({ key, body, crc32, onlyIfAbsent: false, storageEncryption, signal });
    await setFaults([
      { service: 's3', operation: 'UploadPart', times: 2, action },
      { service: 's3', operation: 'AbortMultipartUpload', times: 2, action },
    ]);
    const uploadId = await store.createMultipart({ key, storageEncryption, signal });
    await store.putPart({ key, uploadId, partNumber: 1, body, crc32, signal });
    expect(await store.listParts({ key, uploadId, signal })).toMatchObject([
      { partNumber: 1, size: 3, crc32 },
    ]);
    expect(await store.listUploads({ prefix: key, signal })).toMatchObject([{ key, uploadId }]);
    await store.abortMultipart({ key, uploadId });
    await setFaults([]);
    expect(await store.listUploads({ prefix: key, signal })).toEqual([]);
    await expect(store.listParts({ key, uploadId, signal })).rejects.toMatchObject({ code: 'upload-lost' });
  });

  it('reads through an answer that is cut off, and one that is reset', async () => {
    const { store } = patiently();
    const key = `${session.identityId}/read`;
    await store.put({ key, body, crc32, onlyIfAbsent: false, storageEncryption, signal });
    for (const kind of ['truncate', 'reset']) {
      await setFaults([{ service: 's3', operation: 'GetObject', times: 2, action: { kind, afterBytes: 1 } }]);
      expect((await store.read({ key, first: 0, last: 9, signal })).bytes).toEqual(body);
    }
  });

  it('counts an object as stored whose answer was lost', async () => {
    const { store } = patiently();
    const key = `${session.identityId}/lost answer`;
    await store.put({ key, body, crc32, onlyIfAbsent: true, storageEncryption, signal });
    // The one who stored it never heard: the next attempt meets its own object.
    await setFaults([{ service: 's3', operation: 'PutObject', times: 1, action: { kind: 'reset' } }]);
    await store.put({ key, body, crc32, onlyIfAbsent: true, storageEncryption, signal });
  });

  it('asks KMS again after throttling', async () => {
    const { kms } = patiently();
    const action = { kind: 'status', status: 400, code: 'ThrottlingException' };
    await setFaults([{ service: 'kms', times: 3, action }]);
    expect((await kms.describeKey({ keyId: session.kmsKeyId, signal })).state).toBe('Enabled');
  });

  it('gives up at once where the sign-in cannot be renewed', async () => {
    const { store } = patiently();
    await setFaults([
      { service: 's3', action: { kind: 'status', status: 400, code: 'ExpiredToken' } },
      {
        service: 'cognito-identity',
        action: { kind: 'status', status: 400, code: 'NotAuthorizedException' },
      },
    ]);
    const key = `${session.identityId}/x`;
    await expect(store.head({ key, signal })).rejects.toMatchObject({ code: 'session-expired' });
    await expect(store.read({ key, first: 0, last: 1, signal })).rejects.toMatchObject({
      code: 'session-expired',
    });
  });
});
