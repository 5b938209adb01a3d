import { bucket, region } from './account.ts';
import { clientId } from './oidc/provider-configuration.ts';
import type { State } from './open-state.ts';
import type { StartKeys } from './start-keys.ts';

/** What the app's `/config.json` says. */
export interface LocalAppConfig {
  readonly region: string;
  readonly signIn: { readonly authority: string; readonly clientId: string };
  readonly identityPool: { readonly id: string; readonly loginProvider: string };
  readonly ownCredentials: Readonly<Record<string, never>>;
  readonly bucket: string;
  readonly kmsKeyId: string;
  readonly storageEncryption: {
    readonly kind: 'bucket-default' | 'sse-s3' | 'sse-kms';
    readonly kmsKeyId?: string;
    readonly bucketKey?: boolean;
  };
  readonly keyBench: { readonly secondKeyId: string; readonly rsaKeyId: string };
  readonly endpoints: { readonly s3: string; readonly kms: string; readonly cognitoIdentity: string };
}

export function configFor(issuer: string, url: string, state: State, keys: StartKeys): LocalAppConfig {
  const loginProvider = issuer.replace(/^http:\/\//u, '');
  return {
    region,
    signIn: { authority: issuer, clientId },
    identityPool: { id: state.identities.poolId, loginProvider },
    ownCredentials: {},
    bucket,
    kmsKeyId: keys.main,
    storageEncryption: { kind: 'bucket-default', kmsKeyId: keys.storage, bucketKey: true },
    keyBench: { secondKeyId: keys.second, rsaKeyId: keys.rsa },
    endpoints: { s3: url, kms: url, cognitoIdentity: url },
  };
}
