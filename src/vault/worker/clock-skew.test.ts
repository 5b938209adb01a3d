import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { parseConfig } from '../../config/config.ts';
import { startSession, type Session } from '../session.ts';
import { createTokenSource } from '../../aws/token-source.ts';

const { signal } = new AbortController();
let aws: LocalAws;
let renewals = 0;

beforeAll(async () => {
  // The provider's clock is not shifted: its tokens must outlast the shift.
  aws = await startForTest({ sessionSeconds: 5 * 3600 });
});
afterAll(() => aws.close());
afterEach(() => setClock(0));

async function setClock(offsetSeconds: number): Promise<void> {
  const answer = await fetch(`${aws.config.endpoints.s3}/_local/clock`, {
    method: 'POST',
    headers: { 'x-sealdrop-local': '1' },
    body: JSON.stringify({ offsetSeconds }),
  });
  expect(answer.status).toBe(204);
}

async function sessionOf(username: string): Promise<Session> {
  const { idToken } = await signInAsUser(aws, username, `${username}-demo`);
  const tokens = createTokenSource({ idToken, onNeeded: () => (renewals += 1) });
  return startSession(parseConfig(aws.config), { now: Date.now, tokens });
}

/** What the app does, each request once. */
async function useEverything({ identityId, kms, kmsKeyId, store }: Session): Promise<void> {
  const key = `${identityId}/clock`;
  await store.list({ prefix: `${identityId}/`, continuation: null, limit: 10, signal });
  await store.put({
    key,
    body: new Uint8Array([1, 2, 3]),
    crc32: 'VbyAHQ==',
    onlyIfAbsent: false,
    storageEncryption: { kind: 'bucket-default' },
    signal,
  });
  expect((await store.read({ key, first: 0, last: 9, signal })).bytes).toHaveLength(3);
  expect((await store.head({ key, signal })).size).toBe(3);
  const context = new Map([['owner', identityId]]);
  const { plaintext, wrapped } = await kms.generateDataKey({ keyId: kmsKeyId, context, signal });
  const unwrapped = await kms.decrypt({ keyId: kmsKeyId, wrapped, context, signal });
  expect(unwrapped.plaintext).toEqual(plaintext);
}

const threeHours = 3 * 3600;

describe('a device whose clock is wrong', () => {
  it.each([
    ['behind', threeHours],
    ['ahead', -threeHours],
    ['right', 0],
  ])(
    'by three hours (%s): everything works at the first request, without another sign-in',
    async (_name, offset) => {
      renewals = 0;
      await setClock(offset);
      const session = await sessionOf('alice');
      await useEverything(session);
      expect(renewals).toBe(0);
      session.end();
    },
  );

  it('from one request to the next is told so once by each service, and then right', async () => {
    const session = await sessionOf('alice');
    await useEverything(session);
    await setClock(-threeHours);
    const { identityId, kms, kmsKeyId, store } = session;
    const list = () => store.list({ prefix: `${identityId}/`, continuation: null, limit: 1, signal });
    await expect(list()).rejects.toMatchObject({ code: 'clock-wrong' });
    await list();
    const describeKey = () => kms.describeKey({ keyId: kmsKeyId, signal });
    await expect(describeKey()).rejects.toMatchObject({ code: 'clock-wrong' });
    await describeKey();
    await useEverything(session);
    session.end();
  });
});
