import { describe, expect, it } from 'vitest';
import { connectOrigins, storageOrigins } from './connect-origins.ts';

const base = {
  region: 'eu-central-1',
  bucket: 'records',
  signIn: { authority: 'https://login.example.org/realms/people' },
};
const usual = [
  'https://kms.eu-central-1.amazonaws.com',
  'https://cognito-identity.eu-central-1.amazonaws.com',
  'https://login.example.org',
];

describe('where pages may send requests', () => {
  it("is AWS's own of the region, and the sign-in", () => {
    expect(connectOrigins(base)).toEqual(['https://records.s3.eu-central-1.amazonaws.com', ...usual]);
  });

  it('is each endpoint that is named instead, once', () => {
    const local = 'http://localhost:9000';
    const endpoints = { s3: local, kms: local, cognitoIdentity: local };
    expect(connectOrigins({ ...base, endpoints })).toEqual([local, 'https://login.example.org']);
  });

  it("is a store that is named alone, and no S3 of AWS's", () => {
    const storage = { endpoint: 'https://store.example.org:7480/' };
    expect(connectOrigins({ ...base, storage })).toEqual(['https://store.example.org:7480', ...usual]);
  });
});

describe('where a store that is named alone is reached', () => {
  const endpoint = 'https://store.example.org/';
  it.each([
    ['by its paths', { endpoint }, ['https://store.example.org']],
    ["by the bucket's own host", { endpoint, pathStyle: false }, ['https://records.store.example.org']],
    [
      "for credentials at the store itself, not at the bucket's host",
      { endpoint, pathStyle: false, credentials: {} },
      ['https://records.store.example.org', 'https://store.example.org'],
    ],
    [
      'for credentials elsewhere',
      { endpoint, credentials: { endpoint: 'https://sts.example.org/' } },
      ['https://store.example.org', 'https://sts.example.org'],
    ],
  ])('%s', (_name, storage, expected) => {
    expect(storageOrigins('records', storage)).toEqual(expected);
  });
});
