import { readFile } from 'node:fs/promises';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { demoUsers } from '../../local/oidc/users.ts';
import { signInAtProvider } from '../../local/testing/sign-in.ts';
import { accountBy } from '../../src/aws/doctor-probes.ts';
import type { AppConfig } from '../../src/config/config.ts';
import type { AccountProbe } from '../../src/doctor/probe-port.ts';
import { DoctorRefusal, type DoctorOptions } from './options.ts';

/** Whose access is checked. */
export interface Who {
  /** for people */
  readonly name: string;
  readonly idToken: string | null;
  /** undefined: by the token */
  readonly account?: (config: AppConfig) => Promise<AccountProbe>;
}

const nobody: Who = { name: 'nobody', idToken: null };

/**
 * The person that the options name; a demo user of the local AWS where they name none.
 * @param config null where it could not be read: then nobody can be signed in
 * @throws DoctorRefusal when a file cannot be read
 */
export async function whoFor(
  { idTokenFile, owner }: DoctorOptions,
  config: AppConfig | null,
  origin: string,
): Promise<Who> {
  if (idTokenFile !== null) {
    const text = await readFile(idTokenFile, 'utf8').catch(() => {
      throw new DoctorRefusal(`${idTokenFile} cannot be read.`);
    });
    return { name: `the person of ${idTokenFile}`, idToken: text.trim() };
  }
  if (owner !== null) {
    return {
      name: `${owner}, with the AWS credentials found here`,
      idToken: null,
      account: (chosen) => byCredentials(chosen, owner),
    };
  }
  return config !== null && isLocal(config) ? demoUser(config, origin) : nobody;
}

/** The local AWS's provider, on loopback, of which no other machine's could have the address. */
function isLocal({ signIn }: AppConfig): boolean {
  if (signIn === undefined) return false;
  const { hostname, pathname } = new URL(signIn.authority);
  return hostname === 'localhost' && pathname === '/_oidc';
}

async function demoUser(config: AppConfig, appOrigin: string): Promise<Who> {
  const [user] = demoUsers;
  if (user === undefined) return nobody;
  const { signIn } = config;
  if (signIn === undefined) return nobody;
  const provider = { appOrigin, issuer: signIn.authority, config: { signIn } };
  try {
    const { idToken } = await signInAtProvider(provider, user.username, user.password);
    return { name: `${user.username}, a demo user of the local AWS`, idToken };
  } catch {
    // What is wrong with the provider is the check's to say.
    return nobody;
  }
}

async function byCredentials(config: AppConfig, owner: string): Promise<AccountProbe> {
  const provider = fromNodeProviderChain();
  return accountBy(config, {
    current: async () => {
      const { accessKeyId, secretAccessKey, sessionToken = '', expiration } = await provider();
      const expires = expiration ?? new Date(Date.now() + 3_600_000);
      return { accessKeyId, secretAccessKey, sessionToken, expiration: expires, identityId: owner };
    },
    refuse: () => undefined,
    forget: () => undefined,
  });
}
