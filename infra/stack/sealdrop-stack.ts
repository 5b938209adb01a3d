import { Aws, CfnOutput, Stack, type App } from 'aws-cdk-lib';
import { storageOrigins } from '../connect-origins.ts';
import { Audit } from './audit.ts';
import { Data, Logs } from './data.ts';
import { Keys } from './keys.ts';
import { explainFindings } from './nag.ts';
import { People, signInOrigin } from './people.ts';
import { attachRolePolicies } from './role-policies.ts';
import type { Settings } from './settings.ts';
import { Site } from './site.ts';

/** A whole deployment of Sealdrop in one region. `siteFolder`: of the production build. */
export function createSealdropStack(
  app: App,
  { settings, siteFolder }: { readonly settings: Settings; readonly siteFolder: string },
): Stack {
  const stack = new Stack(app, settings.name, {
    description: 'Sealdrop: files sealed in the browser under single-use KMS keys',
    terminationProtection: settings.keepData,
  });
  const bucketName = `${settings.name}-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
  const domainPrefix = settings.signIn.domainPrefix ?? `${settings.name}-${Aws.ACCOUNT_ID}`;
  const issuerHost = `cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  const logs = settings.accessLogs ? new Logs(stack, 'Logs').bucket : null;
  const site = new Site(stack, 'Site', {
    settings,
    logs,
    folder: siteFolder,
    connectTo: [
      `https://${bucketName}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      `https://kms.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      `https://cognito-identity.${Aws.REGION}.${Aws.URL_SUFFIX}`,
      `https://${issuerHost}`,
      signInOrigin(domainPrefix),
      ...(settings.storage === null ? [] : storageOrigins(settings.storage.bucket, settings.storage)),
    ],
  });
  const origins = [site.origin, ...settings.otherOrigins];
  const people = new People(stack, 'People', { settings, domainPrefix, origins });
  const keys = new Keys(stack, 'Keys', {
    settings,
    users: [people.role],
    guests: people.guestRole === null ? [] : [people.guestRole],
  });
  const data = new Data(stack, 'Data', { settings, bucketName, origins, logs });
  attachRolePolicies({ people, keys, bucket: data.bucket });
  if (settings.dataEvents) new Audit(stack, 'Audit', { bucket: data.bucket, logs });

  const config = {
    region: Aws.REGION,
    signIn: {
      authority: `https://${issuerHost}/${people.userPool.userPoolId}`,
      clientId: people.client.userPoolClientId,
      // Cognito gives refresh tokens without being asked, and refuses the scope that asks for them.
      scope: 'openid profile email',
    },
    identityPool: {
      id: people.identityPool.ref,
      loginProvider: `${issuerHost}/${people.userPool.userPoolId}`,
    },
    ...storageConfig(settings, bucketName),
    kmsKeyId: keys.key.keyArn,
    ...(keys.rsaKey === null ? {} : { keyBench: { rsaKeyId: keys.rsaKey.keyArn } }),
  };
  site.deploy(config);

  const outputs = {
    Address: site.origin,
    BucketName: bucketName,
    KeyArn: keys.key.keyArn,
    UserPoolId: people.userPool.userPoolId,
    IdentityPoolId: people.identityPool.ref,
    SignInPages: signInOrigin(domainPrefix),
    RoleArn: people.role.roleArn,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  explainFindings(stack, settings);
  return stack;
}

function storageConfig({ storage }: Settings, bucketName: string): object {
  if (storage === null) return { bucket: bucketName };
  const { bucket, ...place } = storage;
  return { bucket, storage: place };
}
