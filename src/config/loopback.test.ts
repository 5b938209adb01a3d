import { describe, expect, it } from 'vitest';
import { loopbackProbe } from './loopback.ts';

const here = 'http://localhost:9000';
const endpoints = { s3: here, kms: 'http://127.0.0.1:9001', cognitoIdentity: 'http://[::1]:9002' };
const signIn = { authority: 'http://id.localhost:9003/oidc', clientId: 'a', scope: 'openid' };

describe('loopbackProbe()', () => {
  it('is an address of sign-in where all is on this device, or of S3 where nobody signs in', () => {
    expect(loopbackProbe({ endpoints, signIn })).toBe(
      'http://id.localhost:9003/oidc/.well-known/openid-configuration',
    );
    expect(loopbackProbe({ endpoints })).toBe(here);
  });

  it.each([
    ['AWS itself', { signIn }],
    ['sign-in elsewhere', { endpoints, signIn: { ...signIn, authority: 'https://id.example.org' } }],
    ['a store elsewhere', { endpoints, storage: { endpoint: 'https://s3.example.org' } }],
    ['a name that only begins so', { endpoints: { ...endpoints, kms: 'http://localhost.example.org' } }],
  ])('is none for %s', (_what, config) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is left out is not read
    expect(loopbackProbe(config as Parameters<typeof loopbackProbe>[0])).toBeNull();
  });
});
