import type { BodyAccess } from './access/access.ts';
import type { RoleTrust } from './access/role-trust.ts';
import { accountId } from './account.ts';
import type { LocalAppConfig } from './app-config.ts';
import { createCognitoService } from './cognito/cognito-service.ts';
import type { TrustedProvider } from './cognito/login-token.ts';
import { createControlService } from './control-service.ts';
import { createKmsService } from './kms/kms-service.ts';
import { createOidcService } from './oidc/oidc-service.ts';
import { clientId, usualTraits } from './oidc/provider-configuration.ts';
import { demoUsers } from './oidc/users.ts';
import type { State } from './open-state.ts';
import type { LocalAwsOptions } from './options.ts';
import type { LocalClock } from './server/clock.ts';
import type { ServiceHandler } from './server/service.ts';
import { createStsService } from './sts/sts-service.ts';

/** Every service but S3, which takes whatever no other one knows; in the order in which they are asked whether a request is theirs. */
export async function openServicesBeforeS3(
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
