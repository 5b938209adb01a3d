import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetPublicKeyCommand,
  InvalidCiphertextException,
  ListAliasesCommand,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAsUser } from '../testing/sign-in.ts';
import { kmsClient, refusal } from '../testing/started-aws.ts';
import { aws, KeyId, kms, newKey, startKms, stopKms } from './kms-fixture.ts';

beforeAll(startKms);
afterAll(stopKms);

function tryKey(name: string): Promise<string> {
  return refusal(kms.send(new EncryptCommand({ KeyId: name, Plaintext: new Uint8Array(1) })));
}

function alias(AliasName: string): Promise<string> {
  return refusal(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId })));
}

describe("refusals in the service's words", () => {
  const gone = '00000000-0000-4000-8000-000000000000';
  const Plaintext = new Uint8Array(1);

  it('a plaintext over 4096 bytes', async () => {
    expect(await refusal(kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(4096) })))).toBe(
      'allowed',
    );
    expect(await refusal(kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(4097) })))).toBe(
      "ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    );
  });

  it('a blob of another key', async () => {
    const other = await newKey();
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }));
    expect(await refusal(kms.send(new DecryptCommand({ KeyId: other.arn, CiphertextBlob })))).toBe(
      'IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation.',
    );
  });

  it('an unknown key, by id, by ARN, of another place, or by alias', async () => {
    const arn = KeyId.replace(/key\/.*$/u, `key/${gone}`);
    expect(await tryKey(gone)).toBe(`NotFoundException: Key '${arn}' does not exist`);
    expect(await tryKey(arn)).toBe(`NotFoundException: Key '${arn}' does not exist`);
    const foreign = KeyId.replace('us-east-1', 'eu-west-1');
    expect(await tryKey(foreign)).toBe(`NotFoundException: Key '${foreign}' does not exist`);
    expect(await tryKey('alias/none')).toBe(
      `NotFoundException: Alias ${KeyId.replace(/key\/.*$/u, 'alias/none')} is not found.`,
    );
  });

  it('a disabled key, until it is enabled again', async () => {
    const { arn } = await newKey();
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: arn, Plaintext }));
    await kms.send(new DisableKeyCommand({ KeyId: arn }));
    for (const call of [
      kms.send(new EncryptCommand({ KeyId: arn, Plaintext })),
      kms.send(new DecryptCommand({ CiphertextBlob })),
      kms.send(new GenerateDataKeyCommand({ KeyId: arn, NumberOfBytes: 32 })),
    ].map(refusal)) {
      expect(await call).toBe(`DisabledException: ${arn} is disabled.`);
    }
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }));
    expect([KeyMetadata?.Enabled, KeyMetadata?.KeyState]).toEqual([false, 'Disabled']);
    await kms.send(new EnableKeyCommand({ KeyId: arn }));
    expect(await refusal(kms.send(new DecryptCommand({ CiphertextBlob })))).toBe('allowed');
  });

  it('a key pending deletion, until that is cancelled', async () => {
    const { arn, id } = await newKey();
    const scheduled = await kms.send(new ScheduleKeyDeletionCommand({ KeyId: id, PendingWindowInDays: 7 }));
    expect([scheduled.KeyId, scheduled.KeyState]).toEqual([arn, 'PendingDeletion']);
    expect(await refusal(kms.send(new EncryptCommand({ KeyId: arn, Plaintext })))).toBe(
      `KMSInvalidStateException: ${arn} is pending deletion.`,
    );
    expect(await refusal(kms.send(new EnableKeyCommand({ KeyId: arn })))).toMatch(
      /^KMSInvalidStateException/u,
    );
    await kms.send(new CancelKeyDeletionCommand({ KeyId: arn }));
    await kms.send(new EnableKeyCommand({ KeyId: arn }));
    expect(await refusal(kms.send(new EncryptCommand({ KeyId: arn, Plaintext })))).toBe('allowed');
  });

  it('a wrong context or a corrupt blob, without a word', async () => {
    const pairs = { EncryptionContext: { owner: 'me' } };
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext, ...pairs }),
    );
    const corrupt = Uint8Array.from(CiphertextBlob, (byte, index) => (index === 150 ? byte ^ 1 : byte));
    for (const input of [{ CiphertextBlob }, { CiphertextBlob: corrupt, ...pairs }]) {
      await expect(kms.send(new DecryptCommand(input))).rejects.toSatisfy(
        (thrown) =>
          thrown instanceof InvalidCiphertextException && ['', 'UnknownError'].includes(thrown.message),
      );
    }
  });

  it('whoever is not allowed, by name, action and key', async () => {
    const { credentials } = await signInAsUser(aws, 'alice', 'alice-demo');
    const outcome = await refusal(
      kmsClient(aws, credentials).send(new DecryptCommand({ KeyId, CiphertextBlob: new Uint8Array(200) })),
    );
    expect(outcome).toMatch(
      /^AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role\/\S+ is not authorized to perform: kms:Decrypt on resource: /u,
    );
    expect(outcome).toContain(`${KeyId} because no identity-based policy allows the kms:Decrypt action`);
  });

  it('a key that signs', async () => {
    const { arn } = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
    expect(await refusal(kms.send(new EncryptCommand({ KeyId: arn, Plaintext, EncryptionAlgorithm })))).toBe(
      `InvalidKeyUsageException: ${arn} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    );
  });

  it.each([
    ['neither size nor spec', {}, 'Please specify either number of bytes or key spec.'],
    [
      'both',
      { NumberOfBytes: 32, KeySpec: 'AES_256' as const },
      'Please specify either number of bytes or key spec.',
    ],
    ['no bytes', { NumberOfBytes: 0 }, 'greater than or equal to 1'],
    ['too many bytes', { NumberOfBytes: 1025 }, 'less than or equal to 1024'],
    [
      'a huge context',
      { NumberOfBytes: 1, EncryptionContext: { a: 'x'.repeat(8192) } },
      'less than or equal to 8192',
    ],
  ])('a data key of %s', async (_name, size, message) => {
    const outcome = await refusal(kms.send(new GenerateDataKeyCommand({ KeyId, ...size })));
    expect(outcome).toMatch(/^ValidationException/u);
    expect(outcome).toContain(message);
  });

  it('an alias that is taken, reserved or malformed', async () => {
    expect(await alias('alias/second')).toBe('allowed');
    expect(await alias('alias/second')).toMatch(/^AlreadyExistsException/u);
    expect(await alias('alias/aws/mine')).toMatch(/^NotAuthorizedException/u);
    expect(await alias('second')).toMatch(/^ValidationException/u);
    const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId }));
    expect(Aliases?.map(({ AliasName }) => AliasName)).toEqual(['alias/sealdrop', 'alias/second']);
  });

  it('lists keys page by page', async () => {
    const all: (string | undefined)[] = [];
    let Marker: string | undefined;
    do {
      const page = await kms.send(
        new ListKeysCommand({ Limit: 2, ...(Marker === undefined ? {} : { Marker }) }),
      );
      all.push(...(page.Keys ?? []).map(({ KeyArn }) => KeyArn));
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(all).toContain(KeyId);
    expect(new Set(all).size).toBe(all.length);
  });

  it('a public key of a symmetric key', async () => {
    expect(await refusal(kms.send(new GetPublicKeyCommand({ KeyId })))).toMatch(
      /^UnsupportedOperationException/u,
    );
  });
});
