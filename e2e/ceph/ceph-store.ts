import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  CreateBucketCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { bucketCors } from '../../infra/cors.ts';
import type { startLocalAws } from '../../local/aws.ts';
import { parseTargetFacts } from '../../local/conformance/target-facts.ts';
import { identityFor, signInAtProvider } from '../../local/testing/sign-in.ts';
import { selfSigned, thumbprintOf } from './certificate.ts';
import { startGatewayFront } from './gateway-front.ts';
import { iam, type Gateway } from './iam.ts';

type LocalAws = Awaited<ReturnType<typeof startLocalAws>>;

/** A bucket in Ceph that the app is to use in the place of the local S3. */
export interface CephStore {
  readonly url: string;
  readonly bucket: string;
  /** the gateway's admin */
  readonly s3: S3Client;
  /** for `/config.json` */
  readonly storage: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: {
      readonly source: 'web-identity';
      readonly endpoint: string;
      readonly roleArn: string;
    };
  };
  close(): Promise<void>;
}

/** What must be known before the local AWS starts: it shows the certificate whose thumbprint the gateway is told. */
export interface CephPlan {
  readonly certify: (privateKey: string) => Promise<Buffer>;
  /** once it has started */
  stand(aws: LocalAws): Promise<CephStore>;
}

/** Null unless `npm run test:ceph` runs these tests: it names its gateway's facts in `SEALDROP_CEPH_FACTS`. */
export async function planCeph(): Promise<CephPlan | null> {
  const file = process.env['SEALDROP_CEPH_FACTS'];
  if (file === undefined) return null;
  const gateway = parseTargetFacts(await readFile(file, 'utf8'));
  let thumbprint = '';
  return {
    certify: async (privateKey) => {
      const certificate = await selfSigned(privateKey);
      thumbprint = thumbprintOf(certificate);
      return certificate;
    },
    stand: (aws) => stand(gateway, aws, thumbprint),
  };
}

async function stand(gateway: Gateway, aws: LocalAws, thumbprint: string): Promise<CephStore> {
  const name = `sealdrop-${randomUUID()}`;
  const front = await startGatewayFront(gateway.endpoint, aws.appOrigin);
  const { region, admin: credentials } = gateway;
  const s3 = new S3Client({ endpoint: front.url, region, credentials, forcePathStyle: true });
  await makeBucket(s3, name, aws.appOrigin);
  await iam(gateway, 'CreateOpenIDConnectProvider', {
    Url: aws.issuer,
    'ClientIDList.member.1': aws.config.signIn.clientId,
    'ThumbprintList.member.1': thumbprint,
  });
  for (const person of aws.demoUsers) await makeRole(gateway, aws, name, person);
  const roleArn = `arn:aws:iam:::role/${name}-\${sub}`;
  return {
    url: front.url,
    bucket: name,
    s3,
    storage: {
      endpoint: front.url,
      region,
      credentials: { source: 'web-identity', endpoint: front.url, roleArn },
    },
    async close() {
      s3.destroy();
      await front.close();
    },
  };
}

async function makeBucket(s3: S3Client, Bucket: string, appOrigin: string): Promise<void> {
  await s3.send(new CreateBucketCommand({ Bucket }));
  const { allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = bucketCors;
  const rule = {
    AllowedOrigins: [appOrigin],
    AllowedMethods: [...allowedMethods],
    AllowedHeaders: [...allowedHeaders],
    ExposeHeaders: [...exposeHeaders],
    MaxAgeSeconds: maxAgeSeconds,
  };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
  const VersioningConfiguration = { Status: 'Enabled' as const };
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  // What a role's session stores belongs to a user of its own, not to the bucket's owner.
  const looking = {
    Effect: 'Allow',
    Principal: { AWS: ['arn:aws:iam:::user/conformance'] },
    Action: ['s3:*'],
    Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
  };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: policy([looking]) }));
}

/** The role that only this person's tokens buy, for the folder of their identity. */
async function makeRole(
  gateway: Gateway,
  aws: LocalAws,
  bucket: string,
  { username, password }: LocalAws['demoUsers'][number],
): Promise<void> {
  const { idToken } = await signInAtProvider(aws, username, password);
  const { identityId } = await identityFor(aws, idToken);
  const provider = aws.config.identityPool.loginProvider;
  const RoleName = `${bucket}-${username}`;
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: [`arn:aws:iam:::oidc-provider/${provider}`] },
    Action: ['sts:AssumeRoleWithWebIdentity'],
    Condition: {
      StringEquals: {
        [`${provider}:app_id`]: aws.config.signIn.clientId,
        [`${provider}:sub`]: username,
      },
    },
  };
  await iam(gateway, 'CreateRole', { RoleName, Path: '/', AssumeRolePolicyDocument: policy([trust]) });
  await iam(gateway, 'PutRolePolicy', {
    RoleName,
    PolicyName: 'own-folder',
    PolicyDocument: policy(ownFolder(bucket, identityId)),
  });
}

function policy(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

/** `?` stands for the colon of an identity id, which Ceph 16.2 takes in no resource. */
function ownFolder(bucket: string, identityId: string): readonly object[] {
  return [
    {
      Effect: 'Allow',
      Action: [
        's3:PutObject',
        's3:GetObject',
        's3:GetObjectVersion',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: [`arn:aws:s3:::${bucket}/${identityId.replaceAll(':', '?')}/*`],
    },
    {
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:ListBucketVersions'],
      Resource: [`arn:aws:s3:::${bucket}`],
      Condition: { StringLike: { 's3:prefix': [`${identityId}/*`] } },
    },
    {
      Effect: 'Allow',
      Action: ['s3:ListBucketMultipartUploads'],
      Resource: [`arn:aws:s3:::${bucket}`],
    },
  ];
}
