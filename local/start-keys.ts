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

/** The keys of a local AWS, those that were missing made. */
export async function openStartKeys(keys: KeyStore): Promise<StartKeys> {
  const main = await keyBehind(keys, keysAtStart.main);
  const storage = await keyBehind(keys, keysAtStart.storage);
  const second = await keyBehind(keys, keysAtStart.second);
  return { main, storage, second, rsa: await keyBehind(keys, keysAtStart.rsa) };
}

async function keyBehind(
  keys: KeyStore,
  { alias, spec, description }: (typeof keysAtStart)[keyof typeof keysAtStart],
): Promise<string> {
  const known = keys.aliases().get(alias);
  if (known !== undefined) return keys.arn(known);
  const key = await keys.create({ spec, usage: 'ENCRYPT_DECRYPT', description });
  await keys.addAlias(alias, key);
  return keys.arn(key);
}
