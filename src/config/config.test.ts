import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const usual = {
  region: 'eu-central-1',
  signIn: { authority: 'https://id.example', clientId: 'app' },
  identityPool: { id: 'eu-central-1:00000000-0000-0000-0000-000000000000', loginProvider: 'id.example' },
  bucket: 'sealed',
  kmsKeyId: 'alias/sealed',
};

describe('parseConfig(), transfers', () => {
  it('may be left out, in whole or in part', () => {
    expect(parseConfig(usual).transfers).toBeUndefined();
    expect(parseConfig({ ...usual, transfers: {} }).transfers).toEqual({});
    const transfers = { stallSeconds: 2.5, patienceSeconds: 30, lanes: 6, partMiB: 5 };
    expect(parseConfig({ ...usual, transfers }).transfers).toEqual(transfers);
  });

  it.each([
    ['stallSeconds', 0.5],
    ['stallSeconds', 301],
    ['stallSeconds', '30'],
    ['patienceSeconds', 0],
    ['lanes', 0],
    ['lanes', 7],
    ['lanes', 1.5],
    ['partMiB', 4],
    ['partMiB', 65],
    ['retries', 3],
  ])('refuses %s: %j, and names it', (field, value) => {
    expect(() => parseConfig({ ...usual, transfers: { [field]: value } })).toThrow(
      expect.objectContaining({
        code: 'config-invalid',
        details: expect.objectContaining({ field: `transfers.${field}` }),
      }),
    );
  });
});

describe('parseConfig(), keyBench', () => {
  it('may be left out, in whole or in part', () => {
    expect(parseConfig(usual).keyBench).toBeUndefined();
    expect(parseConfig({ ...usual, keyBench: { rsaKeyId: 'alias/rsa' } }).keyBench).toEqual({
      rsaKeyId: 'alias/rsa',
    });
  });

  it.each([
    ['secondKeyId', ''],
    ['rsaKeyId', 1],
    ['thirdKeyId', 'alias/a'],
  ])('refuses %s: %j, and names it', (field, value) => {
    expect(() => parseConfig({ ...usual, keyBench: { [field]: value } })).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ field: `keyBench.${field}` }) }),
    );
  });
});

describe('parseConfig(), the ways in', () => {
  const { signIn, identityPool, ...others } = usual;

  it('are sign-in, own credentials, or both', () => {
    expect(parseConfig(usual).ownCredentials).toBeUndefined();
    expect(parseConfig({ ...others, ownCredentials: {} })).toMatchObject({ ownCredentials: {} });
    const ownCredentials = { suggestedOwner: 'team-a' };
    expect(parseConfig({ ...usual, ownCredentials })).toMatchObject({ signIn, ownCredentials });
  });

  it.each<[string, object]>([
    ['signIn', others],
    ['identityPool', { ...others, signIn }],
    ['identityPool', { ...others, signIn, ownCredentials: {} }],
    ['identityPool', { ...others, identityPool }],
    ['ownCredentials.suggestedOwner', { ...usual, ownCredentials: { suggestedOwner: '' } }],
    ['ownCredentials.accessKeyId', { ...usual, ownCredentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } }],
  ])('are refused with %s named', (field, config) => {
    expect(() => parseConfig(config)).toThrow(
      expect.objectContaining({ code: 'config-invalid', details: expect.objectContaining({ field }) }),
    );
  });
});
