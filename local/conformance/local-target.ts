import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess } from '../access/access.ts';
import { openCredentialStore } from '../access/credential-store.ts';
import { createS3Service } from '../s3/s3-service.ts';
import { createLocalClock } from '../server/clock.ts';
import { createFaults } from '../server/faults.ts';
import { listenOnLoopback } from '../server/listen.ts';
import { createLocalServer } from '../server/server.ts';
import type { TargetFacts } from './target-facts.ts';

const accountId = '000000000000';
const region = 'us-east-1';
const sharedBucket = 'conformance-shared';
const subject = '${cognito-identity.amazonaws.com:sub}';

const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** One role for both people: what keeps them apart is the policy variable alone. */
const ownPrefixOnly = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: [
        's3:GetObject',
        's3:PutObject',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: `arn:aws:s3:::${sharedBucket}/users/${subject}/*`,
    },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: `arn:aws:s3:::${sharedBucket}`,
      Condition: { StringLike: { 's3:prefix': `users/${subject}/*` } },
    },
  ],
};

/** The local S3 with the real verifier and policies, on a free port and in a fresh folder. */
export async function startLocalTarget(): Promise<{
  readonly facts: TargetFacts;
  readonly folder: string;
  readonly stop: () => Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-s3-'));
  const clock = createLocalClock();
  const credentials = await openCredentialStore(
    { admin: join(folder, 'admin'), sessions: join(folder, 'sessions.json') },
    clock,
    accountId,
  );
  const policies = { admin: [everything], authenticated: [ownPrefixOnly] };
  const access = createAccess({ credentials, clock, region, accountId, policies });
  const s3 = createS3Service({ access, folder: join(folder, 's3'), clock: () => clock.now(), region });
  await s3.ready;
  await s3.createBucket(sharedBucket, { cors: null });
  const server = createLocalServer({ services: [s3], faults: createFaults(), clock, logger: console.error });
  const listening = await listenOnLoopback(server, 0);
  const person = async (name: string): Promise<TargetFacts['alice']> => {
    const { accessKeyId, secretAccessKey, sessionToken } = await credentials.issue({
      role: 'authenticated',
      arn: `arn:aws:sts::${accountId}:assumed-role/authenticated/${name}`,
      variables: { 'cognito-identity.amazonaws.com:sub': name },
      seconds: 3600,
    });
    return { accessKeyId, secretAccessKey, sessionToken };
  };
  const { accessKeyId, secretAccessKey } = credentials.admin;
  return {
    folder,
    facts: {
      endpoint: `http://127.0.0.1:${listening.port}`,
      region,
      admin: { accessKeyId, secretAccessKey },
      alice: await person('alice'),
      bob: await person('bob'),
      alicePrefix: 'users/alice/',
      bobPrefix: 'users/bob/',
      sharedBucket,
    },
    stop: async () => {
      await listening.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
