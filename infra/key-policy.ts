import type { PolicyDocument } from './policies.ts';

/**
 * The key's own policy. The account administers the key and may not use it: an IAM policy alone, however wide, opens nothing. Who may
 * use it is named here, for messages that name them as owner. An administrator could change this policy; CloudTrail shows that
 * (AWS KMS Developer Guide, "Default key policy"). What it allows a role is allowed whatever the role's own policy says: it must not be wider.
 */
export function keyPolicy(input: {
  /** `arn:aws:iam::111122223333:root` */
  readonly accountArn: string;
  /** principals that administer it beside the account */
  readonly administratorArns: readonly string[];
  /** roles of the people who sign in */
  readonly userArns: readonly string[];
  /** roles of those who do not */
  readonly guestArns?: readonly string[];
  /** whether wrapped keys are moved between this key and another, as the key bench does where it has a second one */
  readonly moves?: boolean;
}): PolicyDocument {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AdministerNotUse',
        Effect: 'Allow',
        Principal: { AWS: [input.accountArn, ...input.administratorArns] },
        Action: administration,
        Resource: '*',
      },
      {
        Sid: 'OwnMessages',
        Effect: 'Allow',
        Principal: { AWS: [...input.userArns, ...(input.guestArns ?? [])] },
        Action: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
        Resource: '*',
        Condition: ownMessages,
      },
      {
        Sid: 'OwnKeyPairs',
        Effect: 'Allow',
        Principal: { AWS: input.userArns },
        Action: 'kms:GenerateDataKeyPairWithoutPlaintext',
        Resource: '*',
        Condition: ownMessages,
      },
      ...(input.moves === true
        ? [
            {
              Sid: 'MoveOwnWrappedKeys',
              Effect: 'Allow' as const,
              Principal: { AWS: input.userArns },
              Action: ['kms:ReEncryptFrom', 'kms:ReEncryptTo'],
              Resource: '*',
              Condition: ownMessages,
            },
          ]
        : []),
      {
        Sid: 'Look',
        Effect: 'Allow',
        Principal: { AWS: input.userArns },
        Action: ['kms:DescribeKey', 'kms:GetKeyRotationStatus', 'kms:ListKeyRotations'],
        Resource: '*',
      },
    ],
  };
}

const ownMessages = {
  StringEquals: { 'kms:EncryptionContext:owner': '${cognito-identity.amazonaws.com:sub}' },
};

/** Of an RSA key: asymmetric encryption has no context that could be demanded, so who may open with it opens all that was sealed with it. */
export function rsaKeyPolicy(input: Parameters<typeof keyPolicy>[0]): PolicyDocument {
  const [administer] = keyPolicy(input).Statement;
  if (administer === undefined) throw new Error('a key policy without a statement');
  return {
    Version: '2012-10-17',
    Statement: [
      administer,
      {
        Sid: 'SealAndOpen',
        Effect: 'Allow',
        Principal: { AWS: input.userArns },
        Action: ['kms:GetPublicKey', 'kms:DescribeKey', 'kms:Decrypt'],
        Resource: '*',
      },
    ],
  };
}

const administration = [
  'kms:CancelKeyDeletion',
  'kms:CreateAlias',
  'kms:DeleteAlias',
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:DisableKeyRotation',
  'kms:EnableKey',
  'kms:EnableKeyRotation',
  'kms:GetKeyPolicy',
  'kms:GetKeyRotationStatus',
  'kms:ListAliases',
  'kms:ListGrants',
  'kms:ListKeyPolicies',
  'kms:ListKeyRotations',
  'kms:ListResourceTags',
  'kms:PutKeyPolicy',
  'kms:RevokeGrant',
  'kms:RotateKeyOnDemand',
  'kms:ScheduleKeyDeletion',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:UpdateAlias',
  'kms:UpdateKeyDescription',
];
