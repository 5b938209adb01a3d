import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { parseConfig } from '../../config/config.ts';
import type { OwnCredentials } from '../../config/own-credentials.ts';
import { startSession, type Session } from '../session.ts';

let aws: Awaited<ReturnType<typeof startForTest>>;
let owner: string;
let own: OwnCredentials;

beforeAll(async () => {
  aws = await startForTest();
});
afterAll(() => aws.close());

/** Temporary credentials, as an access portal would give them. */
beforeEach(async () => {
  const { identityId, credentials } = await signInAsUser(aws, 'alice', 'alice-demo');
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  owner = identityId;
  own = { accessKeyId, secretAccessKey, sessionToken };
});

const start = (
  change: Partial<OwnCredentials & { owner: string; bucket: string }> = {},
): Promise<Session> => {
  const { owner: whose = owner, bucket = aws.config.bucket, ...changed } = change;
  const config = parseConfig({ ...aws.config, bucket });
  return startSession(config, { now: Date.now, own: { ...own, ...changed }, owner: whose });
};

const list = ({ store, identityId }: Session) =>
  store.list({
    prefix: `${identityId}/`,
    continuation: null,
    limit: 10,
    signal: new AbortController().signal,
  });

async function expireSessions(): Promise<void> {
  const answer = await fetch(`${aws.url}/_local/expire-sessions`, {
    method: 'POST',
    headers: { 'x-sealdrop-local': '1' },
  });
  expect(answer.ok).toBe(true);
}

const threeHoursAgo = () => Date.now() - 3 * 60 * 60 * 1000;
const flipped = (text: string) => (text.startsWith('a') ? 'b' : 'a') + text.slice(1);

describe('startSession() with own credentials', () => {
  it('works for the owner that was stated', async () => {
    const session = await start();
    expect(session.identityId).toBe(owner);
    await expect(list(session)).resolves.toMatchObject({ continuation: null });
    session.end();
  });

  it('takes permanent ones, for any owner that they may reach', async () => {
    const session = await start({ ...aws.admin, sessionToken: null, owner: 'team-a' });
    expect(session.identityId).toBe('team-a');
    session.end();
  });

  it.each<[string, () => Parameters<typeof start>[0]]>([
    ['own-secret-wrong', () => ({ secretAccessKey: flipped(own.secretAccessKey) })],
    ['own-key-unknown', () => ({ accessKeyId: 'ASIAAAAAAAAAAAAAAAAA' })],
    ['own-token-wrong', () => ({ sessionToken: flipped(own.sessionToken ?? '') })],
    ['store-denied', () => ({ owner: 'somebody-else' })],
    ['bucket-not-found', () => ({ ...aws.admin, sessionToken: null, bucket: 'no-such-bucket' })],
  ])('%s', async (code, change) => {
    await expect(start(change())).rejects.toMatchObject({ code });
  });

  it('work with a clock that is hours off, which the store puts right', async () => {
    const config = parseConfig(aws.config);
    const session = await startSession(config, { now: threeHoursAgo, own, owner });
    await expect(list(session)).resolves.toBeDefined();
    session.end();
  });

  it('own-token-expired', async () => {
    await expireSessions();
    await expect(start()).rejects.toMatchObject({ code: 'own-token-expired' });
  });

  it('ends when its token expires, and goes on with another', async () => {
    const session = await start();
    await expireSessions();
    await expect(list(session)).rejects.toMatchObject({ code: 'session-expired' });
    await expect(session.bring?.(own)).rejects.toMatchObject({ code: 'own-token-expired' });
    await expect(list(session)).rejects.toMatchObject({ code: 'session-expired' });
    const { credentials } = await signInAsUser(aws, 'alice', 'alice-demo');
    const { accessKeyId, secretAccessKey, sessionToken } = credentials;
    await session.bring?.({ accessKeyId, secretAccessKey, sessionToken });
    await expect(list(session)).resolves.toBeDefined();
    session.end();
  });
});
