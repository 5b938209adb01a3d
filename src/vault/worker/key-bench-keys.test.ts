import { constants, createPrivateKey, createPublicKey } from 'node:crypto';
import { buildClient, CommitmentPolicy, RawRsaKeyringNode } from '@aws-crypto/client-node';
import { DecryptCommand, KMSClient, RotateKeyOnDemandCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import { base64Decode, base64Encode } from '../../bytes/text.ts';
import { parseConfig } from '../../config/config.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { defaultTuning } from '../../transfer/tuning.ts';
import { readDocument } from '../../workbench/documents.ts';
import { createCommands } from '../commands.ts';
import { noShelf } from '../thumbnails/no-shelf.ts';
import { altered, base64Of, createPerson, type Person, textOf } from './testing/bench-person.ts';

let aws: LocalAws;
let admin: { readonly s3: S3Client; readonly kms: KMSClient };
let alice: Person;
let bob: Person;

async function signIn(index: number, change: object = {}): Promise<Person> {
  const user = aws.demoUsers[index];
  if (!user) throw new Error('no such demo user');
  const { idToken } = await signInAsUser(aws, user.username, user.password);
  return createPerson(parseConfig({ ...aws.config, ...change }), idToken);
}

beforeAll(async () => {
  aws = await startForTest({ log: () => {} });
  const { region, endpoints } = aws.config;
  admin = {
    s3: new S3Client({ region, endpoint: endpoints.s3, forcePathStyle: true, credentials: aws.admin }),
    kms: new KMSClient({ region, endpoint: endpoints.kms, credentials: aws.admin }),
  };
  alice = await signIn(0);
  bob = await signIn(1);
});

afterAll(async () => {
  admin.s3.destroy();
  admin.kms.destroy();
  await aws.close();
});

const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

describe('a key pair', () => {
  it('is made with its private half wrapped alone, seals without any service, and opens', async () => {
    const pair = await alice.commands.makeKeyPair({ spec: 'RSA_2048', keepAs: 'letters' });
    expect(pair).toMatchObject({ spec: 'RSA_2048', keyArn: aws.config.kmsKeyId });
    expect(pair.fingerprint).toMatch(/^[0-9a-f]{64}$/u);
    expect(pair.document).not.toContain('PRIVATE');
    expect(createPublicKey(pair.pem).asymmetricKeyDetails?.modulusLength).toBe(2048);

    const stranger = createCommands({
      startSession: () => Promise.reject(new Error('nobody signs in')),
      sinks: () => Promise.reject(new Error('none')),
      journal: () => Promise.reject(new Error('none')),
      thumbnails: noShelf,
      claims: createMemoryClaims(),
      crew: createLocalCrew(),
      tuning: defaultTuning,
      emit: () => {},
    });
    const sealed = await stranger.sealForPair({ publicKey: pair.pem, content: textOf('for alice') });
    expect(sealed).toMatchObject({ wrappedBy: pair.fingerprint, wrappedKeyLength: 256, frameCount: 1 });

    const message = base64Of(sealed.message);
    const kept = { kind: 'kept' as const, key: pair.keptAt ?? '' };
    expect((await alice.commands.openWithPair({ pair: kept, message })).text).toBe('for alice');
    const byDocument = await alice.commands.openWithPair({ pair: textOf(pair.document), message });
    expect(byDocument).toMatchObject({ text: 'for alice', context: [['recipient', pair.fingerprint]] });
    await expect(bob.commands.openWithPair({ pair: textOf(pair.document), message })).rejects.toMatchObject({
      code: 'kms-denied',
    });
    const other = await alice.commands.makeKeyPair({ spec: 'RSA_2048', keepAs: null });
    await expect(
      alice.commands.openWithPair({ pair: textOf(other.document), message }),
    ).rejects.toMatchObject({ code: 'key-pair-mismatch' });
  });

  it('speaks with the raw RSA keyring of the official SDK, both ways', async () => {
    const pair = await alice.commands.makeKeyPair({ spec: 'RSA_3072', keepAs: null });
    const read = readDocument(pair.document);
    if (read?.format !== 'sealdrop-key-pair') throw new Error('no key pair');
    const { Plaintext = new Uint8Array() } = await admin.kms.send(
      new DecryptCommand({
        CiphertextBlob: read.ciphertext,
        EncryptionContext: Object.fromEntries(read.context),
      }),
    );
    const privateKey = createPrivateKey({ key: Buffer.from(Plaintext), format: 'der', type: 'pkcs8' })
      .export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const keyring = new RawRsaKeyringNode({
      keyNamespace: 'sealdrop-key-pair',
      keyName: pair.fingerprint,
      rsaKey: { publicKey: pair.pem, privateKey },
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha256',
    });
    const sealed = await alice.commands.sealForPair({ publicKey: pair.document, content: textOf('ours') });
    expect((await decrypt(keyring, Buffer.from(sealed.message))).plaintext.toString()).toBe('ours');

    const { result } = await encrypt(keyring, Buffer.from('theirs'), {
      // Without a signature, as this app writes.
      suiteId: 0x0478,
      encryptionContext: { any: 'thing' },
    });
    const opened = await alice.commands.openWithPair({
      pair: textOf(pair.document),
      message: base64Of(new Uint8Array(result)),
    });
    expect(opened.text).toBe('theirs');
  });

  it.each(['', 'rubbish', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'])(
    'is not %j',
    async (publicKey) => {
      await expect(alice.commands.sealForPair({ publicKey, content: textOf('a') })).rejects.toMatchObject({
        code: 'pasted-text-invalid',
        details: { expected: 'public-key' },
      });
    },
  );
});

describe('the RSA key', () => {
  it.each([
    ['SHA-256', 318],
    ['SHA-1', 342],
  ] as const)('with %s takes %i bytes, and opens in KMS', async (hash, limit) => {
    const { pem, keyArn, spec } = await alice.commands.rsaKey(null);
    expect([keyArn, spec]).toEqual([aws.config.keyBench.rsaKeyId, 'RSA_3072']);
    const seal = (text: string) => alice.commands.sealForRsaKey({ pem, keyArn, hash, text });
    const made = await seal('a'.repeat(limit));
    expect(made).toMatchObject({ ciphertextLength: 384, plaintextLength: limit, requestId: null });
    const opened = await alice.commands.openByRsaKey({ text: made.document });
    expect(opened.text).toBe('a'.repeat(limit));
    await expect(seal('a'.repeat(limit + 1))).rejects.toMatchObject({
      code: 'over-limit',
      details: { limit, length: limit + 1 },
    });
    const wrongHash = altered(made.document, { hash: hash === 'SHA-1' ? 'SHA-256' : 'SHA-1' });
    await expect(alice.commands.openByRsaKey({ text: wrongHash })).rejects.toMatchObject({
      code: 'kms-wrapped-key-refused',
    });
    // No context is possible with an asymmetric key: whoever may use it opens all of it.
    expect((await bob.commands.openByRsaKey({ text: made.document })).text).toBe(opened.text);
  });

  it('must be configured, and be an RSA key', async () => {
    const without = await signIn(0, { keyBench: {} });
    await expect(without.commands.rsaKey(null)).rejects.toMatchObject({
      code: 'config-invalid',
      details: { field: 'keyBench.rsaKeyId' },
    });
    expect(await without.commands.benchKeys(null)).toMatchObject({
      main: { status: 'known', keySpec: 'SYMMETRIC_DEFAULT' },
      second: null,
      rsa: null,
    });
    const wrong = await signIn(0, { keyBench: { rsaKeyId: aws.config.kmsKeyId } });
    await expect(wrong.commands.rsaKey(null)).rejects.toMatchObject({ code: 'kms-denied' });
  });
});

describe('a wrapped key', () => {
  it('moves under another key within KMS, still opens after rotation, and can be moved back', async () => {
    const { kmsKeyId, keyBench } = aws.config;
    const { message } = await alice.commands.sealEnvelope({ content: textOf('moving') });
    const from = base64Of(message);
    const { before, after, document } = await alice.commands.moveKey({ from, to: 'second' });
    expect(before).toMatchObject({ keyArn: kmsKeyId, keyLength: 32, wrappedLength: 184 });
    expect(after).toMatchObject({ keyArn: keyBench.secondKeyId, keyLength: 32 });
    expect(after.messageId).toBe(before.messageId);
    expect(before.materialId).toBe(before.currentMaterialId);

    await admin.kms.send(new RotateKeyOnDemandCommand({ KeyId: kmsKeyId }));
    const rotated = await alice.commands.proveKey({ from });
    expect(rotated.materialId).toBe(before.materialId);
    expect(rotated.currentMaterialId).not.toBe(before.materialId);
    const { main } = await alice.commands.benchKeys(null);
    expect(main).toMatchObject({
      currentMaterialId: rotated.currentMaterialId,
      rotation: { status: 'known', automatic: false, rotations: [{ type: 'ON_DEMAND' }] },
    });

    const back = await alice.commands.moveKey({ from: textOf(document), to: 'main' });
    expect(back.before).toMatchObject({ keyArn: keyBench.secondKeyId, messageId: null });
    expect(back.after).toMatchObject({ keyArn: kmsKeyId, materialId: rotated.currentMaterialId });
    await expect(bob.commands.moveKey({ from: textOf(document), to: 'main' })).rejects.toMatchObject({
      code: 'kms-denied',
    });
  });

  it('is that of a stored file, which stays as it is', async () => {
    const { message } = await alice.commands.sealEnvelope({ content: textOf('stored') });
    const Key = `${alice.identityId}/stored.bin`;
    const { bucket: Bucket } = aws.config;
    await admin.s3.send(new PutObjectCommand({ Bucket, Key, Body: message }));
    const { after } = await alice.commands.moveKey({ from: { kind: 'stored', key: Key }, to: 'second' });
    expect(after.keyArn).toBe(aws.config.keyBench.secondKeyId);
    const stored = await admin.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(new Uint8Array((await stored.Body?.transformToByteArray()) ?? [])).toEqual(message);
  });

  it('is refused where it is none, and where it was changed', async () => {
    const prove = (text: string) => alice.commands.proveKey({ from: textOf(text) });
    for (const rubbish of ['', 'no!', '{}']) {
      await expect(prove(rubbish)).rejects.toMatchObject({ code: 'pasted-text-invalid' });
    }
    await expect(prove('AAAA')).rejects.toMatchObject({ code: 'message-not-ours' });
    const { message } = await alice.commands.sealEnvelope({ content: textOf('a') });
    await expect(prove(base64Encode(message.slice(0, 100)))).rejects.toMatchObject({
      code: 'message-truncated',
    });
    const { document } = await alice.commands.moveKey({ from: base64Of(message), to: 'second' });
    const ciphertext = base64Decode(/"ciphertext": "([^"]+)"/u.exec(document)?.[1] ?? '') ?? new Uint8Array();
    ciphertext[100] = (ciphertext[100] ?? 0) ^ 1;
    await expect(prove(altered(document, { ciphertext: base64Encode(ciphertext) }))).rejects.toMatchObject({
      code: 'kms-wrapped-key-refused',
    });
  });
});
