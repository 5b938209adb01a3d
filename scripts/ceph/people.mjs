import { randomUUID } from 'node:crypto';
import { signedPost } from './signed-post.mjs';

const region = 'us-east-1';
const sharedBucket = 'conformance-shared';

/**
 * Makes the suite's people on a fresh gateway: an admin with long-term keys, and alice and bob with the session
 * credentials of a role each, whose policy lets them use their own prefix of one bucket.
 * @returns the facts that `local/conformance/target.ts` describes
 */
export async function createPeople({ endpoint, admin }) {
  const created = JSON.parse(
    await admin(
      'user',
      'create',
      '--uid=conformance',
      '--display-name=conformance',
      '--caps=roles=*;user-policy=*;oidc-provider=*',
    ),
  );
  const [{ access_key: accessKeyId, secret_key: secretAccessKey }] = created.keys;
  const credentials = { accessKeyId, secretAccessKey };
  const bucket = await signedPost({
    method: 'PUT',
    endpoint,
    region,
    service: 's3',
    path: `/${sharedBucket}`,
    body: '',
    credentials,
  });
  if (bucket.status !== 200) throw new Error(`the shared bucket was not made: ${bucket.text}`);
  const person = async (name) => {
    const trust = {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam:::user/conformance'] },
      Action: ['sts:AssumeRole'],
    };
    await admin('role', 'create', `--role-name=${name}`, `--assume-role-policy-doc=${policy([trust])}`);
    await admin(
      'role-policy',
      'put',
      `--role-name=${name}`,
      '--policy-name=own',
      `--policy-doc=${policy(ownPrefix(name))}`,
    );
    return assumeRole(endpoint, credentials, name);
  };
  return {
    endpoint,
    region,
    admin: credentials,
    alice: await person('alice'),
    bob: await person('bob'),
    alicePrefix: 'users/alice/',
    bobPrefix: 'users/bob/',
    sharedBucket,
  };
}

function policy(Statement) {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function ownPrefix(name) {
  return [
    {
      Effect: 'Allow',
      Action: [
        's3:GetObject',
        's3:PutObject',
        's3:DeleteObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: [`arn:aws:s3:::${sharedBucket}/users/${name}/*`],
    },
    {
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: [`arn:aws:s3:::${sharedBucket}`],
      Condition: { StringLike: { 's3:prefix': [`users/${name}/*`] } },
    },
  ];
}

async function assumeRole(endpoint, credentials, name) {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: `arn:aws:iam:::role/${name}`,
    RoleSessionName: randomUUID(),
    DurationSeconds: '3600',
  }).toString();
  const answer = await signedPost({
    method: 'POST',
    endpoint,
    region,
    service: 'sts',
    path: '/',
    body,
    credentials,
  });
  const field = (element) => new RegExp(`<${element}>([^<]+)</${element}>`, 'u').exec(answer.text)?.[1];
  const session = {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
  };
  if (answer.status !== 200 || Object.values(session).includes(undefined)) {
    throw new Error(`AssumeRole for ${name} failed with ${answer.status}: ${answer.text}`);
  }
  return session;
}
