import { constants, createPrivateKey, createPublicKey, publicEncrypt } from 'node:crypto';
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  InvalidCiphertextException,
  type KMSClient,
  ListAliasesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ReEncryptCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { assert, asyncProperty, nat } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptionSdkKms } from '../testing/encryption-sdk-kms.ts';
import { signInAsUser } from '../testing/sign-in.ts';
import { kmsClient, refusal, startForTest } from '../testing/started-aws.ts';

let aws: Awaited<ReturnType<typeof startForTest>>;
let kms: KMSClient;
let KeyId: string;

beforeAll(async () => {
  aws = await startForTest();
  kms = kmsClient(aws);
  KeyId = aws.config.kmsKeyId;
});
afterAll(() => aws.close());

async function newKey(input: CreateKeyCommandInput = {}): Promise<{ arn: string; id: string }> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  return { arn: KeyMetadata?.Arn ?? '', id: KeyMetadata?.KeyId ?? '' };
}

function tryKey(name: string): Promise<string> {
  return refusal(kms.send(new EncryptCommand({ KeyId: name, Plaintext: new Uint8Array(1) })));
}

function call(target: string, body = '{}'): Promise<Response> {
  return fetch(aws.url, { method: 'POST', body, headers: { 'x-amz-target': `TrentService.${target}` } });
}

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

describe('RSA keys', () => {
  it.each([
    ['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
    ['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
    ['RSA_3072', 'RSAES_OAEP_SHA_1', 342],
    ['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
    ['RSA_4096', 'RSAES_OAEP_SHA_1', 470],
    ['RSA_4096', 'RSAES_OAEP_SHA_256', 446],
  ] as const)('%s with %s takes %i bytes and no more', async (KeySpec, EncryptionAlgorithm, maximum) => {
    const { arn } = await newKey({ KeySpec, KeyUsage: 'ENCRYPT_DECRYPT' });
    const encrypt = (length: number): EncryptCommand =>
      new EncryptCommand({ KeyId: arn, Plaintext: new Uint8Array(length).fill(7), EncryptionAlgorithm });
    const { CiphertextBlob } = await kms.send(encrypt(maximum));
    const opened = await kms.send(new DecryptCommand({ KeyId: arn, CiphertextBlob, EncryptionAlgorithm }));
    expect(opened.Plaintext).toEqual(new Uint8Array(maximum).fill(7));
    expect(await refusal(kms.send(encrypt(maximum + 1)))).toBe(
      `ValidationException: Algorithm ${EncryptionAlgorithm} and key spec ${KeySpec} cannot encrypt data larger than ${maximum} bytes.`,
    );
  });

  it('open what anybody encrypted with the public half', async () => {
    const { arn } = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const published = await kms.send(new GetPublicKeyCommand({ KeyId: arn }));
    expect(published.EncryptionAlgorithms).toEqual(['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']);
    const key = createPublicKey({ key: Buffer.from(published.PublicKey ?? []), format: 'der', type: 'spki' });
    const CiphertextBlob = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.from('hello'),
    );
    const decrypt = (EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' | 'RSAES_OAEP_SHA_1'): DecryptCommand =>
      new DecryptCommand({ KeyId: arn, CiphertextBlob, EncryptionAlgorithm });
    const opened = await kms.send(decrypt('RSAES_OAEP_SHA_256'));
    expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('hello');
    expect(await refusal(kms.send(decrypt('RSAES_OAEP_SHA_1')))).toMatch(/^InvalidCiphertextException/u);
  });
});

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
    const alias = (AliasName: string): Promise<string> =>
      refusal(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId })));
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

describe('on the wire', () => {
  it('answers a preflight for the signing headers, from any origin', async () => {
    const wanted =
      'authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token,x-amz-target';
    const response = await fetch(aws.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toBe(wanted);
    expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0);
  });

  it('names errors in body and headers that a page may read', async () => {
    const response = await call('Decrypt');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/u);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('x-amzn-RequestId');
  });

  it('refuses unknown operations, bodies that are not JSON, and bodies without end', async () => {
    expect(await (await call('Sign')).json()).toMatchObject({ __type: 'UnknownOperationException' });
    expect(await (await call('Decrypt', 'x')).json()).toMatchObject({ __type: 'SerializationException' });
    expect((await call('Decrypt', ' '.repeat(1024 * 1024 + 1))).status).toBe(413);
  });

  it('names bad credentials as KMS does', async () => {
    const random = new GenerateRandomCommand({ NumberOfBytes: 8 });
    const as = (change: object): Promise<string> =>
      refusal(kmsClient(aws, { ...aws.admin, ...change }).send(random));
    expect(await as({})).toBe('allowed');
    expect(await as({ accessKeyId: 'AKIANOBODY' })).toMatch(/^UnrecognizedClientException/u);
    expect(await as({ sessionToken: 'made up' })).toMatch(/^UnrecognizedClientException/u);
    expect(await as({ secretAccessKey: 'guess' })).toMatch(/^InvalidSignatureException/u);
  });
});

describe('the AWS Encryption SDK', () => {
  it('seals and opens through its KMS keyring, with several keys', async () => {
    const second = await newKey();
    const clientProvider = encryptionSdkKms(aws);
    const sdk = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
    const both = new KmsKeyringNode({ generatorKeyId: KeyId, keyIds: [second.arn], clientProvider });
    const { result } = await sdk.encrypt(both, Buffer.from('hello'), { encryptionContext: { a: '1' } });
    for (const keyIds of [[KeyId], [second.arn]]) {
      const opened = await sdk.decrypt(new KmsKeyringNode({ keyIds, clientProvider }), result);
      expect(opened.plaintext.toString()).toBe('hello');
      expect(opened.messageHeader.encryptionContext['a']).toBe('1');
    }
    const third = await newKey();
    const stranger = new KmsKeyringNode({ keyIds: [third.arn], clientProvider });
    await expect(sdk.decrypt(stranger, result)).rejects.toThrow();
  });
});
