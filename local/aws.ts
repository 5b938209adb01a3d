import type { ServerResponse } from 'node:http';
import { administratorPolicy, authenticatedRolePolicy, type PolicyDocument } from '../infra/policies.ts';
import { federatedRoleTrust } from '../infra/role-trust.ts';
import { createAccess, type BodyAccess } from './access/access.ts';
import { parseRoleTrust } from './access/role-trust.ts';
import { accountId, bucket, region } from './account.ts';
import { configFor, type LocalAppConfig } from './app-config.ts';
import { authenticatedRoleArn } from './cognito/authenticated-session.ts';
import { usualTraits } from './oidc/provider-configuration.ts';
import { demoUsers } from './oidc/users.ts';
import { openS3 } from './open-s3.ts';
import { openServicesBeforeS3 } from './open-services.ts';
import { openState, type State } from './open-state.ts';
import type { LocalAwsOptions } from './options.ts';
import type { ChecksumSupport } from './s3/checksum-support.ts';
import { createLocalClock, type LocalClock } from './server/clock.ts';
import { createFaults } from './server/faults.ts';
import { listenOnLoopback } from './server/listen.ts';
import { createLocalServer } from './server/server.ts';
import type { ServiceHandler } from './server/service.ts';
import { openDataFolder, type DataFolder } from './state/data-folder.ts';
import { openStartKeys, type StartKeys } from './start-keys.ts';

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
    const others = await openServicesBeforeS3(options, {
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

const notReady: ServiceHandler = {
  matches: () => true,
  handle: (_request, response: ServerResponse) => {
    response.writeHead(503, { 'retry-after': '1' }).end();
    return Promise.resolve();
  },
};
