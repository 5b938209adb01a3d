import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { federatedRoleTrust } from '../../../infra/role-trust.ts';
import {
  startBreakableAws,
  type BreakableAws,
  type Statement,
} from '../../../local/testing/breakable-aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { createPreflightProbe } from '../../aws/cors-probe.ts';
import { createSurroundings } from '../../aws/surroundings.ts';
import { parseConfig } from '../../config/config.ts';
import { checkIds, type CheckId } from '../../doctor/checks.ts';
import type { Surroundings } from '../../doctor/probe-port.ts';
import { runChecks, type Diagnosis } from '../../doctor/run-checks.ts';
import type { FixId, ProblemId, Verdict } from '../../doctor/verdict.ts';

let world: BreakableAws;
let aws: BreakableAws['aws'];
let alice: Awaited<ReturnType<typeof signInAsUser>>;

beforeAll(async () => {
  world = await startBreakableAws();
  ({ aws } = world);
  alice = await signInAsUser(aws, 'alice', 'alice-demo');
});
afterEach(() => world.mend());
afterAll(() => world.close());

interface Changes {
  readonly config?: object;
  readonly idToken?: string | null;
  readonly cors?: Surroundings['cors'];
}

function diagnose(changes: Changes = {}): Promise<Diagnosis> {
  return runChecks(surroundingsFor(changes), { signal: new AbortController().signal });
}

function surroundingsFor({ config = {}, idToken = alice.idToken, cors }: Changes): Surroundings {
  return createSurroundings({
    origin: aws.appOrigin,
    now: Date.now,
    idToken,
    config: async () => parseConfig({ ...aws.config, ...config }),
    cors: cors ?? ((chosen) => createPreflightProbe(chosen, aws.appOrigin)),
  });
}

/** Each verdict in a few words: `works`, the problem, or why it was not checked. */
function outline({ findings }: Diagnosis): Record<string, string> {
  return Object.fromEntries(findings.map(({ check, verdict }) => [check, inWords(verdict)]));
}

function inWords(verdict: Verdict): string {
  if (verdict.status === 'works') return 'works';
  if (verdict.status === 'fails') return verdict.problem;
  return verdict.why === 'depends' ? `needs ${verdict.facts['check']}` : verdict.why;
}

const allWork = Object.fromEntries(checkIds.map((check) => [check, 'works']));

const without =
  (...actions: string[]) =>
  (statement: Statement): Statement => ({
    ...statement,
    Action: [statement.Action ?? []].flat().filter((action) => !actions.includes(action)),
  });

const unbound = (statement: Statement): Statement => {
  const { Sid = '', Effect, Action = [], Resource = [] } = statement;
  return { Sid, Effect, Action, Resource };
};

const setPolicy =
  (sid: string, change: (statement: Statement) => Statement | null) => async (): Promise<void> =>
    world.setStatement(sid, change);

/** The same where the key's own policy leaves it to the role's. */
const leftToIam = (broken: () => Promise<void>) => async (): Promise<void> => {
  await world.leaveKeyToIam();
  await broken();
};

interface Breakage {
  readonly name: string;
  readonly broken: () => Promise<Changes | void>;
  /** what is not `works` */
  readonly expected: Partial<Record<CheckId, ProblemId | (string & {})>>;
  /** the check that names the cause, and its fixes */
  readonly cause: CheckId;
  readonly fixes: readonly FixId[];
  /** whether the fix's own JSON mends it */
  readonly byFix?: true;
  /** objects and uploads that the broken thing kept the doctor from removing */
  readonly leaves?: number;
  /** writes that were not answered, so that their objects may be there */
  readonly unsure?: number;
}

const afterIdentity = Object.fromEntries(
  checkIds.slice(checkIds.indexOf('list')).map((check) => [check, 'needs identity']),
);
const needs = (on: string, ...checks: CheckId[]) =>
  Object.fromEntries(checks.map((check) => [check, `needs ${on}`]));
const withoutIdentity = {
  ...afterIdentity,
  ...needs('put', 'checksums', 'get', 'cors-answers', 'delete', 'versioning', 'sse'),
  ...needs('kms-generate', 'kms-decrypt'),
  ...needs('kms-decrypt', 'wrong-context'),
  ...needs('multipart', 'lifecycle'),
};
const withoutPut = needs('put', 'checksums', 'get', 'cors-answers', 'delete', 'versioning', 'sse');
const withoutParts = needs('multipart', 'checksums', 'lifecycle');
const withoutKey = {
  ...needs('kms-generate', 'kms-decrypt'),
  ...needs('kms-decrypt', 'wrong-context'),
};

