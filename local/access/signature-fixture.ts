import { createHash } from 'node:crypto';
import { AccessFailure, type ServiceName, type SignedRequest } from './contract.ts';
import type { Credential, CredentialStore } from './credential-store.ts';
import { verifySignature } from './verify-signature.ts';

export const emptySha256 = createHash('sha256').digest('hex');
export const example: Credential = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: null,
  expiresAt: null,
  role: 'admin',
  arn: 'arn:aws:iam::000000000000:user/example',
  variables: {},
};
/** A session's, which comes with a token. */
export const session: Credential = {
  ...example,
  accessKeyId: 'ASIAAAAAAAAAAAAAAAAA',
  secretAccessKey: 'session-secret',
  sessionToken: 'the+session/token==',
  expiresAt: Date.parse('2100-01-01T00:00:00Z'),
};

export function storeOf(...credentials: readonly Credential[]): CredentialStore {
  return {
    admin: example,
    find: (id) => credentials.find(({ accessKeyId }) => accessKeyId === id) ?? null,
    issue: () => Promise.reject(new Error('not here')),
    expireAll: () => Promise.resolve(),
  };
}

/** For tests: verifies with these two credentials, unless told otherwise. */
export function verify(
  request: SignedRequest,
  options: {
    now?: Date;
    service?: ServiceName;
    region?: string;
    credentials?: CredentialStore;
    body?: string;
  } = {},
): ReturnType<typeof verifySignature> {
  return verifySignature(
    {
      credentials: options.credentials ?? storeOf(example, session),
      clock: { now: () => options.now ?? new Date() },
      region: options.region ?? 'us-east-1',
    },
    request,
    options.service ?? 's3',
    options.body ?? null,
  );
}

/** The code of the refusal, or `accepted`. */
export function outcome(...args: Parameters<typeof verify>): string {
  try {
    verify(...args);
    return 'accepted';
  } catch (thrown) {
    if (thrown instanceof AccessFailure) return thrown.code;
    throw thrown;
  }
}

export const documentedDay = new Date('2013-05-24T00:00:00Z');
