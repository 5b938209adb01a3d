/** What of `config.json` says whom the app talks to. */
interface ConnectingConfig {
  readonly region: string;
  readonly bucket: string;
  readonly signIn?: { readonly authority: string } | undefined;
  readonly endpoints?: Readonly<Record<string, string>> | undefined;
  readonly storage?: ConnectingStorage | undefined;
}

/** A store that is named alone, because it is not AWS's. */
interface ConnectingStorage {
  readonly endpoint: string;
  readonly pathStyle?: boolean | undefined;
  readonly credentials?: { readonly endpoint?: string | undefined } | undefined;
}

/**
 * The origins an app with this configuration talks to: its endpoints, else AWS's own of its region and bucket, and its sign-in. Cognito's pages
 * are at another origin than its issuer, which the configuration does not name: a deployment adds that one.
 */
export function connectOrigins(config: ConnectingConfig): string[] {
  const { region, bucket, signIn, endpoints = {}, storage } = config;
  const usual = {
    s3:
      storage === undefined
        ? `https://${bucket}.s3.${region}.amazonaws.com`
        : storageOrigins(bucket, storage),
    kms: `https://kms.${region}.amazonaws.com`,
    cognitoIdentity: `https://cognito-identity.${region}.amazonaws.com`,
  };
  const addresses = [
    ...Object.values<string | readonly string[]>({ ...usual, ...endpoints }),
    signIn?.authority ?? [],
  ].flat();
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}

/** Where pages reach a store that is not AWS's, and the STS of it: the store's own unless it is named. */
export function storageOrigins(
  bucket: string,
  { endpoint, pathStyle = true, credentials }: ConnectingStorage,
): string[] {
  const { protocol, host, origin } = new URL(endpoint);
  const store = pathStyle ? origin : `${protocol}//${bucket}.${host}`;
  const credentialsFrom = credentials === undefined ? [] : [new URL(credentials.endpoint ?? endpoint).origin];
  return [...new Set([store, ...credentialsFrom])];
}
