import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bucketCors } from '../cors.ts';
import { keyPolicy, rsaKeyPolicy } from '../key-policy.ts';
import { authenticatedRolePolicy, guestRolePolicy, type PolicyDocument } from '../policies.ts';
import { headersNameOf } from '../security-headers.ts';
import { headerTable, pageHtml } from '../testing/header-table.ts';
import { createApp } from './create-app.ts';
import { parseSettings } from './settings.ts';

let siteFolder: string;
let usual: Template;
let everything: Template;

const bucketArn = 'arn:aws:s3:::second-copy';

beforeAll(() => {
  siteFolder = mkdtempSync(join(tmpdir(), 'sealdrop-site-'));
  writeFileSync(join(siteFolder, 'index.html'), pageHtml);
  usual = synthesize({});
  everything = synthesize({
    signIn: { mfa: 'required', domainPrefix: 'drop' },
    site: {
      domainName: 'files.example.org',
      certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/a',
    },
    otherOrigins: ['http://localhost:5173'],
    asymmetricKey: true,
    keyAdministrators: ['arn:aws:iam::111122223333:role/keys'],
    guests: true,
    accessLogs: false,
    dataEvents: true,
    replication: { bucketArn },
    oldVersionDays: 90,
    keepData: false,
  });
}, 120_000);

afterAll(() => rmSync(siteFolder, { recursive: true, force: true }));

/** Throws, as `npm run synth` does, when cdk-nag finds what nag.ts does not explain. */
function synthesize(settings: object): Template {
  const outdir = mkdtempSync(join(tmpdir(), 'sealdrop-cdk-'));
  const { app, stack } = createApp({ settings: parseSettings(settings), siteFolder, outdir });
  try {
    app.synth();
    return Template.fromStack(stack);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The one resource of a type that matches. */
function only(template: Template, type: string, props: object = {}): Record<string, unknown> {
  const found = Object.values(template.findResources(type, { Properties: props }));
  expect(found, type).toHaveLength(1);
  return found[0] ?? {};
}

const anyBucket = 'AWS::S3::Bucket';
const sealedFiles = { BucketName: Match.anyValue() };

function deny(condition: object): object {
  return { Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: condition };
}

describe('the bucket', () => {
  it('is private, versioned, encrypted, and goes by nobody’s access control list', () => {
    usual.hasResourceProperties(anyBucket, {
      ...sealedFiles,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    });
  });

  it('as every bucket here, is closed to the public and to what is not TLS 1.2', () => {
    for (const template of [usual, everything]) {
      const buckets = Object.entries(template.findResources(anyBucket));
      expect(buckets.length).toBeGreaterThan(1);
      for (const [name, { Properties: properties }] of buckets) {
        expect(properties, name).toMatchObject({
          PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
        });
        template.hasResourceProperties('AWS::S3::BucketPolicy', {
          Bucket: { Ref: name },
          PolicyDocument: {
            Statement: Match.arrayWith([
              Match.objectLike(deny({ Bool: { 'aws:SecureTransport': 'false' } })),
              Match.objectLike(deny({ NumericLessThan: { 's3:TlsVersion': 1.2 } })),
            ]),
          },
        });
      }
    }
  });

  it('lets the site’s pages in, and reads out the headers the app needs, no other', () => {
    const { allowedMethods, allowedHeaders, exposeHeaders, maxAgeSeconds } = bucketCors;
    const rule = {
      AllowedMethods: [...allowedMethods],
      AllowedHeaders: [...allowedHeaders],
      ExposedHeaders: [...exposeHeaders],
      MaxAge: maxAgeSeconds,
    };
    everything.hasResourceProperties(anyBucket, {
      ...sealedFiles,
      CorsConfiguration: {
        CorsRules: [{ ...rule, AllowedOrigins: ['https://files.example.org', 'http://localhost:5173'] }],
      },
    });
    const origins = originsOf(usual);
    expect(JSON.stringify(origins)).toMatch(/https:\/\/.*DomainName/u);
    expect(origins).toHaveLength(1);
    expect(exposeHeaders.join()).not.toContain('*');
    expect(exposeHeaders).toEqual(expect.arrayContaining(['ETag', 'x-amz-checksum-crc32', 'Content-Range']));
  });

  it('aborts what is left of uploads, and keeps old versions unless told otherwise', () => {
    const abort = Match.objectLike({
      Status: 'Enabled',
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
    });
    usual.hasResourceProperties(anyBucket, { ...sealedFiles, LifecycleConfiguration: { Rules: [abort] } });
    everything.hasResourceProperties(anyBucket, {
      ...sealedFiles,
      LifecycleConfiguration: {
        Rules: [abort, Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 90 } })],
      },
    });
  });

  it('stays when the stack is removed, unless told otherwise', () => {
    expect(only(usual, anyBucket, sealedFiles)['DeletionPolicy']).toBe('Retain');
    expect(only(everything, anyBucket, sealedFiles)['DeletionPolicy']).toBe('Delete');
  });

  it('is logged, and copied, where that was chosen', () => {
    usual.hasResourceProperties(anyBucket, {
      ...sealedFiles,
      LoggingConfiguration: Match.anyValue(),
      ReplicationConfiguration: Match.absent(),
    });
    everything.hasResourceProperties(anyBucket, {
      ...sealedFiles,
      LoggingConfiguration: Match.absent(),
      ReplicationConfiguration: Match.objectLike({
        Rules: [Match.objectLike({ Destination: { Bucket: bucketArn }, Status: 'Enabled' })],
      }),
    });
  });
});

