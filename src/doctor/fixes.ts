import { bucketCors } from '../../infra/cors.ts';
import { keyPolicy } from '../../infra/key-policy.ts';
import { abortUnfinishedUploads } from '../../infra/lifecycle.ts';
import { authenticatedRolePolicy, type PolicyDocument } from '../../infra/policies.ts';
import { federatedRoleTrust } from '../../infra/role-trust.ts';
import type { AppConfig } from '../config/config.ts';
import type { Facts, Fix, FixId } from './verdict.ts';

/** What a fix names. Unknown parts are in angle brackets, for whoever pastes it. */
export interface Deployment {
  readonly config: Pick<AppConfig, 'region' | 'bucket' | 'kmsKeyId' | 'identityPool' | 'storageEncryption'>;
  readonly origin: string;
  /** as KMS answered with it; null before it did */
  readonly keyArn: string | null;
}

const role = '<role of signed-in people>';

function fix(id: FixId, facts: Facts, more: Partial<Pick<Fix, 'json' | 'file' | 'command'>> = {}): Fix {
  return { id, facts, json: null, file: null, command: null, ...more };
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** A field of `config.json` to look at. */
export const editConfig = (field: string): Fix => fix('edit-config', { field });

export const setClock = (): Fix => fix('set-clock', {});

export const checkNetwork = (url: string): Fix => fix('check-network', { url });

export const signInAgain = (): Fix => fix('sign-in-again', {});

/** The CORS rules that are deployed (`infra/cors.ts`), for this origin. */
export function allowOrigin({ config, origin }: Deployment): Fix {
  const { allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = bucketCors;
  const rules = {
    CORSRules: [
      {
        AllowedOrigins: [origin],
        AllowedMethods: allowedMethods,
        AllowedHeaders: allowedHeaders,
        ExposeHeaders: exposeHeaders,
        MaxAgeSeconds: maxAgeSeconds,
      },
    ],
  };
  return fix(
    'cors',
    { origin },
    jsonBy('cors.json', rules, `s3api put-bucket-cors --bucket ${config.bucket} --cors-configuration`),
  );
}

/** The statement of the role's policy (`infra/policies.ts`) that allows what was refused, as a policy of its own beside what is there. */
export function allowRole(deployment: Deployment, sid: RoleStatement): Fix {
  const name = `sealdrop-${sid.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '-').toLowerCase()}`;
  const command = `iam put-role-policy --role-name '${role}' --policy-name ${name} --policy-document`;
  return fix('allow-role', { sid }, jsonBy(`${name}.json`, statement(deployment, sid), command));
}

/** The same statement, in the place of the one that allows more. */
export function narrowRole(deployment: Deployment, sid: RoleStatement): Fix {
  return fix('narrow-role', { sid }, { json: pretty(statement(deployment, sid)) });
}

/** The key policy's statement (`infra/key-policy.ts`), which goes beside the others. */
export function allowKey(deployment: Deployment): Fix {
  return fix('allow-key', {}, { json: pretty(keyStatement(deployment)) });
}

export function narrowKey(deployment: Deployment): Fix {
  return fix('narrow-key', {}, { json: pretty(keyStatement(deployment)) });
}

export function trustRole({ config }: Deployment): Fix {
  const pool = config.identityPool?.id ?? '<identity pool>';
  const trust = federatedRoleTrust({ identityPoolId: pool, identities: 'authenticated' });
  const command = `iam update-assume-role-policy --role-name '${role}' --policy-document`;
  return fix('trust-role', { pool }, jsonBy('trust.json', trust, command));
}

/** Which provider the pool must know, and under which name `config.json` must call it. */
export function trustProvider({ config }: Deployment): Fix {
  const { id = '<identity pool>', loginProvider = '<issuer>' } = config.identityPool ?? {};
  const command = `aws cognito-identity describe-identity-pool --region ${config.region} --identity-pool-id ${id}`;
  return fix('trust-provider', { pool: id, provider: loginProvider }, { command });
}

export function createBucket({ config }: Deployment): Fix {
  return fix('create-bucket', { bucket: config.bucket, region: config.region });
}

export function enableKey({ config }: Deployment): Fix {
  const command = `aws kms enable-key --region ${config.region} --key-id ${config.kmsKeyId}`;
  return fix('enable-key', {}, { command });
}

export function keepKey({ config }: Deployment): Fix {
  const command = `aws kms cancel-key-deletion --region ${config.region} --key-id ${config.kmsKeyId}`;
  return fix('keep-key', {}, { command });
}

/** The rule that is deployed (`infra/lifecycle.ts`). S3 replaces all rules of the bucket at once. */
export function abortUploads({ config }: Deployment): Fix {
  const { id, days } = abortUnfinishedUploads;
  const rules = {
    Rules: [
      {
        ID: id,
        Status: 'Enabled',
        Filter: { Prefix: '' },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
      },
    ],
  };
  const command = `s3api put-bucket-lifecycle-configuration --bucket ${config.bucket} --lifecycle-configuration`;
  return fix('abort-uploads', { days }, jsonBy('lifecycle.json', rules, command));
}

export function enableVersioning({ config }: Deployment): Fix {
  const command = `s3api put-bucket-versioning --bucket ${config.bucket} --versioning-configuration`;
  return fix('enable-versioning', {}, jsonBy('versioning.json', { Status: 'Enabled' }, command));
}

export function encryptBucket({ config }: Deployment): Fix {
  const rules = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] };
  const command = `s3api put-bucket-encryption --bucket ${config.bucket} --server-side-encryption-configuration`;
  return fix('encrypt-bucket', {}, jsonBy('encryption.json', rules, command));
}

