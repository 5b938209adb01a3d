import { KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createKmsAdapter } from './kms-adapter.ts';

const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';
const context = new Map([
  ['owner', 'me'],
  ['__proto__', 'a name like any other'],
]);
const { signal } = new AbortController();

/** A client whose answers are given, and whose commands are seen. */
function kmsAnswering(answer: object) {
  const asked: object[] = [];
  const client = new KMSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
  client.middlewareStack.add(
    () => (args) => {
      asked.push(args.input);
      return Promise.resolve({ response: {}, output: { $metadata: { requestId: 'request-1' }, ...answer } });
    },
    { step: 'initialize', priority: 'high' },
  );
  return { kms: createKmsAdapter(client), asked };
}

const secret = () => new Uint8Array(32).fill(7);
const isOverwritten = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);

describe('createKmsAdapter()', () => {
  it('asks for 32 bytes under the whole context, and overwrites the key where the SDK left it', async () => {
    const plaintext = secret();
    const { kms, asked } = kmsAnswering({
      Plaintext: plaintext,
      CiphertextBlob: Uint8Array.of(9),
      KeyId: keyArn,
    });
    const answer = await kms.generateDataKey({ keyId: 'alias/files', context, signal });
    expect(answer).toEqual({ plaintext: secret(), wrapped: Uint8Array.of(9), keyArn });
    expect(isOverwritten(plaintext)).toBe(true);
    expect(asked).toEqual([
      { KeyId: 'alias/files', NumberOfBytes: 32, EncryptionContext: Object.fromEntries(context) },
    ]);
    expect(Object.keys(Object.fromEntries(context))).toEqual(['owner', '__proto__']);
  });

  it('takes no more of a shared buffer than the key', async () => {
    const shared = new Uint8Array(96).fill(1);
    const plaintext = shared.subarray(32, 64).fill(7);
    const { kms } = kmsAnswering({ Plaintext: plaintext, CiphertextBlob: Uint8Array.of(9), KeyId: keyArn });
    const answer = await kms.generateDataKey({ keyId: keyArn, context });
    expect(answer.plaintext.buffer.byteLength).toBe(32);
    expect(shared).toEqual(Uint8Array.from({ length: 96 }, (_, at) => (at >= 32 && at < 64 ? 0 : 1)));
  });

  it('unwraps under exactly the key and context given, and tells the request id', async () => {
    const plaintext = secret();
    const { kms, asked } = kmsAnswering({ Plaintext: plaintext, KeyId: keyArn });
    const wrapped = Uint8Array.of(1, 2);
    const answer = await kms.decrypt({ keyId: keyArn, wrapped, context, signal });
    expect(answer).toEqual({ plaintext: secret(), keyArn, requestId: 'request-1' });
    expect(isOverwritten(plaintext)).toBe(true);
    expect(asked).toEqual([
      { KeyId: keyArn, CiphertextBlob: wrapped, EncryptionContext: Object.fromEntries(context) },
    ]);
  });

  it.each([
    ['CiphertextBlob', { KeyId: keyArn }],
    ['KeyId', { CiphertextBlob: Uint8Array.of(9) }],
    ['KeyId', { CiphertextBlob: Uint8Array.of(9), KeyId: '' }],
  ])('refuses a data key whose answer lacks %s, and overwrites it all the same', async (field, rest) => {
    const plaintext = secret();
    const { kms } = kmsAnswering({ Plaintext: plaintext, ...rest });
    await expect(kms.generateDataKey({ keyId: keyArn, context })).rejects.toMatchObject({
      code: 'kms-answer-invalid',
      details: { field },
    });
    expect(isOverwritten(plaintext)).toBe(true);
  });

  it('refuses answers without a plaintext or a description', async () => {
    const { kms } = kmsAnswering({ KeyId: keyArn, CiphertextBlob: Uint8Array.of(9) });
    const code = 'kms-answer-invalid';
    await expect(kms.generateDataKey({ keyId: keyArn, context })).rejects.toMatchObject({ code });
    await expect(kms.decrypt({ keyId: keyArn, wrapped: Uint8Array.of(1), context })).rejects.toMatchObject({
      code,
    });
    await expect(kms.describeKey({ keyId: keyArn })).rejects.toMatchObject({ code });
  });

  it('describes a key, with words for what KMS left out', async () => {
    const { kms } = kmsAnswering({
      KeyMetadata: { Arn: keyArn, KeyState: 'Enabled', CreationDate: new Date(0) },
    });
    expect(await kms.describeKey({ keyId: keyArn })).toEqual({
      arn: keyArn,
      keySpec: 'unknown',
      usage: 'unknown',
      state: 'Enabled',
      origin: 'unknown',
      manager: 'unknown',
      multiRegion: false,
      description: '',
      created: '1970-01-01T00:00:00.000Z',
      deletionDate: null,
    });
  });
});
