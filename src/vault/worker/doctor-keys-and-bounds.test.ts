import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import {
  startBreakableAws,
  type BreakableAws,
  type Statement,
  without,
} from '../../../local/testing/breakable-aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { type Breakage, expectFound, lookAt, needs, nowhere, withoutPut } from './testing/breakage.ts';

let world: BreakableAws;
let aws: BreakableAws['aws'];

beforeAll(async () => {
  world = await startBreakableAws();
  ({ aws } = world);
  const alice = await signInAsUser(aws, 'alice', 'alice-demo');
  lookAt(aws, alice.idToken);
});
afterEach(() => world.mend());
afterAll(() => world.close());

const unbound = (statement: Statement): Statement => {
  const { Sid = '', Effect, Action = [], Resource = [] } = statement;
  return { Sid, Effect, Action, Resource };
};

const setPolicy =
  (sid: string, change: (statement: Statement) => Statement | null) => async (): Promise<void> =>
    world.setStatement(sid, change);

/** The same where the key's own policy leaves it to the role's. */
const leftToIam = (broken: () => Promise<void>) => async (): Promise<void> => {
  await world.leaveKeyToIam();
  await broken();
};

const withoutKey = {
  ...needs('kms-generate', 'kms-decrypt'),
  ...needs('kms-decrypt', 'wrong-context'),
};

const breakages: readonly Breakage[] = [
  {
    name: 'KMS that is not there',
    broken: async () => ({ config: { endpoints: { ...aws.config.endpoints, kms: nowhere } } }),
    expected: { 'kms-generate': 'unreachable', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['check-network'],
  },
  {
    name: 'a role that may not have data keys',
    broken: leftToIam(setPolicy('OwnMessages', without('kms:GenerateDataKey'))),
    expected: { 'kms-generate': 'kms-denied', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['allow-role', 'allow-key'],
  },
  {
    name: 'a key that is not there',
    broken: async () => ({ config: { kmsKeyId: 'alias/none' } }),
    expected: { 'kms-generate': 'kms-key-not-found', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['edit-config'],
  },
  {
    name: 'a key that is disabled',
    broken: () => world.setKeyEnabled(false),
    expected: { 'kms-generate': 'kms-key-disabled', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['enable-key'],
  },
  {
    name: 'a role that may not unwrap',
    broken: leftToIam(setPolicy('OwnMessages', without('kms:Decrypt'))),
    expected: { 'kms-decrypt': 'kms-denied', ...needs('kms-decrypt', 'wrong-context') },
    cause: 'kms-decrypt',
    fixes: ['allow-role', 'allow-key'],
    byFix: true,
  },
  {
    name: 'a role that may use the key for anybody',
    broken: leftToIam(setPolicy('OwnMessages', unbound)),
    expected: { 'wrong-context': 'context-not-bound' },
    cause: 'wrong-context',
    fixes: ['narrow-role', 'narrow-key'],
    byFix: true,
  },
  {
    name: 'a role that may unwrap for anybody',
    broken: leftToIam(async () =>
      world.addStatement({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: aws.config.kmsKeyId }),
    ),
    expected: { 'wrong-context': 'context-not-bound' },
    cause: 'wrong-context',
    fixes: ['narrow-role', 'narrow-key'],
  },
  {
    name: 'a key whose own policy lets the role use it for anybody',
    broken: () => world.unbindKey(),
    expected: { 'wrong-context': 'context-not-bound' },
    cause: 'wrong-context',
    fixes: ['narrow-role', 'narrow-key'],
  },
  {
    name: 'a role that may list all',
    broken: setPolicy('ListOwnPrefix', unbound),
    expected: { 'other-prefix': 'prefix-not-bound' },
    cause: 'other-prefix',
    fixes: ['narrow-role'],
    byFix: true,
  },
  {
    name: 'a role that may do anything with all objects',
    broken: setPolicy('OwnObjects', (one) => ({ ...one, Resource: `arn:aws:s3:::${aws.config.bucket}/*` })),
    expected: { 'other-prefix': 'prefix-not-bound' },
    cause: 'other-prefix',
    fixes: ['narrow-role'],
    byFix: true,
  },
  {
    name: 'a role that may read all objects, and cannot list them',
    broken: async () =>
      world.addStatement({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${aws.config.bucket}/*`,
      }),
    expected: { 'other-prefix': 'prefix-not-bound' },
    cause: 'other-prefix',
    fixes: ['narrow-role'],
  },
  {
    name: 'a role that may not use the storage key',
    broken: setPolicy('StorageKeyThroughS3', () => null),
    expected: { sse: 'storage-key-refused' },
    cause: 'sse',
    fixes: ['allow-role', 'edit-config'],
    byFix: true,
  },
  {
    name: 'a default encryption under a key that the role may not use',
    broken: () => world.encryptWith(aws.config.kmsKeyId),
    expected: {
      put: 'storage-key-refused',
      multipart: 'storage-key-refused',
      ...withoutPut,
      ...needs('multipart', 'lifecycle'),
    },
    cause: 'put',
    fixes: ['allow-role'],
  },
];

describe('the doctor on the local AWS', () => {
  it.each(breakages)('finds $name', (breakage) => expectFound(world, breakage));
});