const pool = (change: object) => ({ identityPool: { ...aws.config.identityPool, ...change } });
const signIn = (change: object) => ({ signIn: { ...aws.config.signIn, ...change } });
/** nothing listens there */
const nowhere = 'http://localhost:9';

const breakages: readonly Breakage[] = [
  {
    name: 'a bucket name that cannot be',
    broken: async () => ({ config: { bucket: 'NO' } }),
    expected: {
      configuration: 'config-invalid',
      ...needs('configuration', 'clock', 'sign-in', 'identity', 'cors'),
      ...withoutIdentity,
    },
    cause: 'configuration',
    fixes: ['edit-config'],
  },
  {
    name: 'a clock that is ten minutes off',
    broken: () => world.setClock(600),
    expected: { clock: 'clock-off' },
    cause: 'clock',
    fixes: ['set-clock'],
  },
  {
    name: 'a provider that is not there',
    broken: async () => ({ config: signIn({ authority: nowhere }) }),
    expected: { 'sign-in': 'provider-unreachable' },
    cause: 'sign-in',
    fixes: ['edit-config', 'check-network'],
  },
  {
    name: 'a provider under another name than its own',
    broken: async () => ({ config: signIn({ authority: aws.issuer.replace('localhost', '127.0.0.1') }) }),
    expected: { 'sign-in': 'issuer-differs' },
    cause: 'sign-in',
    fixes: ['edit-config'],
  },
  {
    name: 'a token for another client',
    broken: async () => ({ config: signIn({ clientId: 'another' }) }),
    expected: { 'sign-in': 'token-audience' },
    cause: 'sign-in',
    fixes: ['edit-config'],
  },
  {
    name: 'a token that has expired',
    broken: async () => ({ idToken: tokenWith({ aud: aws.config.signIn.clientId, exp: 1 }) }),
    expected: { 'sign-in': 'token-expired', identity: 'token-refused', ...withoutIdentity },
    cause: 'sign-in',
    fixes: ['sign-in-again'],
  },
  {
    name: 'another identity pool',
    broken: async () => ({ config: pool({ id: 'us-east-1:00000000-0000-0000-0000-000000000000' }) }),
    expected: { identity: 'pool-not-found', ...withoutIdentity },
    cause: 'identity',
    fixes: ['edit-config', 'edit-config'],
  },
  {
    name: 'another name of the provider at the pool',
    broken: async () => ({ config: pool({ loginProvider: 'login.example.org' }) }),
    expected: { identity: 'provider-unknown', ...withoutIdentity },
    cause: 'identity',
    fixes: ['edit-config', 'trust-provider'],
  },
  {
    name: 'a role that the pool may not take',
    broken: async () => {
      const trust = federatedRoleTrust({ identityPoolId: 'us-east-1:another', identities: 'authenticated' });
      aws.setRoleTrust(trust);
    },
    expected: { identity: 'role-trust', ...withoutIdentity },
    cause: 'identity',
    fixes: ['trust-role'],
    byFix: true,
  },
  {
    name: 'no CORS rules',
    broken: () => world.setCors(null),
    expected: { cors: 'cors-none', 'cors-answers': 'cors-hides' },
    cause: 'cors',
    fixes: ['cors'],
    byFix: true,
  },
  {
    name: 'CORS rules for another origin',
    broken: () => world.setCors((rule) => ({ ...rule, AllowedOrigins: ['https://elsewhere.example'] })),
    expected: { cors: 'cors-none', 'cors-answers': 'cors-hides' },
    cause: 'cors',
    fixes: ['cors'],
    byFix: true,
  },
  ...(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'] as const).map((method): Breakage => ({
    name: `CORS rules without ${method}`,
    broken: () =>
      world.setCors((rule) => ({
        ...rule,
        AllowedMethods: rule.AllowedMethods?.filter((one) => one !== method),
      })),
    // The names that answers expose are read from a GET.
    expected: { cors: 'cors-missing', ...(method === 'GET' ? { 'cors-answers': 'cors-hides' } : {}) },
    cause: 'cors',
    fixes: ['cors'],
    byFix: true,
  })),
  {
    name: 'CORS rules without one request header',
    broken: () =>
      world.setCors((rule) => ({
        ...rule,
        AllowedHeaders: ['authorization', 'content-*', 'if-*', 'range', 'amz-*', 'x-amz-[a-z]*'],
      })),
    expected: { cors: 'cors-missing' },
    cause: 'cors',
    fixes: ['cors'],
    byFix: true,
  },
  ...['ETag', 'x-amz-checksum-crc32', 'Content-Range', 'x-amz-version-id', 'Date', 'x-amz-abort-date'].map(
    (name): Breakage => ({
      name: `CORS rules that hide ${name}`,
      broken: () =>
        world.setCors((rule) => ({
          ...rule,
          ExposeHeaders: rule.ExposeHeaders?.filter((one) => one !== name),
        })),
      expected: { 'cors-answers': 'cors-hides' },
      cause: 'cors-answers',
      fixes: ['cors'],
      byFix: true,
    }),
  ),
  {
    name: 'a role that may not list',
    broken: setPolicy('ListOwnPrefix', () => null),
    expected: { list: 'denied' },
    cause: 'list',
    fixes: ['allow-role'],
    byFix: true,
  },
  {
    name: 'a role that may not write',
    broken: setPolicy('OwnObjects', without('s3:PutObject')),
    expected: { put: 'denied', multipart: 'denied', ...withoutPut, ...needs('multipart', 'lifecycle') },
    cause: 'put',
    fixes: ['allow-role'],
    byFix: true,
  },
  {
    name: 'a role that may not list parts',
    broken: setPolicy('OwnObjects', without('s3:ListMultipartUploadParts')),
    expected: { multipart: 'denied', ...withoutParts },
    cause: 'multipart',
    fixes: ['allow-role'],
    byFix: true,
  },
  {
    name: 'a role that may not abort',
    broken: setPolicy('OwnObjects', without('s3:AbortMultipartUpload')),
    expected: { multipart: 'denied', ...withoutParts },
    cause: 'multipart',
    fixes: ['allow-role'],
    byFix: true,
    leaves: 1,
  },
  {
    name: 'a role that may not read',
    broken: setPolicy('OwnObjects', without('s3:GetObject')),
    expected: { get: 'denied', ...needs('get', 'cors-answers') },
    cause: 'get',
    fixes: ['allow-role'],
    byFix: true,
  },
  {
    name: 'a role that may not delete',
    broken: setPolicy('OwnObjects', without('s3:DeleteObject')),
    expected: { delete: 'denied' },
    cause: 'delete',
    fixes: ['allow-role'],
    byFix: true,
    leaves: 4,
  },
  {
    name: 'a store that looks at no checksum',
    broken: async () => aws.setChecksumSupport('ignored'),
    expected: { checksums: 'checksums-ignored' },
    cause: 'checksums',
    fixes: ['other-store', 'verify-after'],
  },
  {
    name: 'a store that does not look at the checksums of parts',
    broken: async () => aws.setChecksumSupport('not-for-parts'),
    expected: { checksums: 'checksums-ignored' },
    cause: 'checksums',
    fixes: ['other-store', 'verify-after'],
  },
  {
    name: 'a store that refuses checksums',
    broken: async () => aws.setChecksumSupport('refused'),
    expected: {
      put: 'checksums-refused',
      multipart: 'checksums-refused',
      ...withoutPut,
      ...needs('multipart', 'lifecycle'),
    },
    cause: 'put',
    fixes: ['other-store'],
  },
  {
    name: 'a bucket that is not there',
    broken: async () => ({ config: { bucket: 'no-such-bucket-here' } }),
    expected: {
      cors: 'cors-none',
      list: 'bucket-not-found',
      put: 'bucket-not-found',
      multipart: 'bucket-not-found',
      ...withoutPut,
      ...needs('multipart', 'lifecycle'),
      'other-prefix': 'unexpected',
    },
    cause: 'put',
    fixes: ['create-bucket', 'edit-config'],
  },
  {
    name: 'S3 that is not there',
    broken: async () => ({ config: { endpoints: { ...aws.config.endpoints, s3: nowhere } } }),
    expected: {
      cors: 'unreachable',
      ...needs('cors', 'list', 'put', 'multipart'),
      ...withoutPut,
      ...needs('multipart', 'lifecycle'),
      'other-prefix': 'unexpected',
    },
    cause: 'cors',
    fixes: ['check-network'],
    unsure: 2,
  },
  {
    name: 'KMS that is not there',
    broken: async () => ({ config: { endpoints: { ...aws.config.endpoints, kms: nowhere } } }),
    expected: { 'kms-generate': 'unreachable', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['check-network'],
  },
  {
    name: 'a role that may not have data keys',
    broken: leftToIam(setPolicy('OwnMessages', without('kms:GenerateDataKey'))),
    expected: { 'kms-generate': 'kms-denied', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['allow-role', 'allow-key'],
  },
  {
    name: 'a key that is not there',
    broken: async () => ({ config: { kmsKeyId: 'alias/none' } }),
    expected: { 'kms-generate': 'kms-key-not-found', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['edit-config'],
  },
  {
    name: 'a key that is disabled',
    broken: () => world.setKeyEnabled(false),
    expected: { 'kms-generate': 'kms-key-disabled', ...withoutKey },
    cause: 'kms-generate',
    fixes: ['enable-key'],
  },
  {
    name: 'a role that may not unwrap',
    broken: leftToIam(setPolicy('OwnMessages', without('kms:Decrypt'))),
    expected: { 'kms-decrypt': 'kms-denied', ...needs('kms-decrypt', 'wrong-context') },
    cause: 'kms-decrypt',
    fixes: ['allow-role', 'allow-key'],
    byFix: true,
  },
  {
    name: 'a role that may use the key for anybody',
    broken: leftToIam(setPolicy('OwnMessages', unbound)),
    expected: { 'wrong-context': 'context-not-bound' },
    cause: 'wrong-context',
    fixes: ['narrow-role', 'narrow-key'],
    byFix: true,
  },
  {
    name: 'a role that may unwrap for anybody',
    broken: leftToIam(async () =>
      world.addStatement({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: aws.config.kmsKeyId }),
    ),
    expected: { 'wrong-context': 'context-not-bound' },
    cause: 'wrong-context',
    fixes: ['narrow-role', 'narrow-key'],
  },
  {
    name: 'a key whose own policy lets the role use it for anybody',
    broken: () => world.unbindKey(),
    expected: { 'wrong-context': 'context-not-bound' },
    cause: 'wrong-context',
    fixes: ['narrow-role', 'narrow-key'],
  },
  {
    name: 'a role that may list all',
    broken: setPolicy('ListOwnPrefix', unbound),
    expected: { 'other-prefix': 'prefix-not-bound' },
    cause: 'other-prefix',
    fixes: ['narrow-role'],
    byFix: true,
  },
  {
    name: 'a role that may do anything with all objects',
    broken: setPolicy('OwnObjects', (one) => ({ ...one, Resource: `arn:aws:s3:::${aws.config.bucket}/*` })),
    expected: { 'other-prefix': 'prefix-not-bound' },
    cause: 'other-prefix',
    fixes: ['narrow-role'],
    byFix: true,
  },
  {
    name: 'a role that may read all objects, and cannot list them',
    broken: async () =>
      world.addStatement({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${aws.config.bucket}/*`,
      }),
    expected: { 'other-prefix': 'prefix-not-bound' },
    cause: 'other-prefix',
    fixes: ['narrow-role'],
  },
  {
    name: 'no lifecycle rule',
    broken: () => world.setLifecycle(null),
    expected: { lifecycle: 'no-lifecycle' },
    cause: 'lifecycle',
    fixes: ['abort-uploads'],
    byFix: true,
  },
  {
    name: 'versioning suspended',
    broken: () => world.setVersioning('Suspended'),
    expected: { versioning: 'not-versioned' },
    cause: 'versioning',
    fixes: ['enable-versioning'],
    byFix: true,
  },
  {
    name: 'a role that may not use the storage key',
    broken: setPolicy('StorageKeyThroughS3', () => null),
    expected: { sse: 'storage-key-refused' },
    cause: 'sse',
    fixes: ['allow-role', 'edit-config'],
    byFix: true,
  },
  {
    name: 'a default encryption under a key that the role may not use',
    broken: () => world.encryptWith(aws.config.kmsKeyId),
    expected: {
      put: 'storage-key-refused',
      multipart: 'storage-key-refused',
      ...withoutPut,
      ...needs('multipart', 'lifecycle'),
    },
    cause: 'put',
    fixes: ['allow-role'],
  },
];

function tokenWith(claims: object): string {
  return `${inBase64({ alg: 'RS256' })}.${inBase64(claims)}.c2ln`;
}

function inBase64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function checksumFacts(): Promise<unknown> {
  const { findings } = await diagnose();
  return findings.find(({ check }) => check === 'checksums')?.verdict.facts;
}

const failing = { kind: 'status', status: 503, code: 'ServiceUnavailable' } as const;

/** Pastes the JSON of a fix, as its command would. */
async function paste(id: FixId, json: string): Promise<void> {
  const value = JSON.parse(json);
  if (id === 'cors') await world.pasteCors(value);
  else if (id === 'abort-uploads') await world.setLifecycle(value.Rules);
  else if (id === 'enable-versioning') await world.setVersioning(value.Status);
  else if (id === 'trust-role') aws.setRoleTrust(value);
  else world.pastePolicy(value, id === 'allow-role');
}

describe('the doctor on the local AWS', () => {
  it('finds that everything works as it is deployed', async () => {
    const diagnosis = await diagnose();
    expect(outline(diagnosis)).toEqual(allWork);
    expect(diagnosis.left).toEqual([]);
  });

  it('says without a sign-in what can be said, and that the rest could not be checked', async () => {
    const {
      configuration,
      clock,
      'sign-in': signedIn,
      identity,
      cors,
      ...rest
    } = outline(await diagnose({ idToken: null }));
    expect([configuration, clock, signedIn, cors]).toEqual(['works', 'works', 'works', 'works']);
    expect(identity).toBe('nobody-signed-in');
    expect(rest).toEqual(withoutIdentity);
  });

  it('stopped in the middle, it removes what it wrote and says what was not checked', async () => {
    const stop = new AbortController();
    const surroundings = surroundingsFor({});
    const diagnosis = await runChecks(surroundings, {
      signal: stop.signal,
      onFinding: ({ check }) => {
        if (check === 'put') stop.abort();
      },
    });
    const { put, multipart, sse } = outline(diagnosis);
    expect([put, multipart, sse]).toEqual(['works', 'stopped', 'stopped']);
    expect(diagnosis.left).toEqual([]);
    expect(await world.lying()).toEqual([]);
  });

  it('takes no failure of the moment for a refused checksum', async () => {
    await world.setFaults([{ service: 's3', operation: 'PutObject', action: failing }]);
    const { put, checksums } = outline(await diagnose());
    expect([put, checksums]).toEqual(['service-failed', 'needs put']);
  });

  it('in a browser, takes a store that is silent to a wrong signature for none that forbids one', async () => {
    const silentTo =
      (name: string): Surroundings['cors'] =>
      (chosen) => ({
        ...createPreflightProbe(chosen, aws.appOrigin),
        attempt: async (_method, names) => (names.includes(name) ? 'silent' : 'passes'),
      });
    const { cors: lenient } = outline(await diagnose({ cors: silentTo('authorization') }));
    expect(lenient).toBe('works');
    const { cors: strict } = outline(await diagnose({ cors: silentTo('x-amz-date') }));
    expect(strict).toBe('cors-missing');
    const away = { endpoints: { ...aws.config.endpoints, s3: nowhere } };
    const { cors: dead } = outline(await diagnose({ cors: silentTo('authorization'), config: away }));
    expect(dead).toBe('cors-missing');
    const elsewhere = { storage: { endpoint: aws.url } };
    const unknown = await diagnose({ cors: silentTo('authorization'), idToken: null, config: elsewhere });
    expect(outline(unknown)['cors']).toBe('nobody-signed-in');
  });

  it('says which writes are not looked at', async () => {
    aws.setChecksumSupport('ignored');
    expect(await checksumFacts()).toEqual({ operation: 'PutObject, UploadPart' });
    aws.setChecksumSupport('not-for-parts');
    expect(await checksumFacts()).toEqual({ operation: 'UploadPart' });
  });

  it.each(breakages)('finds $name', async ({ broken, expected, cause, fixes, byFix, leaves = 0, unsure }) => {
    const changes = (await broken()) ?? {};
    const diagnosis = await diagnose(changes);
    expect(outline(diagnosis)).toEqual({ ...allWork, ...expected });
    expect(await world.lying()).toHaveLength(leaves);
    expect(diagnosis.left).toHaveLength(unsure ?? leaves);
    const verdict = diagnosis.findings.find(({ check }) => check === cause)?.verdict;
    const given = verdict?.status === 'fails' ? verdict.fixes : [];
    expect(given.map(({ id }) => id)).toEqual(fixes);
    if (byFix === true) {
      const [fix] = given;
      await paste(fix?.id ?? 'cors', fix?.json ?? '');
      expect(outline(await diagnose(changes))).toEqual(allWork);
    }
  });
});
