import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BodyAccess } from '../access/access.ts';
import type { CredentialStore } from '../access/credential-store.ts';
import { asServiceError } from '../aws-json/access-refusal.ts';
import { readBody } from '../aws-json/read-body.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { authenticatedRole, issueForIdentity } from '../cognito/authenticated-session.ts';
import type { IdentityStore } from '../cognito/identity-store.ts';
import { verifyLoginToken, type TrustedProvider } from '../cognito/login-token.ts';
import type { ServiceHandler } from '../server/service.ts';

export interface StsOptions {
  readonly access: BodyAccess;
  readonly identities: IdentityStore;
  readonly provider: TrustedProvider;
  readonly credentials: CredentialStore;
  readonly accountId: string;
  readonly sessionSeconds: number;
}

/**
 * STS's Query protocol, two actions of it: GetCallerIdentity and AssumeRoleWithWebIdentity, the latter with the OIDC
 * provider's own token, for tools that know no Cognito. The role and its limits are those of the identity pool.
 */
export function createStsService(options: StsOptions): ServiceHandler {
  return {
    matches: (request, path) =>
      path === '/' &&
      request.method === 'POST' &&
      (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'),
    describe: () => ({ service: 'sts', operation: '', key: null, partNumber: null }),
    refuse: (_request, response, refusal) => {
      answerError(response, new ServiceError(refusal.code, refusal.message, refusal.status));
      return Promise.resolve();
    },
    handle: async (request, response) => {
      try {
        answer(response, 200, await perform(options, request));
      } catch (thrown) {
        if (!(thrown instanceof ServiceError)) throw thrown;
        answerError(response, thrown);
      }
    },
  };
}

async function perform(options: StsOptions, request: IncomingMessage): Promise<string> {
  const body = await readBody(request, 64 * 1024);
  if (body === null) throw new ServiceError('ValidationError', 'The body is too large.', 413);
  const form = new URLSearchParams(body.toString('utf8'));
  const action = form.get('Action');
  if (action === 'GetCallerIdentity') return getCallerIdentity(options, request, body);
  if (action === 'AssumeRoleWithWebIdentity') return assumeRole(options, form);
  throw new ServiceError('InvalidAction', `Could not find operation ${action ?? ''} for version 2011-06-15`);
}

function getCallerIdentity(options: StsOptions, request: IncomingMessage, body: Buffer): string {
  const signed = { method: request.method ?? 'POST', url: request.url ?? '/', headers: request.headers };
  const hash = createHash('sha256').update(body).digest('hex');
  try {
    const caller = options.access.verifyBody(signed, 'sts', hash);
    const facts = { Arn: caller.arn, UserId: caller.accessKeyId, Account: caller.accountId };
    return result('GetCallerIdentity', elements(facts));
  } catch (thrown) {
    throw asServiceError(thrown);
  }
}

async function assumeRole(options: StsOptions, form: URLSearchParams): Promise<string> {
  const roleArn = `arn:aws:iam::${options.accountId}:role/${authenticatedRole}`;
  const name = form.get('RoleSessionName') ?? '';
  const seconds = Number(form.get('DurationSeconds') ?? options.sessionSeconds);
  if (!/^[\w+=,.@-]{2,64}$/u.test(name))
    throw new ServiceError('ValidationError', 'RoleSessionName is not valid.');
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 43_200) {
    throw new ServiceError('ValidationError', 'DurationSeconds must be at most 43200.');
  }
  if (form.get('RoleArn') !== roleArn) {
    throw new ServiceError('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
  }
  const subject = await verifySubject(options, form.get('WebIdentityToken') ?? '');
  const issued = await issueForIdentity(options.credentials, {
    accountId: options.accountId,
    identityId: await options.identities.identityOf(options.provider.name, subject),
    poolId: options.identities.poolId,
    name,
    seconds,
  });
  const credentials = elements({
    AccessKeyId: issued.accessKeyId,
    SecretAccessKey: issued.secretAccessKey,
    SessionToken: issued.sessionToken,
    Expiration: new Date(issued.expiresAt).toISOString(),
  });
  const user = elements({ Arn: issued.arn, AssumedRoleId: `${issued.accessKeyId}:${name}` });
  const facts = elements({
    SubjectFromWebIdentityToken: subject,
    Audience: options.provider.clientId,
    Provider: options.provider.issuer,
  });
  return result(
    'AssumeRoleWithWebIdentity',
    `<Credentials>${credentials}</Credentials><AssumedRoleUser>${user}</AssumedRoleUser>${facts}`,
  );
}

async function verifySubject(options: StsOptions, token: string): Promise<string> {
  try {
    return await verifyLoginToken(options.provider, token);
  } catch (thrown) {
    if (!(thrown instanceof ServiceError)) throw thrown;
    const type = thrown.message.includes('expired') ? 'ExpiredTokenException' : 'InvalidIdentityToken';
    throw new ServiceError(type, thrown.message);
  }
}

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/';

function result(action: string, content: string): string {
  return `<${action}Response xmlns="${namespace}"><${action}Result>${content}</${action}Result><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`;
}

function answerError(response: ServerResponse, error: ServiceError): void {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  const facts = elements({ Type: type, Code: error.type, Message: error.message });
  answer(
    response,
    error.status,
    `<ErrorResponse xmlns="${namespace}"><Error>${facts}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );
}

function answer(response: ServerResponse, status: number, xml: string): void {
  const body = Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
  response
    .writeHead(status, {
      'content-type': 'text/xml',
      'content-length': body.length,
      'cache-control': 'no-store',
    })
    .end(body);
}

function elements(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
