import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import {
  startBreakableAws,
  type BreakableAws,
  type Statement,
  without,
} from '../../../local/testing/breakable-aws.ts';
import { signInAsUser } from '../../../local/testing/sign-in.ts';
import { type Breakage, expectFound, lookAt, needs, nowhere, withoutPut } from './testing/breakage.ts';

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

const setPolicy =
  (sid: string, change: (statement: Statement) => Statement | null) => async (): Promise<void> =>
    world.setStatement(sid, change);

const withoutParts = needs('multipart', 'checksums', 'lifecycle');

const breakages: readonly Breakage[] = [
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
];

describe('the doctor on the local AWS', () => {
  it.each(breakages)('finds $name', (breakage) => expectFound(world, breakage));
});
