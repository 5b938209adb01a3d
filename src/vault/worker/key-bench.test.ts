import { constants, createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient, CommitmentPolicy, KmsKeyringNode, RawRsaKeyringNode } from '@aws-crypto/client-node';
import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws, type LocalAws } from '../../../local/aws.ts';
import { encryptionSdkKms } from '../../../local/testing/encryption-sdk-kms.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import type { Bytes } from '../../bytes/bytes.ts';
import { base64Decode, base64Encode } from '../../bytes/text.ts';
import { parseConfig } from '../../config/config.ts';
import { createMemoryClaims } from '../../journal/claims.ts';
import { createMemoryJournal } from '../../journal/memory-journal.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { defaultTuning } from '../../transfer/tuning.ts';
import { readDocument } from '../../workbench/documents.ts';
import { createCommands, type CommandHandlers } from '../commands.ts';
import { startSession } from '../session.ts';
import { noShelf } from '../thumbnails/no-shelf.ts';

let folder: string;
let aws: LocalAws;
let admin: { readonly s3: S3Client; readonly kms: KMSClient };
let alice: Person;
let bob: Person;

interface Person {
  readonly identityId: string;
  readonly commands: CommandHandlers;
}

async function signIn(index: number, change: object = {}): Promise<Person> {
  const user = aws.demoUsers[index];
  if (!user) throw new Error('no such demo user');
  const { idToken } = await signInAsUser(aws, user.username, user.password);
  const journal = createMemoryJournal();
  const commands = createCommands({
    startSession,
    sinks: async () => ({
      openTarget: () => () => Promise.reject(new Error('nothing is opened here')),
      release: () => {},
      removePlace: async () => {},
      sweep: async () => {},
      forget: async () => {},
    }),
    journal: async () => journal,
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createLocalCrew(),
    tuning: { ...defaultTuning, body: 'buffer' },
    emit: () => {},
  });
  const config = parseConfig({ ...aws.config, ...change });
  const { identityId } = await commands.start({ config, idToken });
  return { identityId, commands };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-'));
  aws = await startLocalAws({ folder, port: 0, appOrigin: 'http://localhost:5173', log: () => {} });
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
  await rm(folder, { recursive: true });
});

const textOf = (text: string) => ({ kind: 'text' as const, text });
const base64Of = (message: Bytes) => textOf(base64Encode(message));
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

function kmsKeyring(...keyIds: string[]): KmsKeyringNode {
  return new KmsKeyringNode({ keyIds, clientProvider: encryptionSdkKms(aws) });
}

/** A document with one field changed. */
function altered(document: string, change: object): string {
  const json: unknown = JSON.parse(document);
  return JSON.stringify({ ...(typeof json === 'object' ? json : {}), ...change });
}

