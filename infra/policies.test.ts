import { describe, expect, it } from 'vitest';
import { keyPolicy, rsaKeyPolicy } from './key-policy.ts';
import { authenticatedRolePolicy, guestRolePolicy, type PolicyDocument } from './policies.ts';
import { federatedRoleTrust } from './role-trust.ts';

const bucketArn = 'arn:aws:s3:::b';
const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/k';
const rsa = 'arn:aws:kms:eu-central-1:111122223333:key/r';
const me = '${cognito-identity.amazonaws.com:sub}';
const mine = { StringEquals: { 'kms:EncryptionContext:owner': me } };

/** Every permission of a policy in a line: what, on what, for whom, on which condition. */
function permissions({ Statement: statements }: PolicyDocument): string[] {
  return statements.flatMap((one) => {
    expect([one.Effect, one.NotAction, one.NotResource]).toEqual(['Allow', undefined, undefined]);
    const principal = typeof one.Principal === 'object' ? Object.values(one.Principal).flat().join(' ') : '';
    const condition = one.Condition === undefined ? '' : ` if ${JSON.stringify(one.Condition)}`;
    return [one.Action ?? []]
      .flat()
      .map((action) => `${principal} ${action} ${[one.Resource ?? []].flat().join(' ')}${condition}`.trim());
  });
}

/** What is allowed to others than the account. */
const used = (policy: PolicyDocument): string[] =>
  permissions(policy).filter((line) => !line.startsWith('root '));

const onlyMine = ` if ${JSON.stringify(mine)}`;

/** Who loosens a policy has to loosen this table, too. */
describe('what is allowed, and nothing else', () => {
  it('to whoever signed in', () => {
    const listed = ` if ${JSON.stringify({ StringLike: { 's3:prefix': `${me}/*` } })}`;
    const objects = [
      'PutObject',
      'GetObject',
      'GetObjectVersion',
      'GetObjectTagging',
      'DeleteObject',
      'AbortMultipartUpload',
      'ListMultipartUploadParts',
    ];
    expect(
      permissions(authenticatedRolePolicy({ bucketArn, keyArn, benchKeys: { rsa } })).toSorted(),
    ).toEqual(
      [
        ...objects.map((action) => `s3:${action} ${bucketArn}/${me}/*`),
        `s3:ListBucket ${bucketArn}${listed}`,
        `s3:ListBucketVersions ${bucketArn}${listed}`,
        `s3:ListBucketMultipartUploads ${bucketArn}`,
        `kms:GenerateDataKey ${keyArn}${onlyMine}`,
        `kms:Encrypt ${keyArn}${onlyMine}`,
        `kms:Decrypt ${keyArn}${onlyMine}`,
        `kms:GenerateDataKeyPairWithoutPlaintext ${keyArn}${onlyMine}`,
        `kms:DescribeKey ${keyArn}`,
        `kms:GetKeyRotationStatus ${keyArn}`,
        `kms:ListKeyRotations ${keyArn}`,
        `kms:GetPublicKey ${rsa}`,
        `kms:Decrypt ${rsa}`,
        `kms:DescribeKey ${rsa}`,
      ].toSorted(),
    );
  });

  it('to S3 in the name of whoever signed in, with a storage key', () => {
    const storageKeyArn = 'arn:aws:kms:eu-central-1:111122223333:key/s';
    const all = permissions(authenticatedRolePolicy({ bucketArn, keyArn, storageKeyArn }));
    const condition = {
      StringEquals: { 'kms:ViaService': 's3.eu-central-1.amazonaws.com' },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/${me}/*`] },
    };
    expect(all.filter((line) => line.includes(storageKeyArn))).toEqual([
      `kms:GenerateDataKey ${storageKeyArn} if ${JSON.stringify(condition)}`,
      `kms:Decrypt ${storageKeyArn} if ${JSON.stringify(condition)}`,
    ]);
  });

  it('to guests', () => {
    expect(permissions(guestRolePolicy({ keyArn }))).toEqual([
      `kms:GenerateDataKey ${keyArn}${onlyMine}`,
      `kms:Encrypt ${keyArn}${onlyMine}`,
      `kms:Decrypt ${keyArn}${onlyMine}`,
    ]);
  });

  it('by the keys themselves, to anybody but those who administer them', () => {
    const arns = { accountArn: 'root', administratorArns: [], userArns: ['user'], guestArns: ['guest'] };
    expect(used(keyPolicy(arns))).toEqual([
      `user guest kms:GenerateDataKey *${onlyMine}`,
      `user guest kms:Encrypt *${onlyMine}`,
      `user guest kms:Decrypt *${onlyMine}`,
      `user kms:GenerateDataKeyPairWithoutPlaintext *${onlyMine}`,
      'user kms:DescribeKey *',
      'user kms:GetKeyRotationStatus *',
      'user kms:ListKeyRotations *',
    ]);
    expect(used(rsaKeyPolicy(arns))).toEqual([
      'user kms:GetPublicKey *',
      'user kms:DescribeKey *',
      'user kms:Decrypt *',
    ]);
  });

  it('the role, to identities of one pool that signed in', () => {
    expect(federatedRoleTrust({ identityPoolId: 'pool', identities: 'authenticated' }).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Federated: 'cognito-identity.amazonaws.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'cognito-identity.amazonaws.com:aud': 'pool' },
          'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
        },
      },
    ]);
  });
});
