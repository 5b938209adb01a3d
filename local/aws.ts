import type { ServerResponse } from 'node:http';
import { administratorPolicy, authenticatedRolePolicy, type PolicyDocument } from '../infra/policies.ts';
import { federatedRoleTrust } from '../infra/role-trust.ts';
import { createAccess, type BodyAccess } from './access/access.ts';
import { openCredentialStore, type CredentialStore } from './access/credential-store.ts';
import { parseRoleTrust, type RoleTrust } from './access/role-trust.ts';
import { authenticatedRoleArn } from './cognito/authenticated-session.ts';
import { createCognitoService } from './cognito/cognito-service.ts';
import { openIdentityStore, type IdentityStore } from './cognito/identity-store.ts';
import type { TrustedProvider } from './cognito/login-token.ts';
import { createControlService } from './control-service.ts';
import { openKeyStore, type KeyStore } from './kms/key-store.ts';
import { createKeysForService } from './kms/keys-for-services.ts';
import { createKmsService } from './kms/kms-service.ts';
import { openOidcRecords, type OidcRecords } from './oidc/oidc-records.ts';
import { createOidcService } from './oidc/oidc-service.ts';
import { openProviderKeys, type ProviderKeys } from './oidc/provider-keys.ts';
import { clientId, usualTraits, type ProviderTraits } from './oidc/provider-configuration.ts';
import { demoUsers, type LocalUser } from './oidc/users.ts';
import type { ChecksumSupport } from './s3/checksum-support.ts';
import { corsForApp } from './s3/cors.ts';
import { lifecycleForApp } from './s3/lifecycle.ts';
import { CorruptFile } from './s3/json-file.ts';
import { createS3Service } from './s3/s3-service.ts';
import { createLocalClock, type LocalClock } from './server/clock.ts';
import { createFaults } from './server/faults.ts';
import { listenOnLoopback } from './server/listen.ts';
import { createLocalServer } from './server/server.ts';
import type { ServiceHandler } from './server/service.ts';
import { openDataFolder, type DataFolder } from './state/data-folder.ts';
import { DataFolderError } from './state/data-folder-error.ts';
import { errnoCode } from './state/errno.ts';
import { openStartKeys, type StartKeys } from './start-keys.ts';
import { createStsService } from './sts/sts-service.ts';

const region = 'us-east-1';
const accountId = '000000000000';
const bucket = 'sealdrop';

export interface LocalAwsOptions {
  /** holds everything that outlives the process; made when missing */
  readonly folder: string;
  /** 0: any free port */
  readonly port: number;
  /** the app's origin, `http://localhost:5173`: the only one that may sign in and reach the bucket from a browser */
  readonly appOrigin: string;
  readonly users?: readonly LocalUser[];
  /** another provider than one like Cognito */
  readonly provider?: ProviderTraits;
  /** how long credentials and ID tokens last, 3600 by default as in AWS */
  readonly sessionSeconds?: number;
  /** whether the bucket keeps what was replaced or deleted, as the deployed one does: true by default, false where the disk would fill up */
  readonly keepsVersions?: boolean;
  /** certifies the sign-in's key (PKCS #8, PEM) for stores that want a certificate (DER) in the key set */
  readonly certify?: (privateKey: string) => Promise<Buffer>;
  /** one line for each thing an engineer should know */
  readonly log?: (line: string) => void;
}

