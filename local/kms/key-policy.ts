import { PolicyRefused } from '../access/policy.ts';
import { parseResourcePolicy, type ResourcePolicy } from '../access/resource-policy.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import type { KeyRecord } from './key-record.ts';
import type { KeyStore } from './key-store.ts';

/** The policy of a key, as JSON. @param accountId of the key */
export function policyText(store: KeyStore, key: KeyRecord, accountId: string): string {
  if (key.policy !== null) return key.policy;
  const service = store.managedBy(key);
  return JSON.stringify(
    service === null
      ? defaultKeyPolicy(accountId)
      : managedKeyPolicy(`${service}.${store.region}.amazonaws.com`, accountId),
    null,
    2,
  );
}

/** @throws ServiceError `MalformedPolicyDocumentException` */
export function readKeyPolicy(text: string): ResourcePolicy {
  try {
    return parseResourcePolicy(JSON.parse(text));
  } catch (thrown) {
    if (!(thrown instanceof PolicyRefused || thrown instanceof SyntaxError)) throw thrown;
    throw new ServiceError('MalformedPolicyDocumentException', thrown.message);
  }
}

/** Source: AWS KMS Developer Guide, "Default key policy", of a key made through the API. */
function defaultKeyPolicy(accountId: string): object {
  return {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
}

/**
 * Of an AWS managed key: everybody in the account uses it through its service, and may look at it where their identity policies allow.
 * Source: AWS KMS Developer Guide, "AWS managed keys", and GetKeyPolicy of `alias/aws/s3`.
 */
function managedKeyPolicy(viaService: string, accountId: string): object {
  return {
    Version: '2012-10-17',
    Id: 'auto-service-1',
    Statement: [
      {
        Sid: 'Allow access through the service for all principals in the account that are authorized to use it',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': accountId, 'kms:ViaService': viaService } },
      },
      {
        Sid: 'Allow direct access to key metadata to the account',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
        Resource: '*',
      },
    ],
  };
}
