import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  KMSClient,
  ListKeysCommand,
  ReEncryptCommand,
  RotateKeyOnDemandCommand,
} from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalAws, type LocalAws } from './aws.ts';
import { signInAsUser, type SignedInUser } from './testing/sign-in.ts';

interface Person extends SignedInUser {
  readonly s3: S3Client;
  readonly kms: KMSClient;
}

let folder: string;
let aws: LocalAws;
let alice: Person;
let bob: Person;
let Bucket: string;

async function person(username: string): Promise<Person> {
  const user = await signInAsUser(aws, username, `${username}-demo`);
  const { credentials } = user;
  const { region, endpoints } = aws.config;
  return {
    ...user,
    s3: new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true, maxAttempts: 1 }),
    kms: new KMSClient({ region, credentials, endpoint: endpoints.kms, maxAttempts: 1 }),
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-isolation-'));
  aws = await startLocalAws({ folder, port: 0, appOrigin: 'http://localhost:5173' });
  Bucket = aws.config.bucket;
  [alice, bob] = [await person('alice'), await person('bob')];
});

afterAll(async () => {
  await aws.close();
  await rm(folder, { recursive: true, force: true });
});

/** The name of the error a call ends with, or `allowed`. */
async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'allowed';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.name : String(thrown);
  }
}

