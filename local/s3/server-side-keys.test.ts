import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GenerateDataKeyCommand,
  type KMSClient,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAsUser } from '../testing/sign-in.ts';
import { kmsClient, refusal, startForTest } from '../testing/started-aws.ts';

let aws: Awaited<ReturnType<typeof startForTest>>;
let kms: KMSClient;
let admin: S3Client;
let alice: { readonly s3: S3Client; readonly kms: KMSClient; readonly prefix: string };
let storageKey: string;
let Bucket: string;

beforeAll(async () => {
  aws = await startForTest();
  Bucket = aws.config.bucket;
  storageKey = aws.config.storageEncryption.kmsKeyId ?? '';
  kms = kmsClient(aws);
  admin = s3Client(aws.admin);
  const { credentials, identityId } = await signInAsUser(aws, 'alice', 'alice-demo');
  alice = { s3: s3Client(credentials), kms: kmsClient(aws, credentials), prefix: `${identityId}/` };
});
afterAll(() => aws.close());

function s3Client(credentials: typeof aws.admin & { readonly sessionToken?: string }): S3Client {
  const { region, endpoints } = aws.config;
  return new S3Client({ region, credentials, endpoint: endpoints.s3, forcePathStyle: true, maxAttempts: 1 });
}

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}, s3 = admin) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: 'sealed', ...more }));
const get = (Key: string, s3 = admin) => s3.send(new GetObjectCommand({ Bucket, Key }));

async function newKey(input: ConstructorParameters<typeof CreateKeyCommand>[0] = {}): Promise<string> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  return KeyMetadata?.Arn ?? '';
}

const told = ({ ServerSideEncryption, SSEKMSKeyId, BucketKeyEnabled }: Partial<PutObjectCommandInput>) => ({
  ServerSideEncryption,
  SSEKMSKeyId,
  BucketKeyEnabled,
});