describe('a small secret', () => {
  it('is sealed by KMS and opened again, as a document and as bare base64', async () => {
    const made = await alice.commands.sealSecret({ text: 'pässword 🔑', keepAs: null });
    expect(made).toMatchObject({ plaintextLength: 14, keyArn: aws.config.kmsKeyId, keptAt: null });
    expect(made.requestId).toMatch(/^[0-9a-f-]{36}$/u);
    const opened = await alice.commands.openSecret({ from: textOf(made.document) });
    expect(opened).toMatchObject({ text: 'pässword 🔑', keyArn: aws.config.kmsKeyId });
    const { ciphertext } = { ciphertext: new Uint8Array(), ...readDocument(made.document) };
    const bare = await alice.commands.openSecret({ from: base64Of(ciphertext) });
    expect(bare.text).toBe('pässword 🔑');
  });

  it('opens with nothing of ours', async () => {
    const { document } = await alice.commands.sealSecret({ text: 'own', keepAs: null });
    const read = readDocument(document);
    if (read?.format !== 'sealdrop-secret') throw new Error('no secret');
    const answer = await admin.kms.send(
      new DecryptCommand({
        KeyId: read.keyArn,
        CiphertextBlob: read.ciphertext,
        EncryptionContext: Object.fromEntries(read.context),
      }),
    );
    expect(Buffer.from(answer.Plaintext ?? []).toString()).toBe('own');
  });

  it('may have 4,096 bytes of UTF-8 and no more', async () => {
    const full = 'ä'.repeat(2048);
    const { document } = await alice.commands.sealSecret({ text: full, keepAs: null });
    expect((await alice.commands.openSecret({ from: textOf(document) })).text).toBe(full);
    await expect(alice.commands.sealSecret({ text: `${full}a`, keepAs: null })).rejects.toMatchObject({
      code: 'over-limit',
      details: { length: 4097, limit: 4096 },
    });
  });

  it('is kept under a name that is never overwritten, bound to its place, and is no file of the list', async () => {
    const { keptAt } = await alice.commands.sealSecret({ text: '1234', keepAs: ' card pin ' });
    expect(keptAt).toBe(`${alice.identityId}/key-bench/secrets/card pin.json`);
    await expect(alice.commands.sealSecret({ text: '5678', keepAs: 'card pin' })).rejects.toMatchObject({
      code: 'name-taken',
    });
    const { documents } = await alice.commands.keptDocuments({ kind: 'secrets' });
    expect(documents).toMatchObject([{ key: keptAt, name: 'card pin' }]);
    expect((await alice.commands.list({ folder: '', continuation: null })).files).toEqual([]);
    const key = keptAt ?? '';
    expect((await alice.commands.openSecret({ from: { kind: 'kept', key } })).text).toBe('1234');
    await expect(alice.commands.sealSecret({ text: '1', keepAs: 'a/b' })).rejects.toMatchObject({
      code: 'name-invalid',
    });

    const { Bucket } = { Bucket: aws.config.bucket };
    const stored = await admin.s3.send(new GetObjectCommand({ Bucket, Key: key }));
    const Body = (await stored.Body?.transformToString()) ?? '';
    expect(Body).not.toContain('1234');
    const elsewhere = `${alice.identityId}/key-bench/secrets/other.json`;
    await admin.s3.send(new PutObjectCommand({ Bucket, Key: elsewhere, Body }));
    await expect(alice.commands.openSecret({ from: { kind: 'kept', key: elsewhere } })).rejects.toMatchObject(
      { code: 'moved' },
    );
  });

  it('opens for nobody else, nor altered, nor under another key', async () => {
    const { document } = await alice.commands.sealSecret({ text: 'mine', keepAs: null });
    const open = (text: string, person = alice) => person.commands.openSecret({ from: textOf(text) });
    await expect(open(document, bob)).rejects.toMatchObject({ code: 'kms-denied' });
    const context = { owner: alice.identityId, purpose: 'another' };
    await expect(open(altered(document, { encryptionContext: context }))).rejects.toMatchObject({
      code: 'kms-wrapped-key-refused',
    });
    const second = aws.config.keyBench.secondKeyId;
    await expect(open(altered(document, { keyArn: second }))).rejects.toMatchObject({
      code: 'kms-wrong-key',
    });
    await expect(open(altered(document, { ciphertext: 'AAAA' }))).rejects.toMatchObject({
      code: 'kms-wrapped-key-refused',
    });
    for (const rubbish of ['', 'rubbish!', '{}', altered(document, { version: 2 })]) {
      await expect(open(rubbish)).rejects.toMatchObject({
        code: 'pasted-text-invalid',
        details: { expected: 'secret' },
      });
    }
  });
});

