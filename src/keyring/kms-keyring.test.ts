import { describe, expect, it } from 'vitest';
import type { Bytes } from '../bytes/bytes.ts';
import { utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import type { EncryptedDataKey, ParsedHeader } from '../message/header.ts';
import { sealingSuite } from '../message/suites.ts';
import { isKeyArn } from './key-arn.ts';
import { maxKeysTried, sealKey, unwrapKey, type UnwrapTry } from './kms-keyring.ts';
import type { KmsPort } from './kms-port.ts';

const arn = (id: string): string => `arn:aws:kms:eu-central-1:123456789012:key/${id}`;
const context = new Map([['owner', 'me']]);
const { signal } = new AbortController();

const unexpected = () => Promise.reject(new Error('not expected'));

function kmsOf(methods: Partial<KmsPort>): KmsPort {
  return { generateDataKey: unexpected, decrypt: unexpected, describeKey: unexpected, ...methods };
}

function edkOf(providerInfo: string, providerId = 'aws-kms'): EncryptedDataKey {
  return {
    providerId,
    providerInfo: utf8Encode(providerInfo),
    ciphertext: utf8Encode(`wrapped by ${providerInfo}`),
  };
}

function parsedWith(...edks: EncryptedDataKey[]): ParsedHeader {
  return {
    header: {
      suite: sealingSuite,
      messageId: new Uint8Array(32),
      context,
      edks,
      content: { type: 'framed', frameLength: 1 },
      commitment: new Uint8Array(32),
    },
    body: new Uint8Array(0),
    iv: new Uint8Array(12),
    tag: new Uint8Array(16),
    length: 0,
  };
}

const rawKey = (): Bytes => new Uint8Array(32).fill(7);

describe('isKeyArn()', () => {
  it.each([arn('1234abcd-12ab'), arn('mrk-0123'), 'arn:aws-us-gov:kms:us-gov-west-1:1:key/a'])(
    'takes %s',
    (text) => {
      expect(isKeyArn(text)).toBe(true);
    },
  );

  it.each([
    'arn:aws:kms:eu-central-1:123456789012:alias/files',
    'alias/files',
    '1234abcd-12ab',
    'arn:aws:s3:eu-central-1:1:key/a',
    'arn:aws:kms::1:key/a',
    `${arn('a')}/b`,
    `${arn('a')}\n`,
    arn(''),
  ])('refuses %j', (text) => {
    expect(isKeyArn(text)).toBe(false);
  });
});

describe('sealKey()', () => {
  it('asks with the whole context and names the key by the ARN KMS answered with', async () => {
    const plaintext = rawKey();
    const asked: unknown[] = [];
    const kms = kmsOf({
      generateDataKey: (request) => {
        asked.push(request.keyId, request.context);
        return Promise.resolve({ plaintext, wrapped: Uint8Array.of(9), keyArn: arn('a') });
      },
    });
    const { dataKey, edks } = await sealKey(kms, { keyId: 'alias/files', context, signal });
    expect(asked).toEqual(['alias/files', context]);
    expect(edks).toEqual([
      { providerId: 'aws-kms', providerInfo: utf8Encode(arn('a')), ciphertext: Uint8Array.of(9) },
    ]);
    expect(dataKey.key.extractable).toBe(false);
    expect(plaintext).toEqual(new Uint8Array(32));
  });

  it.each([
    ['an alias', 'arn:aws:kms:eu-central-1:123456789012:alias/files', 32, 9],
    ['31 bytes', arn('a'), 31, 9],
    ['33 bytes', arn('a'), 33, 9],
    ['no bytes', arn('a'), 0, 9],
    ['no wrapped key', arn('a'), 32, 0],
    ['a wrapped key no header holds', arn('a'), 32, 65_536],
  ])(
    'refuses an answer with %s, and overwrites the key all the same',
    async (_what, keyArn, length, wrapped) => {
      const plaintext = new Uint8Array(length).fill(7);
      const kms = kmsOf({
        generateDataKey: () => Promise.resolve({ plaintext, wrapped: new Uint8Array(wrapped), keyArn }),
      });
      await expect(sealKey(kms, { keyId: 'k', context, signal })).rejects.toMatchObject({
        code: 'kms-answer-invalid',
      });
      expect(plaintext).toEqual(new Uint8Array(length));
    },
  );
});

describe('unwrapKey()', () => {
  it('goes on to the next wrapped key, each under its own ARN and the whole context', async () => {
    const asked: string[] = [];
    const plaintext = rawKey();
    const kms = kmsOf({
      decrypt: (request) => {
        asked.push(request.keyId);
        expect(request.context).toBe(context);
        if (request.keyId === arn('b'))
          return Promise.resolve({ plaintext, keyArn: arn('b'), requestId: 'r' });
        return Promise.reject(new AppError('kms-denied', 'no'));
      },
    });
    const parsed = parsedWith(
      edkOf('alias/x'),
      edkOf('name', 'raw'),
      edkOf(arn('a')),
      edkOf(arn('b')),
      edkOf(arn('c')),
    );
    const unwrapped = await unwrapKey(kms, parsed, signal);
    expect(unwrapped).toMatchObject({ keyArn: arn('b'), requestId: 'r' });
    expect(asked).toEqual([arn('a'), arn('b')]);
    expect(plaintext).toEqual(new Uint8Array(32));
  });

  it('refuses an answer from another key, and a key of the wrong length, overwriting both', async () => {
    for (const [keyArn, length] of [
      [arn('b'), 32],
      [arn('a'), 16],
    ] as const) {
      const plaintext = new Uint8Array(length).fill(7);
      const kms = kmsOf({ decrypt: () => Promise.resolve({ plaintext, keyArn, requestId: null }) });
      await expect(unwrapKey(kms, parsedWith(edkOf(arn('a'))), signal)).rejects.toMatchObject({
        code: 'kms-answer-invalid',
      });
      expect(plaintext).toEqual(new Uint8Array(length));
    }
  });

  it('rethrows the code all attempts share', async () => {
    const kms = kmsOf({ decrypt: () => Promise.reject(new AppError('kms-denied', 'no')) });
    await expect(unwrapKey(kms, parsedWith(edkOf(arn('a')), edkOf(arn('b'))), signal)).rejects.toMatchObject({
      code: 'kms-denied',
    });
  });

  it('says no-usable-key, with the reasons, when they differ', async () => {
    const kms = kmsOf({
      decrypt: ({ keyId }) =>
        Promise.reject(new AppError(keyId === arn('a') ? 'kms-denied' : 'kms-key-disabled', 'no')),
    });
    await expect(unwrapKey(kms, parsedWith(edkOf(arn('a')), edkOf(arn('b'))), signal)).rejects.toMatchObject({
      code: 'no-usable-key',
      details: { tried: 2, reasons: 'kms-denied, kms-key-disabled' },
    });
  });

  it.each(['offline', 'throttled', 'session-expired', 'clock-wrong'] as const)(
    'says %s, not that no key is usable, where that kept one key from being tried',
    async (code) => {
      const kms = kmsOf({
        decrypt: ({ keyId }) =>
          Promise.reject(new AppError(keyId === arn('a') ? 'kms-key-not-found' : code, 'no')),
      });
      await expect(
        unwrapKey(kms, parsedWith(edkOf(arn('a')), edkOf(arn('b'))), signal),
      ).rejects.toMatchObject({ code });
    },
  );

  it('asks nobody when no key is wrapped by a KMS key', async () => {
    await expect(unwrapKey(kmsOf({}), parsedWith(edkOf('alias/a')), signal)).rejects.toMatchObject({
      code: 'no-usable-key',
      details: { wrappedKeys: 1, byKms: 0, tried: 0 },
    });
  });

  it('asks about no more than a bounded number of keys', async () => {
    let asked = 0;
    const kms = kmsOf({
      decrypt: () => {
        asked += 1;
        return Promise.reject(new AppError('kms-denied', 'no'));
      },
    });
    const edks = Array.from({ length: 1000 }, (_, index) => edkOf(arn(String(index))));
    await expect(unwrapKey(kms, parsedWith(...edks), signal)).rejects.toMatchObject({ code: 'kms-denied' });
    expect(asked).toBe(maxKeysTried);
  });

  it('tells of each wrapped key it tries, and when the raw key came and was gone', async () => {
    const tried: UnwrapTry[] = [];
    let time = 0;
    const raw = rawKey();
    const kms = kmsOf({
      decrypt: async ({ keyId }) => {
        time += 10;
        if (keyId === arn('a')) {
          throw new AppError('kms-denied', 'no', { details: { requestId: 'request-1' } });
        }
        return { plaintext: raw, keyArn: keyId, requestId: 'request-2' };
      },
    });
    const parsed = parsedWith(edkOf('raw', 'other'), edkOf(arn('a')), edkOf(arn('b')));
    const watch = { now: () => time, onTry: (one: UnwrapTry) => void tried.push(one) };
    expect((await unwrapKey(kms, parsed, signal, watch)).life).toEqual({ unwrapped: 20, overwritten: 20 });
    expect(raw.every((byte) => byte === 0)).toBe(true);
    expect(tried).toMatchObject([
      { index: 1, keyArn: arn('a'), requestId: 'request-1', milliseconds: 10, error: { code: 'kms-denied' } },
      { index: 2, keyArn: arn('b'), requestId: 'request-2', milliseconds: 10, error: null },
    ]);
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    let asked = 0;
    const kms = kmsOf({
      decrypt: () => {
        asked += 1;
        controller.abort();
        return Promise.reject(new AppError('service-unreachable', 'cut'));
      },
    });
    const running = unwrapKey(kms, parsedWith(edkOf(arn('a')), edkOf(arn('b'))), controller.signal);
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(asked).toBe(1);
  });
});