const corsSchema = v.object({
  Properties: v.object({
    CorsConfiguration: v.object({
      CorsRules: v.tuple([v.object({ AllowedOrigins: v.array(v.unknown()) })]),
    }),
  }),
});

function originsOf(template: Template): readonly unknown[] {
  const { Properties: properties } = v.parse(corsSchema, only(template, anyBucket, sealedFiles));
  return properties.CorsConfiguration.CorsRules[0].AllowedOrigins;
}

describe('the keys', () => {
  const symmetric = { EnableKeyRotation: true };

  it('rotate, and wait 30 days before they are gone', () => {
    usual.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      RotationPeriodInDays: 365,
      PendingWindowInDays: 30,
    });
    expect(only(usual, 'AWS::KMS::Key')['DeletionPolicy']).toBe('Retain');
    usual.resourceCountIs('AWS::KMS::Key', 1);
    everything.resourceCountIs('AWS::KMS::Key', 2);
    everything.hasResourceProperties('AWS::KMS::Key', { KeySpec: 'RSA_3072', KeyUsage: 'ENCRYPT_DECRYPT' });
  });

  it('are administered by the account, which may not use them', () => {
    for (const key of Object.values(everything.findResources('AWS::KMS::Key'))) {
      const statements = statementsOf(key);
      const administration = statements.find(({ Sid }) => Sid === 'AdministerNotUse');
      expect(JSON.stringify(administration?.Principal)).toContain('role/keys');
      for (const action of administration?.Action ?? []) {
        expect(action).not.toMatch(/\*|Encrypt|Decrypt|GenerateDataKey|Sign|CreateGrant|GetPublicKey/u);
      }
    }
  });

  it('are used by the roles alone, for messages that name their holder', () => {
    const statements = statementsOf(only(everything, 'AWS::KMS::Key', symmetric));
    const using = statements.filter(({ Action }) =>
      Action.some((action) => /Decrypt|Generate/u.test(action)),
    );
    expect(using.map(({ Sid }) => Sid)).toEqual(['OwnMessages', 'OwnKeyPairs']);
    for (const { Condition } of using) {
      expect(Condition).toEqual({
        StringEquals: { 'kms:EncryptionContext:owner': '${cognito-identity.amazonaws.com:sub}' },
      });
    }
    const [signedIn, guest] = ['Authenticated', 'Guest'].map((role) => {
      const name = Object.keys(everything.findResources('AWS::IAM::Role')).find((id) => id.includes(role));
      return { 'Fn::GetAtt': [name, 'Arn'] };
    });
    expect(using.map(({ Principal }) => Principal.AWS)).toEqual([[signedIn, guest], signedIn]);
  });

  it('give a role nothing that its own policy does not', () => {
    const bucketArn = 'arn:aws:s3:::b';
    const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/k';
    const rsa = 'arn:aws:kms:eu-central-1:111122223333:key/r';
    const role = actionsOf(authenticatedRolePolicy({ bucketArn, keyArn, benchKeys: { rsa } }));
    const guest = actionsOf(guestRolePolicy({ keyArn }));
    const arns = { accountArn: 'account', administratorArns: [], userArns: ['user'], guestArns: ['guest'] };
    const toUsers = actionsOf(keyPolicy(arns), 'user');
    expect(toUsers.length).toBeGreaterThan(3);
    expect(role).toEqual(expect.arrayContaining([...toUsers, ...actionsOf(rsaKeyPolicy(arns), 'user')]));
    expect(actionsOf(keyPolicy(arns), 'guest').toSorted()).toEqual(guest.toSorted());
  });
});

/** What a policy allows, to one principal where it names any. */
function actionsOf({ Statement: statements }: PolicyDocument, principal?: string): readonly string[] {
  return statements
    .filter(
      ({ Principal: who }) =>
        principal === undefined || (typeof who === 'object' && [who['AWS']].flat().includes(principal)),
    )
    .flatMap(({ Action: action = [] }) => action);
}

