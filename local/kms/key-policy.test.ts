import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GetKeyPolicyCommand,
  type KMSClient,
  ListKeyPoliciesCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
} from '@aws-sdk/client-kms';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { keyPolicy } from '../../infra/key-policy.ts';
import { administratorPolicy } from '../../infra/policies.ts';
import { signInAsUser } from '../testing/sign-in.ts';
import { kmsClient, refusal, startForTest } from '../testing/started-aws.ts';

const account = 'arn:aws:iam::000000000000:root';
const role = 'arn:aws:iam::000000000000:role/sealdrop-authenticated';
const adminUser = 'arn:aws:iam::000000000000:user/sealdrop-admin';

let aws: Awaited<ReturnType<typeof startForTest>>;
let admin: KMSClient;
let alice: KMSClient;
let aliceId: string;
let bobId: string;

beforeAll(async () => {
  aws = await startForTest();
  admin = kmsClient(aws);
  const signedIn = await signInAsUser(aws, 'alice', 'alice-demo');
  alice = kmsClient(aws, signedIn.credentials);
  aliceId = signedIn.identityId;
  bobId = (await signInAsUser(aws, 'bob', 'bob-demo')).identityId;
});
afterEach(() => aws.setRolePolicy(null));
afterAll(() => aws.close());

const allow = (Principal: unknown, Action: unknown, more: object = {}): object => ({
  Effect: 'Allow',
  Principal,
  Action,
  Resource: '*',
  ...more,
});
const deny = (Principal: unknown, Action: unknown, more: object = {}): object => ({
  ...allow(Principal, Action, more),
  Effect: 'Deny',
});
const text = (statements: readonly object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A key that the admin keeps, with more statements. */
async function keyWith(...statements: readonly object[]): Promise<string> {
  const Policy = text([allow({ AWS: adminUser }, 'kms:*'), ...statements]);
  const { KeyMetadata } = await admin.send(new CreateKeyCommand({ Policy }));
  return KeyMetadata?.Arn ?? '';
}
const seal = (kms: KMSClient, KeyId: string, owner?: string): Promise<string> =>
  refusal(
    kms.send(
      new EncryptCommand({
        KeyId,
        Plaintext: new Uint8Array(1),
        ...(owner === undefined ? {} : { EncryptionContext: { owner } }),
      }),
    ),
  );
const onlyOwner = (owner: string): object => ({
  Condition: { StringEquals: { 'kms:EncryptionContext:owner': owner } },
});
const principal = (arn: string): object => ({ Condition: { ArnEquals: { 'aws:PrincipalArn': arn } } });
const short = (outcome: string): string =>
  /^allowed|no \S+ policy|explicit deny in an? \S+/u.exec(outcome)?.[0] ?? outcome;

describe("the key policy that is deployed, on the person's key", () => {
  it('leaves an IAM policy that allows everything without the files of others', async () => {
    const KeyId = aws.config.kmsKeyId;
    const EncryptionContext = { owner: bobId };
    const sealed = await admin.send(
      new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1), EncryptionContext }),
    );
    const decrypt = new DecryptCommand({ CiphertextBlob: sealed.CiphertextBlob, EncryptionContext });
    aws.setRolePolicy(administratorPolicy);
    expect(short(await refusal(alice.send(decrypt)))).toBe('no resource-based policy');
    expect(short(await seal(alice, KeyId))).toBe('no resource-based policy');
    expect(short(await seal(alice, KeyId, bobId))).toBe('no resource-based policy');
    const move = {
      SourceEncryptionContext: EncryptionContext,
      DestinationEncryptionContext: { owner: aliceId },
    };
    const { CiphertextBlob } = sealed;
    const moved = alice.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: KeyId, ...move }));
    expect(short(await refusal(moved))).toBe('no resource-based policy');
  });

  it('opens nothing for an account that names nobody, whatever IAM says, and lets it administer', async () => {
    const Policy = JSON.stringify(keyPolicy({ accountArn: account, administratorArns: [], userArns: [] }));
    const { KeyMetadata } = await admin.send(new CreateKeyCommand({ Policy }));
    const KeyId = KeyMetadata?.Arn ?? '';
    for (const call of [
      admin.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(1) })),
      admin.send(
        new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: { owner: bobId } }),
      ),
    ].map(refusal))
      expect(short(await call)).toBe('no resource-based policy');
    expect(await refusal(admin.send(new DescribeKeyCommand({ KeyId })))).toBe('allowed');
    expect(await refusal(admin.send(new PutKeyPolicyCommand({ KeyId, Policy })))).toBe('allowed');
  });

  it('suffices for a person whose role says nothing', async () => {
    aws.setRolePolicy({ Version: '2012-10-17', Statement: [] });
    expect(await seal(alice, aws.config.kmsKeyId, aliceId)).toBe('allowed');
    expect(short(await seal(alice, aws.config.kmsKeyId, bobId))).toBe('no identity-based policy');
  });

  it('is there to be read', async () => {
    const KeyId = aws.config.kmsKeyId;
    const { Policy = '', PolicyName } = await admin.send(new GetKeyPolicyCommand({ KeyId }));
    expect(PolicyName).toBe('default');
    const deployed = keyPolicy({ accountArn: account, administratorArns: [], userArns: [role], moves: true });
    const own = expect.objectContaining({ Sid: 'LocalAdmin', Principal: { AWS: adminUser } }) as unknown;
    expect(JSON.parse(Policy)).toEqual({ ...deployed, Statement: [...deployed.Statement, own] });
    const names = await admin.send(new ListKeyPoliciesCommand({ KeyId }));
    expect(names.PolicyNames).toEqual(['default']);
    expect(short(await refusal(alice.send(new GetKeyPolicyCommand({ KeyId }))))).toBe(
      'no identity-based policy',
    );
  });
});

