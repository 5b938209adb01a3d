import { openCredentialStore, type CredentialStore } from './access/credential-store.ts';
import { accountId, region } from './account.ts';
import { openIdentityStore, type IdentityStore } from './cognito/identity-store.ts';
import { openKeyStore, type KeyStore } from './kms/key-store.ts';
import { openOidcRecords, type OidcRecords } from './oidc/oidc-records.ts';
import { openProviderKeys, type ProviderKeys } from './oidc/provider-keys.ts';
import type { LocalAwsOptions } from './options.ts';
import type { LocalClock } from './server/clock.ts';
import type { DataFolder } from './state/data-folder.ts';

/** What outlives the process, but for the objects of S3. */
export interface State {
  readonly credentials: CredentialStore;
  readonly keys: KeyStore;
  readonly identities: IdentityStore;
  readonly providerKeys: ProviderKeys;
  readonly oidcRecords: OidcRecords;
}

/** @throws DataFolderError where one of its files is damaged */
export async function openState(
  folder: DataFolder,
  clock: LocalClock,
  { certify }: LocalAwsOptions,
): Promise<State> {
  const files = { admin: folder.path('credentials'), sessions: folder.path('sessions.json') };
  return {
    credentials: await openCredentialStore(files, clock, accountId),
    keys: await openKeyStore(folder.path('kms.json'), { region, accountId }, clock),
    identities: await openIdentityStore(folder.path('identities.json'), region),
    providerKeys: await openProviderKeys(folder.path('oidc-keys.json'), certify),
    oidcRecords: await openOidcRecords(folder.path('oidc-sessions.json')),
  };
}