const keySchema = v.object({
  Properties: v.object({
    KeyPolicy: v.object({
      Statement: v.array(
        v.object({
          Sid: v.string(),
          Principal: v.object({ AWS: v.unknown() }),
          Action: v.pipe(
            v.union([v.string(), v.array(v.string())]),
            v.transform((action) => [action].flat()),
          ),
          Condition: v.optional(v.unknown()),
        }),
      ),
    }),
  }),
});

function statementsOf(key: unknown) {
  return v.parse(keySchema, key).Properties.KeyPolicy.Statement;
}

/** A role that identities of the pool take, and nobody else. */
function trust(amr: 'authenticated' | 'unauthenticated'): object {
  return {
    MaxSessionDuration: 3600,
    AssumeRolePolicyDocument: {
      Statement: [
        Match.objectLike({
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated: 'cognito-identity.amazonaws.com' },
          Condition: {
            StringEquals: { 'cognito-identity.amazonaws.com:aud': Match.anyValue() },
            'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
          },
        }),
      ],
    },
  };
}

describe('sign-in', () => {
  it('is a public client: code with PKCE, no secret, refresh tokens that are spent when used', () => {
    usual.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile', 'email'],
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenRotation: { Feature: 'ENABLED' },
      // In minutes.
      RefreshTokenValidity: 1440,
      IdTokenValidity: 60,
      AccessTokenValidity: 60,
      // Absent, it would be Cognito's choice: SRP among them. Custom sign-in wants triggers, which the pool does not have.
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
      SupportedIdentityProviders: ['COGNITO'],
    });
    everything.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      CallbackURLs: ['https://files.example.org/callback', 'http://localhost:5173/callback'],
      LogoutURLs: ['https://files.example.org/', 'http://localhost:5173/'],
    });
  });

  it('has managed login, strong passwords, a second factor, and accounts by invitation', () => {
    usual.hasResourceProperties('AWS::Cognito::UserPoolDomain', { ManagedLoginVersion: 2 });
    usual.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true });
    usual.hasResourceProperties('AWS::Cognito::UserPool', {
      LambdaConfig: Match.absent(),
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      DeletionProtection: 'ACTIVE',
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 14 }) },
    });
    everything.hasResourceProperties('AWS::Cognito::UserPool', { MfaConfiguration: 'ON' });
  });

  it('buys credentials of this pool’s role for an hour, and nothing for guests unless chosen', () => {
    usual.hasResourceProperties('AWS::Cognito::IdentityPool', {
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      CognitoIdentityProviders: [Match.objectLike({ ServerSideTokenCheck: true })],
    });
    usual.hasResourceProperties('AWS::IAM::Role', trust('authenticated'));
    usual.resourcePropertiesCountIs('AWS::IAM::Role', trust('unauthenticated'), 0);
    everything.hasResourceProperties('AWS::IAM::Role', trust('unauthenticated'));
  });

  it('lets guests touch nothing of S3', () => {
    const policies = Object.entries(everything.findResources('AWS::IAM::Policy'));
    const guest = policies.filter(([name]) => name.includes('Guest')).map(([, policy]) => policy);
    expect(guest).toHaveLength(1);
    expect(JSON.stringify(guest)).not.toContain('s3:');
  });

  it('lets a person reach their own prefix and their own messages, nothing else', () => {
    const policies = Object.entries(usual.findResources('AWS::IAM::Policy'));
    const found = policies.filter(([name]) => name.includes('Authenticated'));
    expect(found).toHaveLength(1);
    const text = JSON.stringify(found);
    expect(text).not.toMatch(/"(?:s3|kms|\*):?\*"/u);
    expect(text).toContain('/${cognito-identity.amazonaws.com:sub}/*');
    expect(text).toContain('kms:EncryptionContext:owner');
  });
});

