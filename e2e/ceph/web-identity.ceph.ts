import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { createServiceClock } from '../../src/aws/service-clock.ts';
import type { IdentityCredentials } from '../../src/aws/session-credentials.ts';
import { assumeStorageRole } from '../../src/aws/web-identity.ts';
import { parseConfig, type AppConfig } from '../../src/config/config.ts';
import { identityFor, signInAtProvider } from '../../local/testing/sign-in.ts';
import { expect, test, type Stack } from '../stack.ts';

type Storage = NonNullable<AppConfig['storage']>;

/** What a person's page would have, obtained by the app's own code. */
async function personOf(stack: Stack, index: number) {
  const person = stack.aws.demoUsers[index];
  if (person === undefined) throw new Error('no such demo user');
  const { idToken } = await signInAtProvider(stack.aws, person.username, person.password);
  const { identityId } = await identityFor(stack.aws, idToken);
  const { storage } = parseConfig(await (await fetch(`${stack.origin}/config.json`)).json());
  if (storage === undefined) throw new Error('config.json names no store');
  const assume = (roleArn?: string) => assumeAs(storage, { idToken, identityId }, roleArn);
  return { username: person.username, identityId, storage, assume };
}

function assumeAs(
  storage: Storage,
  { idToken, identityId }: { readonly idToken: string; readonly identityId: string },
  roleArn: string | undefined,
): Promise<IdentityCredentials> {
  if (storage.credentials === undefined) throw new Error('the store has no credentials of its own');
  const credentials = { ...storage.credentials, ...(roleArn === undefined ? {} : { roleArn }) };
  const tokens = { fresh: () => Promise.resolve(idToken), renew: () => undefined, refuse: () => undefined };
  return assumeStorageRole({
    storage: { ...storage, credentials },
    tokens,
    clock: createServiceClock(),
    identityId,
  });
}

test('the credentials of a person reach their own folder and no other', async ({ stack }) => {
  const [alice, bob] = [await personOf(stack, 0), await personOf(stack, 1)];
  const { endpoint, region } = alice.storage;
  const s3 = new S3Client({ endpoint, region, forcePathStyle: true, credentials: await alice.assume() });
  const put = (owner: string) =>
    s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: `${owner}/note`, Body: 'note' }));
  const list = (owner: string) =>
    s3.send(new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: `${owner}/` }));
  await put(alice.identityId);
  expect((await list(alice.identityId)).KeyCount).toBeGreaterThan(0);
  await expect(put(bob.identityId)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  await expect(list(bob.identityId)).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  s3.destroy();
});

test('the role of another person is refused, whoever’s name is asked for', async ({ stack }) => {
  const [alice, bob] = [await personOf(stack, 0), await personOf(stack, 1)];
  const roleOfBob = alice.storage.credentials?.roleArn.replace('${sub}', bob.username);
  await expect(bob.assume(roleOfBob)).resolves.toMatchObject({ identityId: bob.identityId });
  await expect(alice.assume(roleOfBob)).rejects.toMatchObject({
    code: 'identity-refused',
    details: { service: 'sts', status: 403 },
  });
});
