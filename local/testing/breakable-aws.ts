import {
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  AbortMultipartUploadCommand,
  type CORSRule,
  DeleteBucketCorsCommand,
  DeleteBucketLifecycleCommand,
  DeleteObjectCommand,
  GetBucketCorsCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutBucketCorsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { PolicyDocument } from '../../infra/policies.ts';
import type { FaultRule } from '../server/faults.ts';
import { kmsClient, startForTest } from './started-aws.ts';

export type Statement = PolicyDocument['Statement'][number];

/** An object, or an upload with its id. */
interface Lying {
  readonly Key: string;
  readonly UploadId?: string;
}

/** A local AWS of which one thing at a time is broken, as an administrator could, and mended again. */
export interface BreakableAws {
  readonly aws: Awaited<ReturnType<typeof startForTest>>;
  /** null: no rules at all */
  setCors(change: ((rule: CORSRule) => CORSRule) | null): Promise<void>;
  /** A statement of the deployed role policy changed, or left out. */
  setStatement(sid: string, change: (statement: Statement) => Statement | null): void;
  /** One more statement. */
  addStatement(statement: Statement): void;
  setVersioning(status: 'Enabled' | 'Suspended'): Promise<void>;
  /** null: no rules */
  setLifecycle(rules: LifecycleRule[] | null): Promise<void>;
  /** Default encryption under a key; null: SSE-S3. */
  encryptWith(keyId: string | null): Promise<void>;
  setKeyEnabled(enabled: boolean): Promise<void>;
  /** The key's own policy leaves everything to IAM, so that the role's policy alone decides. */
  leaveKeyToIam(): Promise<void>;
  /** The key's own policy lets whom it names use it for any owner. */
  unbindKey(): Promise<void>;
  /** Seconds that the services' clock is ahead. */
  setClock(seconds: number): Promise<void>;
  /** Faults that requests meet, instead of those before. */
  setFaults(rules: readonly FaultRule[]): Promise<void>;
  /** What lies in the bucket, objects and uploads. */
  lying(): Promise<readonly Lying[]>;
  /** Pastes the JSON of one of the doctor's fixes, as its command would. */
  paste(fix: string, json: string): Promise<void>;
  /** Everything as it was deployed, and the bucket empty. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Starts one on a free port, in a folder that goes away with it. */
export async function startBreakableAws(): Promise<BreakableAws> {
  const aws = await startForTest();
  const { bucket: Bucket, region, kmsKeyId: KeyId } = aws.config;
  const s3 = new S3Client({ region, endpoint: aws.url, credentials: aws.admin, forcePathStyle: true });
  const kms = kmsClient(aws);
  const { CORSRules: usualCors = [] } = await s3.send(new GetBucketCorsCommand({ Bucket }));
  const { Rules: usualRules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
  const { Policy: usualKeyPolicy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
  let policy = aws.rolePolicy;

  const putKeyPolicy = async (Policy: string): Promise<void> => {
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  };
  const setPolicy = (document: PolicyDocument): void => {
    policy = document;
    aws.setRolePolicy(document);
  };
  /** Does what a person does with a policy's JSON: `beside` the statements that are there, or in the place of those of the same name. */
  const pastePolicy = (document: PolicyDocument, beside: boolean): void => {
    const named = new Set(document.Statement.map(({ Sid }) => Sid));
    const kept = policy.Statement.filter(({ Sid }) => beside || !named.has(Sid));
    setPolicy({ ...policy, Statement: [...kept, ...document.Statement] });
  };
  const putCors = async (CORSRules: CORSRule[]): Promise<void> => {
    await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
  };

  const breakable: BreakableAws = {
    aws,
    async setCors(change) {
      if (change === null) await s3.send(new DeleteBucketCorsCommand({ Bucket }));
      else await putCors(usualCors.map(change));
    },
    setStatement(sid, change) {
      const statements = aws.rolePolicy.Statement.map((one) => (one.Sid === sid ? change(one) : one));
      setPolicy({ ...aws.rolePolicy, Statement: statements.filter((one) => one !== null) });
    },
    addStatement: (statement) =>
      setPolicy({ ...aws.rolePolicy, Statement: [...aws.rolePolicy.Statement, statement] }),
    async setVersioning(Status) {
      await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
    },
    async setLifecycle(Rules) {
      if (Rules === null) await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
      else
        await s3.send(
          new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
        );
    },
    async encryptWith(keyId) {
      const byDefault =
        keyId === null
          ? { SSEAlgorithm: 'AES256' as const }
          : { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: keyId };
      const ServerSideEncryptionConfiguration = {
        Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }],
      };
      await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration }));
    },
    async setKeyEnabled(enabled) {
      if (enabled) await kms.send(new EnableKeyCommand({ KeyId }));
      else await kms.send(new DisableKeyCommand({ KeyId }));
    },
    leaveKeyToIam: () => putKeyPolicy(JSON.stringify(openToIam(KeyId.split(':')[4] ?? ''))),
    unbindKey: () => putKeyPolicy(withoutConditions(usualKeyPolicy)),
    setClock: (offsetSeconds) => control(aws.url, 'clock', { offsetSeconds }),
    setFaults: (rules) => control(aws.url, 'faults', rules),
    lying: () => lying(s3, Bucket),
    async paste(fix, json) {
      const value = JSON.parse(json);
      if (fix === 'cors') await putCors(value.CORSRules);
      else if (fix === 'abort-uploads') await breakable.setLifecycle(value.Rules);
      else if (fix === 'enable-versioning') await breakable.setVersioning(value.Status);
      else if (fix === 'trust-role') aws.setRoleTrust(value);
      else pastePolicy(value, fix === 'allow-role');
    },
    async mend() {
      setPolicy(aws.rolePolicy);
      aws.setRoleTrust(null);
      aws.setChecksumSupport('full');
      await control(aws.url, 'clock', { offsetSeconds: 0 });
      await control(aws.url, 'faults', []);
      await putCors(usualCors);
      await breakable.setLifecycle(usualRules);
      await breakable.setVersioning('Enabled');
      await breakable.encryptWith(null);
      await breakable.setKeyEnabled(true);
      await putKeyPolicy(usualKeyPolicy);
      for (const { Key, UploadId } of await lying(s3, Bucket)) {
        if (UploadId === undefined) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
        else await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      }
    },
    close: () => aws.close(),
  };
  return breakable;
}

/** What AWS gives a key that is made without a policy (AWS KMS Developer Guide, "Default key policy"). */
const openToIam = (accountId: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${accountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});

/** Makes of a statement one that does not name these actions. */
export const without =
  (...actions: string[]) =>
  (statement: Statement): Statement => ({
    ...statement,
    Action: [statement.Action ?? []].flat().filter((action) => !actions.includes(action)),
  });

/** A policy's JSON, allowing the same to the same principals in any case. */
export function withoutConditions(policy: string): string {
  return JSON.stringify(JSON.parse(policy), (name, value: unknown) =>
    name === 'Condition' ? undefined : value,
  );
}

async function lying(s3: S3Client, Bucket: string): Promise<readonly Lying[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
  return [
    ...Contents.map(({ Key = '' }) => ({ Key })),
    ...Uploads.map(({ Key = '', UploadId = '' }) => ({ Key, UploadId })),
  ];
}

async function control(url: string, what: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/_local/${what}`, {
    method: 'POST',
    headers: { 'x-sealdrop-local': '1' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${what}: HTTP ${answer.status}`);
}
