import { keyPolicy, rsaKeyPolicy } from '../infra/key-policy.ts';
import type { PolicyDocument } from '../infra/policies.ts';
import type { KeyStore } from './kms/key-store.ts';

/** Made with the first start, behind aliases by which later starts find them. */
const keysAtStart = {
  main: {
    alias: 'alias/sealdrop',
    spec: 'SYMMETRIC_DEFAULT',
    description: 'Seals the files of Sealdrop',
  },
  storage: {
    alias: 'alias/sealdrop-storage',
    spec: 'SYMMETRIC_DEFAULT',
    description: 'Used by S3 where uploads ask for SSE-KMS',
  },
  second: {
    alias: 'alias/sealdrop-second',
    spec: 'SYMMETRIC_DEFAULT',
    description: 'Takes over wrapped keys that the key bench moves',
  },
  rsa: {
    alias: 'alias/sealdrop-rsa',
    spec: 'RSA_3072',
    description: 'Opens what the key bench seals with its public half',
  },
} as const;

/** Their ARNs. */
export type StartKeys = Readonly<Record<keyof typeof keysAtStart, string>>;

/**
 * The keys of a local AWS, those that were missing made, each with the policy that is deployed. The storage key has AWS's default:
 * the stack makes none.
 */
export async function openStartKeys(keys: KeyStore, principals: Principals): Promise<StartKeys> {
  const people = {
    accountArn: principals.accountArn,
    administratorArns: [],
    userArns: [principals.userArn],
  };
  const seals = opensForAdmin(keyPolicy({ ...people, moves: true }), principals.adminArn);
  const rsa = opensForAdmin(rsaKeyPolicy(people), principals.adminArn);
  return {
    main: await keyBehind(keys, keysAtStart.main, seals),
    storage: await keyBehind(keys, keysAtStart.storage, null),
    second: await keyBehind(keys, keysAtStart.second, seals),
    rsa: await keyBehind(keys, keysAtStart.rsa, rsa),
  };
}

/** ARNs: of the account, of the role of signed-in people, of the admin. */
interface Principals {
  readonly accountArn: string;
  readonly userArn: string;
  readonly adminArn: string;
}

/** No deployment has this statement: the engineer's own key opens every file here, as README's "Open a file without us" does. */
function opensForAdmin(policy: PolicyDocument, adminArn: string): PolicyDocument {
  const everything = {
    Sid: 'LocalAdmin',
    Effect: 'Allow',
    Principal: { AWS: adminArn },
    Action: 'kms:*',
    Resource: '*',
  } as const;
  return { ...policy, Statement: [...policy.Statement, everything] };
}

/** @param document put at every start, as with every deployment */
async function keyBehind(
  keys: KeyStore,
  { alias, spec, description }: (typeof keysAtStart)[keyof typeof keysAtStart],
  document: PolicyDocument | null,
): Promise<string> {
  const policy = document === null ? null : JSON.stringify(document, null, 2);
  const known = keys.aliases().get(alias);
  if (known !== undefined) {
    if (known.policy !== policy) await keys.update(known, { policy });
    return keys.arn(known);
  }
  const key = await keys.create({ spec, usage: 'ENCRYPT_DECRYPT', description, policy });
  await keys.addAlias(alias, key);
  return keys.arn(key);
}