/** What the app's `/config.json` says. */
interface LocalAppConfig {
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

export interface LocalAws {
  /** `http://localhost:<port>`: every service */
  readonly url: string;
  readonly issuer: string;
  readonly appOrigin: string;
  readonly config: LocalAppConfig;
  /** for `AWS_SHARED_CREDENTIALS_FILE`, with the profile `sealdrop-admin` */
  readonly adminCredentialsFile: string;
  readonly admin: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly demoUsers: readonly { readonly username: string; readonly password: string }[];
  /** What signed-in people may do, in the place of what is deployed; null: that again. Until the next start. */
  setRolePolicy(document: PolicyDocument | null): void;
  /** Who may take their role, in the place of the identity pool; null: that again. Until the next start. */
  setRoleTrust(document: PolicyDocument | null): void;
  /** What S3 makes of checksums, `full` at the start. Until the next one. */
  setChecksumSupport(support: ChecksumSupport): void;
  /** what they may do at the start */
  readonly rolePolicy: PolicyDocument;
  close(): Promise<void>;
}

/**
 * Starts the local AWS: S3, KMS, Cognito Identity, STS and an OpenID provider, on one loopback port.
 * @throws DataFolderError when the folder is damaged, foreign or in use; PortTaken
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const folder = await openDataFolder(options.folder);
  try {
    return await start(options, folder);
  } catch (cause) {
    await folder.release();
    throw cause;
  }
}

async function start(options: LocalAwsOptions, folder: DataFolder): Promise<LocalAws> {
  const logger = options.log ?? ((line: string) => console.error(line));
  const clock = createLocalClock();
  const state = await openState(folder, clock, options);
  const keys = await openStartKeys(state.keys, {
    accountArn: `arn:aws:iam::${accountId}:root`,
    userArn: authenticatedRoleArn(accountId),
    adminArn: state.credentials.admin.arn,
  });
  const rolePolicy = rolePolicyFor(keys);
  const access = accessFor(state, clock, rolePolicy);
  let checksums: ChecksumSupport = 'full';
  const s3 = await openS3(
    { access, folder, clock, keys: state.keys, logger, checksums: () => checksums },
    options,
  );

  // The issuer names the port, which is known only once the server listens: until then nobody is served.
  const services: ServiceHandler[] = [notReady];
  const server = createLocalServer({ services, faults: createFaults(), clock, logger });
  const listening = await listenOnLoopback(server, options.port);
  const url = `http://localhost:${listening.port}`;
  const config = configFor(`${url}${(options.provider ?? usualTraits).path}`, url, state, keys);
  const usualTrust = parseRoleTrust(
    federatedRoleTrust({ identityPoolId: config.identityPool.id, identities: 'authenticated' }),
  );
  let trust = usualTrust;
  try {
    const others = await servicesBeforeS3(options, {
      state,
      access,
      clock,
      config,
      logger,
      trusts: (session) => trust(session),
    });
    services.splice(0, 1, ...others, s3);
  } catch (cause) {
    await listening.close();
    throw cause;
  }
  const { accessKeyId, secretAccessKey } = state.credentials.admin;
  return {
    url,
    issuer: config.signIn.authority,
    appOrigin: options.appOrigin,
    config,
    adminCredentialsFile: folder.path('credentials'),
    admin: { accessKeyId, secretAccessKey },
    demoUsers: (options.users ?? demoUsers).map(({ username, password }) => ({ username, password })),
    setRoleTrust: (document) => {
      trust = document === null ? usualTrust : parseRoleTrust(document);
    },
    setChecksumSupport: (support) => {
      checksums = support;
    },
    rolePolicy,
    setRolePolicy: (document) => access.setPolicies('authenticated', [document ?? rolePolicy]),
    close: async () => {
      await listening.close();
      await folder.release();
    },
  };
}

function rolePolicyFor({ main: keyArn, storage: storageKeyArn, ...benchKeys }: StartKeys): PolicyDocument {
  return authenticatedRolePolicy({ bucketArn: `arn:aws:s3:::${bucket}`, keyArn, storageKeyArn, benchKeys });
}

function accessFor(state: State, clock: LocalClock, rolePolicy: PolicyDocument): BodyAccess {
  return createAccess({
    credentials: state.credentials,
    clock,
    region,
    accountId,
    policies: {
      admin: [administratorPolicy],
      authenticated: [rolePolicy],
    },
  });
}

async function openS3(
  parts: {
    readonly access: BodyAccess;
    readonly folder: DataFolder;
    readonly clock: LocalClock;
    readonly keys: KeyStore;
    readonly logger: (line: string) => void;
    readonly checksums: () => ChecksumSupport;
  },
  options: LocalAwsOptions,
): Promise<ServiceHandler> {
  const { access, folder, clock, keys: store, logger, checksums } = parts;
  const keys = createKeysForService({ store, access, clock, service: 's3', region });
  const s3 = createS3Service({
    access,
    folder: folder.path('s3'),
    clock: () => clock.now(),
    region,
    keys,
    logger,
    checksums,
  });
  await s3.ready.catch((cause: unknown) => {
    if (!(cause instanceof CorruptFile) && errnoCode(cause) === null) throw cause;
    const problem = cause instanceof Error ? cause.message : '';
    throw new DataFolderError(
      `A file of the stored objects is damaged (${problem}): move ${folder.path('s3')} away, and start again.`,
    );
  });
  // As infra/stack/data.ts deploys it.
  await s3.createBucket(bucket, {
    cors: corsForApp([options.appOrigin]),
    versioning: options.keepsVersions === false ? 'Suspended' : 'Enabled',
    lifecycle: [lifecycleForApp()],
    encryption: null,
  });
  return s3;
}

function configFor(issuer: string, url: string, state: State, keys: StartKeys): LocalAppConfig {
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

async function servicesBeforeS3(
  options: LocalAwsOptions,
  parts: {
    readonly state: State;
    readonly access: BodyAccess;
    readonly clock: LocalClock;
    readonly config: LocalAppConfig;
    readonly logger: (line: string) => void;
    readonly trusts: RoleTrust;
  },
): Promise<readonly ServiceHandler[]> {
  const { state, access, clock, config, trusts } = parts;
  const issuer = config.signIn.authority;
  const sessionSeconds = options.sessionSeconds ?? 3600;
  const provider: TrustedProvider = {
    issuer,
    loginProvider: config.identityPool.loginProvider,
    clientId,
    jwks: state.providerKeys.publicJwks,
    name: 'local',
    clock,
  };
  const identityParts = { ...state, provider, accountId, sessionSeconds };
  const oidc = await createOidcService({
    issuer,
    traits: options.provider ?? usualTraits,
    appOrigin: options.appOrigin,
    tokenSeconds: sessionSeconds,
    users: options.users ?? demoUsers,
    keys: state.providerKeys,
    records: state.oidcRecords,
    logger: parts.logger,
  });
  const control = createControlService({
    expireCredentials: () => state.credentials.expireAll(),
    endSignIns: () => state.oidcRecords.clear(),
  });
  return [
    control,
    oidc,
    createKmsService({ access, store: state.keys, clock }),
    createCognitoService({ ...identityParts, trusts }),
    createStsService({ ...identityParts, access }),
  ];
}

interface State {
  readonly credentials: CredentialStore;
  readonly keys: KeyStore;
  readonly identities: IdentityStore;
  readonly providerKeys: ProviderKeys;
  readonly oidcRecords: OidcRecords;
}

async function openState(
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

const notReady: ServiceHandler = {
  matches: () => true,
  handle: (_request, response: ServerResponse) => {
    response.writeHead(503, { 'retry-after': '1' }).end();
    return Promise.resolve();
  },
};