describe('two signed-in people', () => {
  it('are two identities, the same ones at every sign-in', async () => {
    expect(alice.identityId).toMatch(/^us-east-1:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
    expect(bob.identityId).not.toBe(alice.identityId);
    expect((await person('alice')).identityId).toBe(alice.identityId);
  });

  it('each store, list, read and delete under their own prefix', async () => {
    const Key = `${alice.identityId}/mine.txt`;
    await alice.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'for alice' }));
    const list = await alice.s3.send(new ListObjectsV2Command({ Bucket, Prefix: `${alice.identityId}/` }));
    expect(list.Contents?.map((object) => object.Key)).toEqual([Key]);
    const got = await alice.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await got.Body?.transformToString()).toBe('for alice');
    expect(await outcome(alice.s3.send(new DeleteObjectCommand({ Bucket, Key })))).toBe('allowed');
  });

  it('cannot touch an object of the other, in any way', async () => {
    const Key = `${alice.identityId}/kept.txt`;
    const own = `${bob.identityId}/copy.txt`;
    await alice.s3.send(new PutObjectCommand({ Bucket, Key, Body: 'for alice' }));
    const upload = await alice.s3.send(new CreateMultipartUploadCommand({ Bucket, Key: `${Key}.part` }));
    const { UploadId } = upload;
    const { s3 } = bob;
    const attempts = {
      get: () => s3.send(new GetObjectCommand({ Bucket, Key })),
      put: () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'from bob' })),
      delete: () => s3.send(new DeleteObjectCommand({ Bucket, Key })),
      copyOut: () =>
        s3.send(
          new CopyObjectCommand({ Bucket, Key: own, CopySource: `${Bucket}/${encodeURIComponent(Key)}` }),
        ),
      upload: () => s3.send(new CreateMultipartUploadCommand({ Bucket, Key })),
      parts: () => s3.send(new ListPartsCommand({ Bucket, Key: `${Key}.part`, UploadId })),
      abort: () => s3.send(new AbortMultipartUploadCommand({ Bucket, Key: `${Key}.part`, UploadId })),
      // Not even whether it is there.
      missing: () => s3.send(new GetObjectCommand({ Bucket, Key: `${alice.identityId}/none` })),
    };
    for (const [name, call] of Object.entries(attempts))
      expect(await outcome(call()), name).toBe('AccessDenied');
    const head = await outcome(s3.send(new HeadObjectCommand({ Bucket, Key })));
    expect(['403', 'Forbidden', 'AccessDenied', 'Unknown', 'UnknownError']).toContain(head);
    const batch = await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }] } }));
    expect(batch.Errors?.map(({ Code }) => Code)).toEqual(['AccessDenied']);
    const kept = await alice.s3.send(new GetObjectCommand({ Bucket, Key }));
    expect(await kept.Body?.transformToString()).toBe('for alice');
  });

  it.each([
    ['the whole bucket', () => undefined],
    ['an empty prefix', () => ''],
    ['the other prefix', () => `${alice.identityId}/`],
    ['a prefix of both', () => 'us-east-1:'],
    ['the own prefix without its slash', () => bob.identityId],
  ])('cannot list %s', async (_name, prefix) => {
    const Prefix = prefix();
    expect(await outcome(bob.s3.send(new ListObjectsV2Command({ Bucket, Prefix })))).toBe('AccessDenied');
  });

  it('see which uploads are unfinished, whosever they are, since S3 cannot restrict that, but can do nothing with them', async () => {
    const Key = `${alice.identityId}/unfinished`;
    const { UploadId } = await alice.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const { Uploads = [] } = await bob.s3.send(
      new ListMultipartUploadsCommand({ Bucket, Prefix: `${alice.identityId}/` }),
    );
    expect(Uploads).toContainEqual(expect.objectContaining({ Key, UploadId }));
    const place = { Bucket, Key, UploadId };
    expect(await outcome(bob.s3.send(new ListPartsCommand(place)))).toBe('AccessDenied');
    expect(await outcome(bob.s3.send(new AbortMultipartUploadCommand(place)))).toBe('AccessDenied');
    expect(await outcome(alice.s3.send(new ListPartsCommand(place)))).toBe('allowed');
    expect(await outcome(alice.s3.send(new AbortMultipartUploadCommand(place)))).toBe('allowed');
  });

  it("cannot unwrap the other's data keys, whatever owner they claim", async () => {
    const KeyId = aws.config.kmsKeyId;
    const context = { owner: alice.identityId, location: 's3://sealdrop/x' };
    const made = await alice.kms.send(
      new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 32, EncryptionContext: context }),
    );
    const CiphertextBlob = made.CiphertextBlob;
    const decrypt = (kms: KMSClient, EncryptionContext?: Record<string, string>): Promise<string> =>
      outcome(kms.send(new DecryptCommand({ CiphertextBlob, KeyId, EncryptionContext })));
    expect(await decrypt(alice.kms, context)).toBe('allowed');
    expect(await decrypt(bob.kms, context)).toBe('AccessDeniedException');
    expect(await decrypt(bob.kms)).toBe('AccessDeniedException');
    expect(await decrypt(bob.kms, { ...context, owner: bob.identityId })).toBe('InvalidCiphertextException');
    expect(await decrypt(bob.kms, { ...context, Owner: bob.identityId })).toBe('AccessDeniedException');
    expect(await decrypt(alice.kms, { ...context, location: 'elsewhere' })).toBe(
      'InvalidCiphertextException',
    );
  });

  it('cannot move a wrapped key of the other, nor make a key pair in their name', async () => {
    const { kmsKeyId: KeyId, keyBench } = aws.config;
    const EncryptionContext = { owner: alice.identityId };
    const made = await alice.kms.send(
      new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 32, EncryptionContext }),
    );
    const move = (kms: KMSClient, from: object, to: object): Promise<string> =>
      outcome(
        kms.send(
          new ReEncryptCommand({
            CiphertextBlob: made.CiphertextBlob,
            SourceEncryptionContext: { ...EncryptionContext, ...from },
            DestinationKeyId: keyBench.secondKeyId,
            DestinationEncryptionContext: { ...EncryptionContext, ...to },
          }),
        ),
      );
    expect(await move(alice.kms, {}, {})).toBe('allowed');
    expect(await move(alice.kms, {}, { owner: bob.identityId })).toBe('AccessDeniedException');
    expect(await move(bob.kms, {}, {})).toBe('AccessDeniedException');
    expect(await move(bob.kms, {}, { owner: bob.identityId })).toBe('AccessDeniedException');
    expect(await move(bob.kms, { owner: bob.identityId }, { owner: bob.identityId })).toBe(
      'InvalidCiphertextException',
    );
    const KeyPairSpec = 'RSA_2048';
    const pair = { KeyId, KeyPairSpec, EncryptionContext } as const;
    expect(await outcome(alice.kms.send(new GenerateDataKeyPairWithoutPlaintextCommand(pair)))).toBe(
      'allowed',
    );
    expect(await outcome(bob.kms.send(new GenerateDataKeyPairWithoutPlaintextCommand(pair)))).toBe(
      'AccessDeniedException',
    );
    expect(await outcome(alice.kms.send(new GenerateDataKeyPairCommand(pair)))).toBe('AccessDeniedException');
    expect(await outcome(alice.kms.send(new RotateKeyOnDemandCommand({ KeyId })))).toBe(
      'AccessDeniedException',
    );
  });

  it('cannot make a data key in the name of the other, or without a name', async () => {
    const KeyId = aws.config.kmsKeyId;
    for (const EncryptionContext of [
      { owner: alice.identityId },
      { owner: '*' },
      { other: bob.identityId },
      undefined,
    ]) {
      const request = { KeyId, EncryptionContext };
      const made = bob.kms.send(new GenerateDataKeyCommand({ ...request, NumberOfBytes: 32 }));
      expect(await outcome(made)).toBe('AccessDeniedException');
      const encrypted = bob.kms.send(new EncryptCommand({ ...request, Plaintext: new Uint8Array(32) }));
      expect(await outcome(encrypted)).toBe('AccessDeniedException');
    }
    expect(await outcome(bob.kms.send(new ListKeysCommand({})))).toBe('AccessDeniedException');
  });
});
