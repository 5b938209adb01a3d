import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';
import { storagePlace } from './storage.ts';

const usual = {
  region: 'eu-central-1',
  signIn: { authority: 'https://id.example', clientId: 'app' },
  identityPool: { id: 'eu-central-1:00000000-0000-0000-0000-000000000000', loginProvider: 'id.example' },
  bucket: 'sealed',
  kmsKeyId: 'alias/sealed',
};
const endpoint = 'https://s3.example';
const role = { source: 'web-identity', roleArn: 'arn:aws:iam:::role/sealdrop-${sub}' };

describe('parseConfig(), storage', () => {
  it('needs its endpoint alone', () => {
    expect(parseConfig(usual).storage).toBeUndefined();
    expect(parseConfig({ ...usual, storage: { endpoint } }).storage).toEqual({
      endpoint,
      region: 'us-east-1',
      pathStyle: true,
    });
  });

  it.each(['us-east-1', 'default', 'auto', 'garage'])('takes the region %s', (region) => {
    expect(parseConfig({ ...usual, storage: { endpoint, region } }).storage?.region).toBe(region);
  });

  it.each([
    ['storage.endpoint', { endpoint: 's3.example' }],
    ['storage.region', { endpoint, region: 'EU West' }],
    ['storage.credentials.source', { endpoint, credentials: { ...role, source: 'static' } }],
    ['storage.credentials.roleArn', { endpoint, credentials: { ...role, roleArn: 'sealdrop' } }],
    ['storage.credentials.durationSeconds', { endpoint, credentials: { ...role, durationSeconds: 899 } }],
    ['storage.credentials.secret', { endpoint, credentials: { ...role, secret: 'x' } }],
  ])('refuses a wrong %s by name', (field, storage) => {
    expect(() => parseConfig({ ...usual, storage })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field }) }),
    );
  });
});

describe('storagePlace()', () => {
  it('is AWS without anything, the endpoints’ S3 with them, the store before both', () => {
    const { region } = usual;
    const endpoints = { s3: 'http://localhost:1' };
    const storage = { endpoint, region: 'garage', pathStyle: false };
    expect(storagePlace({ region })).toEqual({ region, endpoint: null, pathStyle: false });
    expect(storagePlace({ region, endpoints })).toEqual({
      region,
      endpoint: endpoints.s3,
      pathStyle: true,
    });
    expect(storagePlace({ region, endpoints, storage })).toEqual(storage);
  });
});