/** What to do in a store that verifies nothing on the way. */
export const verifyAfter = (): Fix => fix('verify-after', {});

export const otherStore = (): Fix => fix('other-store', {});

function jsonBy(file: string, value: unknown, command: string): Pick<Fix, 'json' | 'file' | 'command'> {
  return { json: pretty(value), file, command: `aws ${command} file://${file}` };
}

/** Statements of `infra/policies.ts` that a fix can be. */
export type RoleStatement = 'OwnObjects' | 'ListOwnPrefix' | 'OwnMessages' | 'StorageKeyThroughS3';

function statement(deployment: Deployment, sid: RoleStatement): PolicyDocument {
  const { config, keyArn } = deployment;
  const storage = config.storageEncryption?.kmsKeyId;
  const all = authenticatedRolePolicy({
    bucketArn: `arn:${partitionOf(config.region)}:s3:::${config.bucket}`,
    keyArn: keyArn ?? arnOf(config, config.kmsKeyId),
    ...(sid === 'StorageKeyThroughS3' ? { storageKeyArn: arnOf(config, storage ?? '<storage key>') } : {}),
  });
  return { ...all, Statement: all.Statement.filter(({ Sid }) => Sid === sid) };
}

function keyStatement({ keyArn, config }: Deployment): unknown {
  const account = (keyArn ?? config.kmsKeyId).split(':')[4] ?? '<account>';
  const partition = partitionOf(config.region);
  const all = keyPolicy({
    accountArn: `arn:${partition}:iam::${account}:root`,
    administratorArns: [],
    userArns: [`arn:${partition}:iam::${account}:role/${role}`],
  });
  return all.Statement.find(({ Sid }) => Sid === 'OwnMessages');
}

/** The ARN of a key called so; an alias stands in a policy only by the id of its key. */
function arnOf({ region }: Deployment['config'], key: string): string {
  if (key.startsWith('arn:') && key.includes(':key/')) return key;
  const id = key.includes('alias/') ? `<id of ${key}>` : key;
  return `arn:${partitionOf(region)}:kms:${region}:<account>:key/${id}`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