describe('the site', () => {
  it('is read by CloudFront alone, over TLS', () => {
    usual.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always' }),
    });
    const distribution = only(usual, 'AWS::CloudFront::Distribution');
    const policies = JSON.stringify(distribution).match(/"ViewerProtocolPolicy":"[^"]+"/gu);
    expect(new Set(policies)).toEqual(new Set(['"ViewerProtocolPolicy":"redirect-to-https"']));
    everything.hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        Aliases: ['files.example.org'],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
      },
    });
  });

  it('sends each file with the headers it has in npm start', () => {
    for (const { path, kind, headers } of headerTable(['https://s3.test'])) {
      expect(headersNameOf(path), path).toBe(kind);
      const policy = headersPolicy(usual, kind);
      const sent = policy.SecurityHeadersConfig;
      const custom = Object.fromEntries(
        policy.CustomHeadersConfig.Items.map(({ Header, Value }) => [Header, Value]),
      );
      expect(
        {
          ...custom,
          'content-security-policy': withoutOrigins(textOf(sent.ContentSecurityPolicy.ContentSecurityPolicy)),
          'strict-transport-security': `max-age=${sent.StrictTransportSecurity.AccessControlMaxAgeSec}`,
          'referrer-policy': sent.ReferrerPolicy.ReferrerPolicy,
          'x-content-type-options': 'nosniff',
        },
        path,
      ).toEqual({
        ...headers,
        'content-security-policy': withoutOrigins(headers['content-security-policy']),
      });
    }
  });

  it('lets the app reach its own bucket, KMS, Cognito and the sign-in pages, nobody else', () => {
    const { ContentSecurityPolicy: policy } = headersPolicy(everything, 'worker').SecurityHeadersConfig;
    const text = textOf(policy.ContentSecurityPolicy);
    const origins = /connect-src 'self' ([^;]*)/u.exec(text)?.[1]?.split(' ');
    expect(origins).toHaveLength(5);
    expect(origins).toContain('https://drop.auth.<>.amazoncognito.com');
  });

  it('lets the app reach another S3 and its STS where one is chosen', () => {
    const other = synthesize({
      storage: {
        bucket: 'sealed',
        endpoint: 'https://s3.example.org',
        pathStyle: false,
        credentials: {
          source: 'web-identity',
          endpoint: 'https://sts.example.org',
          roleArn: 'arn:aws:iam:::role/a',
        },
      },
    });
    const { ContentSecurityPolicy: policy } = headersPolicy(other, 'worker').SecurityHeadersConfig;
    const text = textOf(policy.ContentSecurityPolicy);
    const origins = /connect-src 'self' ([^;]*)/u.exec(text)?.[1]?.split(' ');
    expect(origins?.slice(5)).toEqual(['https://sealed.s3.example.org', 'https://sts.example.org']);
  });

  it('answers sign-in’s return with the page', () => {
    usual.hasResourceProperties('AWS::CloudFront::Function', {
      FunctionCode: Match.stringLikeRegexp("'/callback'\\) event\\.request\\.uri = '/index\\.html'"),
    });
  });

  it('gets a configuration without the scope that Cognito refuses', () => {
    expect(JSON.stringify(usual.toJSON())).not.toContain('offline_access');
  });
});

const headersSchema = v.object({
  Properties: v.object({
    ResponseHeadersPolicyConfig: v.object({
      SecurityHeadersConfig: v.object({
        ContentSecurityPolicy: v.object({ ContentSecurityPolicy: v.unknown() }),
        StrictTransportSecurity: v.object({ AccessControlMaxAgeSec: v.number() }),
        ReferrerPolicy: v.object({ ReferrerPolicy: v.string() }),
      }),
      CustomHeadersConfig: v.object({
        Items: v.array(v.object({ Header: v.string(), Value: v.string() })),
      }),
    }),
  }),
});

function headersPolicy(template: Template, name: string) {
  const all = Object.entries(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
  const [found] = all.filter(([id]) => id.includes(`Headers${name}`)).map(([, policy]) => policy);
  return v.parse(headersSchema, found).Properties.ResponseHeadersPolicyConfig;
}

const joined = v.object({ 'Fn::Join': v.tuple([v.string(), v.array(v.unknown())]) });

/** A string of the template, with `<>` for what is known only when it is deployed. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [between, parts] = v.parse(joined, value)['Fn::Join'];
  return parts.map((part) => (typeof part === 'string' ? part : '<>')).join(between);
}

/** The policy without the origins of `connect-src`, which differ by deployment. */
function withoutOrigins(policy: string): string {
  return policy.replace(/(connect-src 'self')[^;]*/u, '$1');
}

describe('audit', () => {
  it('records reads, writes and uses of keys where chosen', () => {
    usual.resourceCountIs('AWS::CloudTrail::Trail', 0);
    everything.hasResourceProperties('AWS::CloudTrail::Trail', {
      EnableLogFileValidation: true,
      EventSelectors: Match.arrayWith([
        Match.objectLike({
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: [Match.objectLike({ Type: 'AWS::S3::Object' })],
        }),
      ]),
    });
  });
});

describe('settings', () => {
  it.each<[object, RegExp]>([
    [{ name: 'Big Name' }, /deployment\.json: name:/u],
    [{ otherOrigins: ['https://a.example/path'] }, /otherOrigins\.0: must be an origin/u],
    [{ guest: true }, /deployment\.json: guest/u],
    [{ signIn: { mfa: 'sms' } }, /signIn\.mfa/u],
  ])('%j is refused by the name of its field', (settings, sentence) => {
    expect(() => parseSettings(settings)).toThrow(sentence);
  });
});
