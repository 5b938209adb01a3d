/** An IAM policy document, as the CDK stack deploys it and as the local AWS evaluates it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: '*' | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The signed-in person, as Cognito's identity pool names them. */
const identity = '${cognito-identity.amazonaws.com:sub}';

/**
 * What a signed-in person may do: their own prefix of the bucket, and the key for messages that name them as owner.
 * The second guards what the first might leave open: without `owner` in the encryption context there is no data key.
 */
export function authenticatedRolePolicy(input: {
  readonly bucketArn: string;
  readonly keyArn: string;
  /** the key that S3 may be asked to use for SSE-KMS; left out where uploads never ask for one of the account's own */
  readonly storageKeyArn?: string;
  /** what the key bench works with besides; without them it seals and opens under `keyArn` alone */
  readonly benchKeys?: BenchKeyArns;
}): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OwnObjects',
        Effect: 'Allow',
        Action: [
          's3:PutObject',
          's3:GetObject',
          // A former version can be looked at and copied over the latest, which is how a deletion is undone. Not DeleteObjectVersion: with it a
          // stolen session could end what was stored for good.
          's3:GetObjectVersion',
          's3:GetObjectTagging',
          's3:DeleteObject',
          's3:AbortMultipartUpload',
          's3:ListMultipartUploadParts',
        ],
        Resource: `${input.bucketArn}/${identity}/*`,
      },
      {
        Sid: 'ListOwnPrefix',
        Effect: 'Allow',
        Action: ['s3:ListBucket', 's3:ListBucketVersions'],
        Resource: input.bucketArn,
        Condition: { StringLike: { 's3:prefix': `${identity}/*` } },
      },
      // S3 has no condition key for its prefix (Service Authorization Reference, ListBucketMultipartUploads: `s3:prefix` is not among
      // its keys), and a condition on an absent key never holds: it is all uploads of the bucket, or none. SECURITY.md says what that shows.
      {
        Sid: 'ListUnfinishedUploads',
        Effect: 'Allow',
        Action: 's3:ListBucketMultipartUploads',
        Resource: input.bucketArn,
      },
      {
        Sid: 'OwnMessages',
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
        Resource: input.keyArn,
        Condition: { StringEquals: { 'kms:EncryptionContext:owner': identity } },
      },
      // Not ListAliases: it has no resource but `*`, and lists all keys of the account.
      {
        Sid: 'DescribeKey',
        Effect: 'Allow',
        Action: ['kms:DescribeKey', 'kms:GetKeyRotationStatus', 'kms:ListKeyRotations'],
        Resource: input.keyArn,
      },
      ...(input.storageKeyArn === undefined
        ? []
        : [storageKeyStatement(input.bucketArn, input.storageKeyArn)]),
      ...keyBenchStatements(input.keyArn, input.benchKeys),
    ],
  };
}

/** The keys that only the key bench uses. */
interface BenchKeyArns {
  /** symmetric: where wrapped keys are moved to */
  readonly second?: string;
  /** RSA, ENCRYPT_DECRYPT */
  readonly rsa?: string;
}

/**
 * The operations of the key bench. Every one that makes or opens a ciphertext names its owner in the encryption context, but for RSA: asymmetric
 * keys take no context (AWS KMS Developer Guide, "Encryption context"), so whoever is signed in may open what was sealed under `rsa`. Rotation is
 * an administrator's act: here it is only looked at. The private half of a key pair is never asked for in plain text (`GenerateDataKeyPair`).
 */
function keyBenchStatements(keyArn: string, keys: BenchKeyArns = {}): readonly PolicyStatement[] {
  const { second, rsa } = keys;
  const Condition = { StringEquals: { 'kms:EncryptionContext:owner': identity } };
  const symmetric = second === undefined ? [keyArn] : [keyArn, second];
  return [
    {
      Sid: 'OwnKeyPairs',
      Effect: 'Allow',
      Action: 'kms:GenerateDataKeyPairWithoutPlaintext',
      Resource: keyArn,
      Condition,
    },
    ...(second === undefined
      ? []
      : [
          {
            Sid: 'MoveOwnWrappedKeys',
            Effect: 'Allow' as const,
            Action: ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
            Resource: symmetric,
            Condition,
          },
          {
            Sid: 'OwnMovedKeys',
            Effect: 'Allow' as const,
            Action: 'kms:Decrypt',
            Resource: second,
            Condition,
          },
          {
            Sid: 'DescribeSecondKey',
            Effect: 'Allow' as const,
            Action: ['kms:DescribeKey', 'kms:GetKeyRotationStatus', 'kms:ListKeyRotations'],
            Resource: second,
          },
        ]),
    ...(rsa === undefined
      ? []
      : [
          {
            Sid: 'RsaKey',
            Effect: 'Allow' as const,
            Action: ['kms:GetPublicKey', 'kms:Decrypt', 'kms:DescribeKey'],
            Resource: rsa,
          },
        ]),
  ];
}

/**
 * S3 asks KMS in the name of whoever uploads or reads (Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys"). Only S3 may, only
 * for this bucket: its context names the object, or the bucket where a bucket key is used. The person cannot use the key directly.
 */
function storageKeyStatement(bucketArn: string, keyArn: string): PolicyStatement {
  const region = keyArn.split(':')[3] ?? '';
  return {
    Sid: 'StorageKeyThroughS3',
    Effect: 'Allow',
    Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
    Resource: keyArn,
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/${identity}/*`] },
    },
  };
}

/**
 * What a visitor who did not sign in may do, where a deployment lets guests in: use the key for messages that name them as owner.
 * Cognito lays two session policies over guests (Cognito Developer Guide, "IAM roles"; enhanced flow): an inline one that names S3 among others and
 * not KMS, and AmazonCognitoUnAuthedIdentitiesSessionPolicy, which names these operations of KMS and nothing of S3. Neither could be relied on to keep
 * guests out of S3: this policy does.
 */
export function guestRolePolicy(input: { readonly keyArn: string }): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'OwnMessages',
        Effect: 'Allow',
        Action: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
        Resource: input.keyArn,
        Condition: { StringEquals: { 'kms:EncryptionContext:owner': identity } },
      },
    ],
  };
}

/** The engineer's own key on the local AWS, where there is nothing else to administer with. */
export const administratorPolicy: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }],
};