describe('an envelope', () => {
  it('tells the life of its key, opens here, and with the official SDK', async () => {
    const content = new File([new Uint8Array(600_000).fill(7)], 'a.bin');
    const sealed = await alice.commands.sealEnvelope({ content: { kind: 'file', file: content } });
    expect(sealed).toMatchObject({
      plaintextLength: 600_000,
      frameCount: 3,
      wrappedBy: aws.config.kmsKeyId,
      wrappedKeyLength: 184,
    });
    expect(sealed.events.map(({ moment }) => moment)).toEqual([
      'asked',
      'received',
      'imported',
      'overwritten',
      'derived',
      'committed',
      'sealed',
      'dropped',
    ]);
    const times = sealed.events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((left, right) => left - right));
    const opened = await alice.commands.openEnvelope({ message: base64Of(sealed.message) });
    expect(opened).toMatchObject({
      keyArn: aws.config.kmsKeyId,
      context: [
        ['owner', alice.identityId],
        ['purpose', 'key-bench envelope'],
      ],
    });
    expect(opened.bytes).toEqual(new Uint8Array(600_000).fill(7));
    const official = await decrypt(kmsKeyring(aws.config.kmsKeyId), Buffer.from(sealed.message));
    expect(official.plaintext.length).toBe(600_000);
  });

  it.each(['', 'text ä'])('takes %j, and shows it as text', async (text) => {
    const { message } = await alice.commands.sealEnvelope({ content: textOf(text) });
    const broken = base64Encode(message).replaceAll(/.{76}/gu, '$&\r\n');
    expect((await alice.commands.openEnvelope({ message: textOf(broken) })).text).toBe(text);
    const file = new File([message], 'm');
    expect((await alice.commands.openEnvelope({ message: { kind: 'file', file } })).text).toBe(text);
  });

  it('shows no text where there is none', async () => {
    const file = new File([Uint8Array.of(0xff, 0xfe)], 'a');
    const { message } = await alice.commands.sealEnvelope({ content: { kind: 'file', file } });
    expect((await alice.commands.openEnvelope({ message: base64Of(message) })).text).toBeNull();
  });

  it('takes 1 MiB and no more', async () => {
    const limit = 1024 * 1024;
    const { plaintextLength } = await alice.commands.sealEnvelope({ content: textOf('a'.repeat(limit)) });
    expect(plaintextLength).toBe(limit);
    for (const content of [
      textOf('a'.repeat(limit + 1)),
      { kind: 'file' as const, file: new File([new Uint8Array(limit + 1)], 'a') },
    ]) {
      await expect(alice.commands.sealEnvelope({ content })).rejects.toMatchObject({ code: 'over-limit' });
    }
  });

  it('opens for nobody else, nor altered', async () => {
    const { message } = await alice.commands.sealEnvelope({ content: textOf('mine') });
    const open = (bytes: Bytes, person = alice) => person.commands.openEnvelope({ message: base64Of(bytes) });
    await expect(open(message, bob)).rejects.toMatchObject({ code: 'kms-denied' });
    const bent = message.slice();
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    await expect(open(bent)).rejects.toMatchObject({ code: 'frame-tampered' });
    await expect(open(message.slice(0, 60))).rejects.toMatchObject({ code: 'message-truncated' });
    await expect(alice.commands.openEnvelope({ message: textOf('no!') })).rejects.toMatchObject({
      code: 'pasted-text-invalid',
    });
  });
});

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

describe('a key that cannot be used', () => {
  it('is disabled, or pending deletion', async () => {
    const KeyId = aws.config.kmsKeyId;
    const seal = () => alice.commands.sealSecret({ text: 'a', keepAs: null });
    await admin.kms.send(new DisableKeyCommand({ KeyId }));
    await expect(seal()).rejects.toMatchObject({ code: 'kms-key-disabled' });
    expect(await alice.commands.benchKeys(null)).toMatchObject({ main: { state: 'Disabled' } });
    await admin.kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
    await expect(seal()).rejects.toMatchObject({ code: 'kms-key-unusable' });
    await admin.kms.send(new CancelKeyDeletionCommand({ KeyId }));
    await admin.kms.send(new EnableKeyCommand({ KeyId }));
    expect((await seal()).plaintextLength).toBe(1);
  });
});
