import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetKeyRotationStatusCommand,
  ListKeyRotationsCommand,
  ReEncryptCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import { assert, asyncProperty, nat } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kmsClient, refusal } from '../testing/started-aws.ts';
import { aws, KeyId, kms, newKey, startKms, stopKms } from './kms-fixture.ts';

beforeAll(startKms);
afterAll(stopKms);

async function setClock(offsetSeconds: number): Promise<void> {
  const answer = await fetch(`${aws.url}/_local/clock`, {
    method: 'POST',
    headers: { 'x-sealdrop-local': '1' },
    body: JSON.stringify({ offsetSeconds }),
  });
  expect(answer.status).toBe(204);
}

const context = { owner: 'us-east-1:me', näme: '\u{1f512}', '': 'empty name', __proto__x: '1' };

describe('symmetric keys', () => {
  it('wrap and unwrap a data key under an encryption context', async () => {
    const made = await kms.send(
      new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 32, EncryptionContext: context }),
    );
    expect(made.Plaintext).toHaveLength(32);
    expect(made.CiphertextBlob).toHaveLength(184);
    expect(made.KeyId).toBe(KeyId);
    const reordered = Object.fromEntries(Object.entries(context).toReversed());
    const opened = await kms.send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: reordered }),
    );
    expect(opened.Plaintext).toEqual(made.Plaintext);
    expect(opened.KeyId).toBe(KeyId);
    expect(opened.KeyMaterialId).toBe(made.KeyMaterialId);
  });

  it.each([
    [{ KeySpec: 'AES_256' as const }, 32],
    [{ KeySpec: 'AES_128' as const }, 16],
    [{ NumberOfBytes: 1 }, 1],
    [{ NumberOfBytes: 1024 }, 1024],
  ])('make data keys of %j', async (size, length) => {
    expect((await kms.send(new GenerateDataKeyCommand({ KeyId, ...size }))).Plaintext).toHaveLength(length);
    const sealed = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, ...size }));
    expect(sealed).not.toHaveProperty('Plaintext');
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob }));
    expect(opened.Plaintext).toHaveLength(length);
  });

  it('answer with the key ARN whatever they were called by', async () => {
    const id = KeyId.slice(KeyId.indexOf('/') + 1);
    const aliasArn = KeyId.replace(/key\/.*$/u, 'alias/sealdrop');
    for (const name of [KeyId, id, 'alias/sealdrop', aliasArn]) {
      const { CiphertextBlob, KeyId: arn } = await kms.send(
        new EncryptCommand({ KeyId: name, Plaintext: new Uint8Array(3) }),
      );
      expect(arn).toBe(KeyId);
      expect((await kms.send(new DecryptCommand({ KeyId: name, CiphertextBlob }))).KeyId).toBe(KeyId);
    }
  });

  it('open a blob only as it was sealed: every single bit counts', async () => {
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1) }),
    );
    await assert(
      asyncProperty(nat(CiphertextBlob.length * 8 - 1), async (bit) => {
        const bent = Uint8Array.from(CiphertextBlob);
        bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await refusal(kms.send(new DecryptCommand({ CiphertextBlob: bent })))).toMatch(
          /^InvalidCiphertextException/u,
        );
      }),
      { numRuns: 60 },
    );
    for (const length of [1, 17, 152, CiphertextBlob.length - 1]) {
      const cut = CiphertextBlob.slice(0, length);
      expect(await refusal(kms.send(new DecryptCommand({ CiphertextBlob: cut })))).toMatch(
        /^InvalidCiphertext/u,
      );
    }
  });

  it.each([
    ['without the context', undefined],
    ['with less of it', { owner: context.owner }],
    ['with more of it', { ...context, more: '1' }],
    ['with another value', { ...context, owner: 'us-east-1:you' }],
    ['with names and values shifted', { ownerus: '-east-1:me' }],
  ])('refuse to open %s', async (_name, EncryptionContext) => {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext: context }),
    );
    expect(await refusal(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext })))).toMatch(
      /^InvalidCiphertextException/u,
    );
  });

  it('re-encrypt under another key and context without showing the plaintext', async () => {
    const target = await newKey();
    const Plaintext = Uint8Array.of(1, 2, 3);
    const first = await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext: { a: '1' } }));
    const moved = await kms.send(
      new ReEncryptCommand({
        CiphertextBlob: first.CiphertextBlob,
        SourceEncryptionContext: { a: '1' },
        DestinationKeyId: target.id,
        DestinationEncryptionContext: { b: '2' },
      }),
    );
    expect([moved.SourceKeyId, moved.KeyId]).toEqual([KeyId, target.arn]);
    const { KeyMetadata: of } = await kms.send(new DescribeKeyCommand({ KeyId: target.arn }));
    expect(moved.DestinationKeyMaterialId).toBe(of?.CurrentKeyMaterialId);
    expect(moved.SourceKeyMaterialId).not.toBe(moved.DestinationKeyMaterialId);
    const opened = await kms.send(
      new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { b: '2' } }),
    );
    expect(opened.Plaintext).toEqual(Plaintext);
  });

  it('keep opening old blobs after a rotation', async () => {
    const { arn } = await newKey();
    const before = await kms.send(new GenerateDataKeyCommand({ KeyId: arn, NumberOfBytes: 32 }));
    await kms.send(new RotateKeyOnDemandCommand({ KeyId: arn }));
    const after = await kms.send(new GenerateDataKeyCommand({ KeyId: arn, NumberOfBytes: 32 }));
    expect(after.KeyMaterialId).not.toBe(before.KeyMaterialId);
    const opened = await kms.send(new DecryptCommand({ KeyId: arn, CiphertextBlob: before.CiphertextBlob }));
    expect(opened.Plaintext).toEqual(before.Plaintext);
    expect(opened.KeyMaterialId).toBe(before.KeyMaterialId);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
    expect(KeyMetadata?.CurrentKeyMaterialId).toBe(after.KeyMaterialId);
    const { Rotations } = await kms.send(new ListKeyRotationsCommand({ KeyId: arn }));
    expect(Rotations?.map(({ KeyMaterialId, RotationType }) => [KeyMaterialId, RotationType])).toEqual([
      [after.KeyMaterialId, 'ON_DEMAND'],
    ]);
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId: arn }));
    expect(status.KeyRotationEnabled).toBe(false);
  });

  it('rotate by themselves when they are due, and keep opening old blobs', async () => {
    const { arn } = await newKey();
    const before = await kms.send(new GenerateDataKeyCommand({ KeyId: arn, NumberOfBytes: 32 }));
    const status = () => kms.send(new GetKeyRotationStatusCommand({ KeyId: arn }));
    expect((await status()).NextRotationDate).toBeUndefined();
    await kms.send(new EnableKeyRotationCommand({ KeyId: arn, RotationPeriodInDays: 90 }));
    const planned = await status();
    expect(planned).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    await setClock(91 * 24 * 3600);
    const late = kmsClient(aws);
    late.config.systemClockOffset = 91 * 24 * 3600 * 1000;
    const { Rotations } = await late.send(new ListKeyRotationsCommand({ KeyId: arn }));
    expect(Rotations).toMatchObject([{ RotationType: 'AUTOMATIC', KeyMaterialState: 'CURRENT' }]);
    const opened = await late.send(new DecryptCommand({ KeyId: arn, CiphertextBlob: before.CiphertextBlob }));
    expect(opened.Plaintext).toEqual(before.Plaintext);
    await late.send(new DisableKeyRotationCommand({ KeyId: arn }));
    await setClock(0);
    expect((await status()).KeyRotationEnabled).toBe(false);
  });

  it.each(['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const)(
    'make data key pairs of %s',
    async (KeyPairSpec) => {
      const pair = await kms.send(
        new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec, EncryptionContext: context }),
      );
      const { CiphertextBlob } = { CiphertextBlob: pair.PrivateKeyCiphertextBlob };
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));
      const der = { key: Buffer.from(opened.Plaintext ?? []), format: 'der', type: 'pkcs8' } as const;
      const spki = createPublicKey(createPrivateKey(der)).export({ type: 'spki', format: 'der' });
      expect(spki).toEqual(Buffer.from(pair.PublicKey ?? []));
      expect(opened.Plaintext).toEqual(pair.PrivateKeyPlaintext);
      const hidden = await kms.send(new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }));
      expect(hidden).not.toHaveProperty('PrivateKeyPlaintext');
    },
  );
});
