import { KMSClient } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { createBenchKmsAdapter } from './bench-kms-adapter.ts';

const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';
const context = new Map([['owner', 'me']]);
const { signal } = new AbortController();
const bytes = Uint8Array.of(1, 2);

/** A client whose answer is given, and whose commands are seen. */
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
  return { kms: createBenchKmsAdapter(client), asked };
}

describe('createBenchKmsAdapter()', () => {
  it.each([
    [{ context }, { EncryptionContext: { owner: 'me' } }],
    [{ oaepHash: 'SHA-1' }, { EncryptionAlgorithm: 'RSAES_OAEP_SHA_1' }],
    [{ oaepHash: 'SHA-256' }, { EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' }],
  ] as const)('decrypts under %j, and overwrites the SDK’s copy', async (under, expected) => {
    const Plaintext = Uint8Array.of(7, 7);
    const { kms, asked } = kmsAnswering({ Plaintext, KeyId: keyArn, KeyMaterialId: 'material' });
    const answer = await kms.decrypt({ keyId: keyArn, ciphertext: bytes, under, signal });
    expect(answer).toEqual({
      plaintext: Uint8Array.of(7, 7),
      keyArn,
      materialId: 'material',
      requestId: 'request-1',
    });
    expect(Plaintext).toEqual(new Uint8Array(2));
    expect(asked).toEqual([{ KeyId: keyArn, CiphertextBlob: bytes, ...expected }]);
  });

  it('moves a wrapped key under the same context', async () => {
    const { kms, asked } = kmsAnswering({ CiphertextBlob: bytes, SourceKeyId: keyArn, KeyId: `${keyArn}2` });
    const request = { ciphertext: bytes, sourceKeyId: keyArn, destinationKeyId: 'alias/b', context, signal };
    expect(await kms.reEncrypt(request)).toMatchObject({ sourceKeyArn: keyArn, keyArn: `${keyArn}2` });
    expect(asked).toMatchObject([
      { SourceEncryptionContext: { owner: 'me' }, DestinationEncryptionContext: { owner: 'me' } },
    ]);
  });

  it('never asks for the private half of a key pair', async () => {
    const { kms, asked } = kmsAnswering({ PublicKey: bytes, PrivateKeyCiphertextBlob: bytes, KeyId: keyArn });
    await kms.generateKeyPair({ keyId: keyArn, spec: 'RSA_2048', context, signal });
    expect(asked).toEqual([{ KeyId: keyArn, KeyPairSpec: 'RSA_2048', EncryptionContext: { owner: 'me' } }]);
  });

  it('refuses answers that lack what was asked for', async () => {
    const { kms } = kmsAnswering({});
    const code = 'kms-answer-invalid';
    const keyId = keyArn;
    const asked = [
      kms.encrypt({ keyId, plaintext: bytes, context, signal }),
      kms.decrypt({ keyId, ciphertext: bytes, under: { context }, signal }),
      kms.getPublicKey({ keyId, signal }),
      kms.describeKey({ keyId, signal }),
    ];
    for (const one of asked) await expect(one).rejects.toMatchObject({ code });
  });

  it('tells rotations with words for what KMS left out', async () => {
    const { kms } = kmsAnswering({ KeyRotationEnabled: true, RotationPeriodInDays: 90, Rotations: [{}] });
    expect(await kms.rotation({ keyId: keyArn, signal })).toEqual({
      automatic: true,
      periodDays: 90,
      rotations: [{ date: null, type: 'unknown', materialId: null }],
    });
  });
});
