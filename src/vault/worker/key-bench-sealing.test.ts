import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import {
  CancelKeyDeletionCommand,
  DecryptCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalAws } from '../../../local/aws.ts';
import { encryptionSdkKms } from '../../../local/testing/encryption-sdk-kms.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { startForTest } from '../../../local/testing/started-aws.ts';
import type { Bytes } from '../../bytes/bytes.ts';
import { base64Encode } from '../../bytes/text.ts';
import { parseConfig } from '../../config/config.ts';
import { readDocument } from '../../workbench/documents.ts';
import { altered, base64Of, createPerson, type Person, textOf } from './testing/bench-person.ts';

let aws: LocalAws;
let admin: { readonly s3: S3Client; readonly kms: KMSClient };
let alice: Person;
let bob: Person;

async function signIn(index: number): Promise<Person> {
  const user = aws.demoUsers[index];
  if (!user) throw new Error('no such demo user');
  const { idToken } = await signInAsUser(aws, user.username, user.password);
  return createPerson(parseConfig(aws.config), idToken);
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

const { decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);

function kmsKeyring(...keyIds: string[]): KmsKeyringNode {
  return new KmsKeyringNode({ keyIds, clientProvider: encryptionSdkKms(aws) });
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
