import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { federatedRoleTrust } from '../../../infra/role-trust.ts';
import { startBreakableAws, type BreakableAws } from '../../../local/testing/breakable-aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { createPreflightProbe } from '../../aws/cors-probe.ts';
import { checkIds } from '../../doctor/checks.ts';
import type { Surroundings } from '../../doctor/probe-port.ts';
import { runChecks } from '../../doctor/run-checks.ts';
import {
  allWork,
  type Breakage,
  diagnose,
  expectFound,
  lookAt,
  needs,
  nowhere,
  outline,
  surroundingsFor,
} from './testing/breakage.ts';

let world: BreakableAws;
let aws: BreakableAws['aws'];

beforeAll(async () => {
  world = await startBreakableAws();
  ({ aws } = world);
  const alice = await signInAsUser(aws, 'alice', 'alice-demo');
  lookAt(aws, alice.idToken);
});
afterEach(() => world.mend());
afterAll(() => world.close());

const afterIdentity = Object.fromEntries(
  checkIds.slice(checkIds.indexOf('list')).map((check) => [check, 'needs identity']),
);
const withoutIdentity = {
  ...afterIdentity,
  ...needs('put', 'checksums', 'get', 'cors-answers', 'delete', 'versioning', 'sse'),
  ...needs('kms-generate', 'kms-decrypt'),
  ...needs('kms-decrypt', 'wrong-context'),
  ...needs('multipart', 'lifecycle'),
};

const pool = (change: object) => ({ identityPool: { ...aws.config.identityPool, ...change } });
const signIn = (change: object) => ({ signIn: { ...aws.config.signIn, ...change } });

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

  it.each(breakages)('finds $name', (breakage) => expectFound(world, breakage));
});