describe('a key policy and the identity policies', () => {
  const everything = administratorPolicy;
  const nothing = { Version: '2012-10-17', Statement: [] } as const;
  const forbidding = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Action: 'kms:Encrypt', Resource: '*' }],
  } as const;
  const session = 'arn:aws:sts::000000000000:assumed-role/sealdrop-authenticated/CognitoIdentityCredentials';

  it.each<[string, readonly object[], typeof everything | typeof nothing | typeof forbidding, string]>([
    ['nobody named, IAM allows', [], everything, 'no resource-based policy'],
    ['nobody named, IAM silent', [], nothing, 'no identity-based policy'],
    ['the account, IAM allows', [allow({ AWS: account }, 'kms:*')], everything, 'allowed'],
    [
      'the account by its number, IAM allows',
      [allow({ AWS: '000000000000' }, 'kms:*')],
      everything,
      'allowed',
    ],
    ['the account, IAM silent', [allow({ AWS: account }, 'kms:*')], nothing, 'no identity-based policy'],
    [
      'the account for something else',
      [allow({ AWS: account }, 'kms:Decrypt')],
      everything,
      'no resource-based policy',
    ],
    ['another account', [allow({ AWS: '111122223333' }, 'kms:*')], everything, 'no resource-based policy'],
    ['the role, IAM silent', [allow({ AWS: role }, 'kms:Encrypt')], nothing, 'allowed'],
    ['its session, IAM silent', [allow({ AWS: session }, 'kms:Encrypt')], nothing, 'allowed'],
    ['another role', [allow({ AWS: `${role}-2` }, 'kms:Encrypt')], everything, 'no resource-based policy'],
    ['everybody, IAM silent', [allow('*', 'kms:Encrypt')], nothing, 'allowed'],
    ['everybody, otherwise written', [allow({ AWS: '*' }, 'kms:Encrypt')], nothing, 'allowed'],
    ['a service', [allow({ Service: 's3.amazonaws.com' }, 'kms:*')], everything, 'no resource-based policy'],
    [
      'the role, IAM denies',
      [allow({ AWS: role }, 'kms:*')],
      forbidding,
      'explicit deny in an identity-based',
    ],
    [
      'the role, and a deny',
      [allow({ AWS: role }, 'kms:*'), deny('*', 'kms:Encrypt')],
      everything,
      'explicit deny in a resource-based',
    ],
    [
      'a deny of the account',
      [allow({ AWS: role }, 'kms:*'), deny({ AWS: account }, 'kms:Encrypt')],
      nothing,
      'explicit deny in a resource-based',
    ],
    [
      'a deny of another role',
      [allow({ AWS: role }, 'kms:*'), deny({ AWS: `${role}-2` }, 'kms:*')],
      nothing,
      'allowed',
    ],
    ['a condition that holds', [allow({ AWS: role }, 'kms:*', onlyOwner('me'))], nothing, 'allowed'],
    [
      'a condition that fails',
      [allow({ AWS: role }, 'kms:*', onlyOwner('you'))],
      everything,
      'no resource-based policy',
    ],
    [
      'the account under a condition that fails',
      [allow({ AWS: account }, 'kms:*', onlyOwner('you'))],
      everything,
      'no resource-based policy',
    ],
    ['aws:PrincipalArn is the role', [allow('*', 'kms:*', principal(role))], nothing, 'allowed'],
    [
      'aws:PrincipalArn of another',
      [allow('*', 'kms:*', principal(adminUser))],
      nothing,
      'no identity-based policy',
    ],
  ])('%s', async (_name, statements, identity, expected) => {
    const KeyId = await keyWith(...statements);
    aws.setRolePolicy(identity);
    expect(short(await seal(alice, KeyId, 'me'))).toBe(expected);
  });

  it('without one a key has the default, that leaves it to IAM', async () => {
    const { KeyMetadata } = await admin.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.Arn ?? '';
    const { Policy = '' } = await admin.send(new GetKeyPolicyCommand({ KeyId }));
    expect(JSON.parse(Policy)).toMatchObject({
      Id: 'key-default-1',
      Statement: [{ Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }],
    });
    expect(short(await seal(alice, KeyId))).toBe('no identity-based policy');
    aws.setRolePolicy(administratorPolicy);
    expect(await seal(alice, KeyId)).toBe('allowed');
  });

  it('holds from the next request, and can be put by whoever it lets', async () => {
    const KeyId = await keyWith();
    const put = (kms: KMSClient, Policy: string): Promise<string> =>
      refusal(kms.send(new PutKeyPolicyCommand({ KeyId, Policy })));
    expect(short(await put(alice, text([allow('*', 'kms:*')])))).toBe('no identity-based policy');
    expect(
      await put(admin, text([allow({ AWS: adminUser }, 'kms:*'), allow({ AWS: role }, 'kms:Encrypt')])),
    ).toBe('allowed');
    expect(await seal(alice, KeyId)).toBe('allowed');
  });

  it.each([
    ['that is no JSON', '{'],
    ['of an unknown element', text([{ ...allow('*', 'kms:*'), NotPrincipal: '*' }])],
    ['without a principal', text([{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }])],
    ['with a pattern for a principal', text([allow({ AWS: 'arn:aws:iam::000000000000:role/*' }, 'kms:*')])],
    ['that locks its author out', text([allow({ AWS: role }, 'kms:*')])],
  ])('one %s is refused', async (_name, Policy) => {
    const KeyId = await keyWith();
    const outcome = await refusal(admin.send(new PutKeyPolicyCommand({ KeyId, Policy })));
    expect(outcome).toMatch(/^MalformedPolicyDocumentException/u);
    expect(await refusal(admin.send(new CreateKeyCommand({ Policy })))).toMatch(/^MalformedPolicyDocument/u);
    expect(await seal(admin, KeyId)).toBe('allowed');
  });

  it('locks its author out where they insist', async () => {
    const KeyId = await keyWith();
    const Policy = text([allow({ AWS: role }, 'kms:Encrypt')]);
    await admin.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck: true }));
    expect(short(await seal(admin, KeyId))).toBe('no resource-based policy');
    expect(await seal(alice, KeyId)).toBe('allowed');
  });
});