describe('SSE', () => {
  it('is SSE-S3 where nothing is asked for, and where AES256 is', async () => {
    const plain = { ServerSideEncryption: 'AES256', SSEKMSKeyId: undefined, BucketKeyEnabled: undefined };
    expect(told(await put('plain'))).toEqual(plain);
    expect(told(await put('plain', { ServerSideEncryption: 'AES256' }))).toEqual(plain);
    expect(told(await get('plain'))).toEqual(plain);
  });

  it("takes the bucket's default where nothing is asked, and keeps what was asked", async () => {
    const byDefault = (rule: object) =>
      admin.send(
        new PutBucketEncryptionCommand({
          Bucket,
          ServerSideEncryptionConfiguration: { Rules: [rule] },
        }),
      );
    await byDefault({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: storageKey },
      BucketKeyEnabled: true,
    });
    const usual = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: storageKey, BucketKeyEnabled: true };
    expect(told(await put('usual'))).toEqual(usual);
    const created = await admin.send(new CreateMultipartUploadCommand({ Bucket, Key: 'usual' }));
    expect(told(created)).toEqual(usual);
    expect((await put('asked', { ServerSideEncryption: 'AES256' })).ServerSideEncryption).toBe('AES256');
    await byDefault({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } });
    expect((await put('plain-again')).ServerSideEncryption).toBe('AES256');
  });

  it('with KMS is told with the key’s ARN, whatever the key was called, on every answer', async () => {
    const kind = { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true } as const;
    const wanted = { ...kind, SSEKMSKeyId: storageKey };
    const asked = { ...kind, SSEKMSKeyId: 'alias/sealdrop-storage' };
    const Key = 'whole';
    expect(told(await put(Key, asked))).toEqual(wanted);
    expect(told(await get(Key))).toEqual(wanted);
    expect(told(await admin.send(new HeadObjectCommand({ Bucket, Key })))).toEqual(wanted);

    const upload = { Bucket, Key: 'parts' };
    const begun = await admin.send(
      new CreateMultipartUploadCommand({ ...upload, ...asked, ChecksumAlgorithm: 'CRC32' }),
    );
    expect(told(begun)).toEqual(wanted);
    const part = { ...upload, UploadId: begun.UploadId, PartNumber: 1 };
    const stored = await admin.send(
      new UploadPartCommand({ ...part, Body: 'sealed', ChecksumAlgorithm: 'CRC32' }),
    );
    expect(told(stored)).toEqual(wanted);
    const done = await admin.send(
      new CompleteMultipartUploadCommand({
        ...upload,
        UploadId: begun.UploadId,
        MultipartUpload: {
          Parts: [{ PartNumber: 1, ETag: stored.ETag, ChecksumCRC32: stored.ChecksumCRC32 }],
        },
      }),
    );
    expect(told(done)).toEqual(wanted);
    expect(told(await admin.send(new HeadObjectCommand(upload)))).toEqual(wanted);
  });

  it('with KMS and no key named uses the account’s aws/s3, which is of use to S3 alone', async () => {
    const { SSEKMSKeyId: KeyId = '' } = await put('managed', { ServerSideEncryption: 'aws:kms' });
    expect((await put('again', { ServerSideEncryption: 'aws:kms' })).SSEKMSKeyId).toBe(KeyId);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }));
    expect(KeyMetadata).toMatchObject({ Arn: KeyId, KeyManager: 'AWS' });
    const direct = kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
    expect(await refusal(direct)).toMatch(/^AccessDeniedException: .*kms:GenerateDataKey/u);
    const own = `${alice.prefix}managed`;
    await put(own, { ServerSideEncryption: 'aws:kms' }, alice.s3);
    expect((await get(own, alice.s3)).SSEKMSKeyId).toBe(KeyId);
  });

  it('of a copy is what the copy asks for', async () => {
    await put('original', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: storageKey });
    const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/original` };
    expect((await admin.send(new CopyObjectCommand(copy))).ServerSideEncryption).toBe('AES256');
    const again = new CopyObjectCommand({
      ...copy,
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: storageKey,
    });
    expect((await admin.send(again)).SSEKMSKeyId).toBe(storageKey);
  });

  it.each<[string, Partial<PutObjectCommandInput>, RegExp]>([
    [
      'a key beside AES256',
      { ServerSideEncryption: 'AES256', SSEKMSKeyId: 'alias/x' },
      /^InvalidArgument: .*aws:kms/u,
    ],
    ['a key alone', { SSEKMSKeyId: 'alias/x' }, /^InvalidArgument: .*aws:kms/u],
    ['an unknown kind', { ServerSideEncryption: 'aws:fsx' }, /^InvalidArgument: The encryption method/u],
    [
      'a key that is not there',
      { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/none' },
      /^KMS\.NotFoundException: Alias .*alias\/none is not found/u,
    ],
  ])('refuses %s', async (_name, asked, refused) => {
    expect(await refusal(put('refused', asked))).toMatch(refused);
    const begin = admin.send(new CreateMultipartUploadCommand({ Bucket, Key: 'refused', ...asked }));
    expect(await refusal(begin)).toMatch(refused);
  });

  it('is no question to ask of a read', async () => {
    await put('read');
    const command = new GetObjectCommand({ Bucket, Key: 'read' });
    command.middlewareStack.add(
      (next) => (args) => {
        const { request } = args;
        const headers: unknown =
          typeof request === 'object' && request !== null && 'headers' in request ? request.headers : null;
        if (typeof headers !== 'object' || headers === null) throw new TypeError('no headers');
        Object.assign(headers, { 'x-amz-server-side-encryption': 'AES256' });
        return next(args);
      },
      { step: 'build' },
    );
    expect(await refusal(admin.send(command))).toMatch(
      /^InvalidArgument: .*not supported for this operation/u,
    );
  });

  it('with a key that is no symmetric one is refused', async () => {
    const SSEKMSKeyId = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    expect(await refusal(put('rsa', { ServerSideEncryption: 'aws:kms', SSEKMSKeyId }))).toMatch(
      /^KMS\.InvalidKeyUsageException/u,
    );
  });

  it('with a key that is switched off or on its way out takes nothing and gives nothing', async () => {
    const SSEKMSKeyId = await newKey();
    const asked = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId } as const;
    await put('kept', asked);
    await kms.send(new DisableKeyCommand({ KeyId: SSEKMSKeyId }));
    expect(await refusal(put('more', asked))).toMatch(/^KMS\.DisabledException: arn:.* is disabled/u);
    expect(await refusal(get('kept'))).toMatch(/^KMS\.DisabledException/u);
    const head = { Bucket, Key: 'kept' };
    expect((await admin.send(new HeadObjectCommand(head))).SSEKMSKeyId).toBe(SSEKMSKeyId);
    const checked = admin.send(new HeadObjectCommand({ ...head, ChecksumMode: 'ENABLED' }));
    expect(await refusal(checked)).not.toBe('allowed');
    await kms.send(new EnableKeyCommand({ KeyId: SSEKMSKeyId }));
    expect((await get('kept')).ETag).toMatch(/^"[0-9a-f]{32}"$/u);
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: SSEKMSKeyId }));
    expect(await refusal(get('kept'))).toMatch(/^KMS\.KMSInvalidStateException: arn:.* is pending deletion/u);
  });
});

const wanted = (SSEKMSKeyId: string, BucketKeyEnabled = false) =>
  ({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId, BucketKeyEnabled }) as const;

describe('a signed-in person and SSE-KMS', () => {
  it.each([true, false])('may store and read under the storage key (bucket key: %s)', async (bucketKey) => {
    const Key = `${alice.prefix}own`;
    await put(Key, wanted(storageKey, bucketKey), alice.s3);
    expect(await (await get(Key, alice.s3)).Body?.transformToString()).toBe('sealed');
  });

  it('may not use the storage key without S3', async () => {
    const direct = new GenerateDataKeyCommand({
      KeyId: storageKey,
      KeySpec: 'AES_256',
      EncryptionContext: { 'aws:s3:arn': `arn:aws:s3:::${Bucket}` },
    });
    expect(await refusal(alice.kms.send(direct))).toMatch(/^AccessDeniedException/u);
  });

  it('may not have S3 use another key, the one that seals files included', async () => {
    for (const key of [await newKey(), aws.config.kmsKeyId]) {
      expect(await refusal(put(`${alice.prefix}other`, wanted(key), alice.s3))).toMatch(
        /^AccessDenied: User: .* is not authorized to perform: kms:GenerateDataKey on resource: arn:/u,
      );
    }
  });

  it('may not read what lies under a key that is not hers', async () => {
    const Key = `${alice.prefix}given`;
    await put(Key, wanted(await newKey()));
    expect(await refusal(get(Key, alice.s3))).toMatch(/^AccessDenied: .*kms:Decrypt/u);
  });
});
