import assert from 'node:assert/strict';
import { DeleteBucketCorsCommand, GetBucketCorsCommand, PutBucketCorsCommand } from '@aws-sdk/client-s3';
import { bytes, type CaseContext, type ConformanceCase } from './case.ts';

const origin = 'http://localhost:5173';

export const corsCases: readonly ConformanceCase[] = [
  {
    id: 'cors/configuration',
    run: async (context) => {
      const { target, bucket } = context;
      await configure(context);
      const client = target.client();
      const { CORSRules = [] } = await client.send(new GetBucketCorsCommand({ Bucket: bucket }));
      assert.equal(CORSRules.length, 2);
      assert.deepEqual(
        CORSRules.flatMap(({ AllowedOrigins }) => AllowedOrigins).toSorted((a = '', b = '') =>
          a.localeCompare(b),
        ),
        [origin, 'https://*.example.org'],
      );
    },
  },
  {
    id: 'cors/preflight',
    run: async (context) => {
      const answer = await preflight(context, origin, 'PUT', 'content-type, x-amz-date,authorization');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['access-control-allow-origin'], origin);
      assert.match(answer.headers['access-control-allow-methods'] ?? '', /PUT/u);
      const allowed = (answer.headers['access-control-allow-headers'] ?? '').toLowerCase();
      for (const name of ['content-type', 'x-amz-date', 'authorization'])
        assert.ok(allowed.includes(name), allowed);
      assert.equal(answer.headers['access-control-max-age'], '3600');
    },
  },
  {
    id: 'cors/preflight-wildcard-origin',
    run: async (context) => {
      const answer = await preflight(context, 'https://app.example.org', 'GET', 'x-custom-one');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['access-control-allow-origin'], 'https://app.example.org');
    },
  },
  {
    id: 'cors/preflight-refused-origin',
    run: async (context) => refused(await preflight(context, 'http://localhost:5174', 'GET', '')),
  },
  {
    id: 'cors/preflight-refused-method',
    run: async (context) => refused(await preflight(context, 'https://app.example.org', 'DELETE', '')),
  },
  {
    id: 'cors/preflight-refused-header',
    run: async (context) =>
      refused(await preflight(context, 'https://app.example.org', 'GET', 'authorization')),
  },
  {
    id: 'cors/preflight-without-origin',
    run: async ({ target, bucket, key }) => {
      const answer = await target.raw({ method: 'OPTIONS', bucket, key: key(), credentials: null });
      assert.equal(answer.status, 400);
    },
  },
  {
    id: 'cors/actual-request',
    run: async (context) => {
      await configure(context);
      const { target, bucket, key } = context;
      const headers = { origin };
      const answer = await target.raw({ method: 'PUT', bucket, key: key(), body: bytes(1), headers });
      assert.equal(answer.headers['access-control-allow-origin'], origin);
      assert.match(answer.headers['access-control-expose-headers'] ?? '', /ETag/iu);
      assert.match(answer.headers['vary'] ?? '', /Origin/u);
    },
  },
  {
    id: 'cors/actual-request-foreign-origin',
    run: async (context) => {
      await configure(context);
      const { target, bucket, key } = context;
      const headers = { origin: 'http://evil.example' };
      const answer = await target.raw({ method: 'PUT', bucket, key: key(), body: bytes(1), headers });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['access-control-allow-origin'], undefined);
    },
  },
  {
    id: 'cors/error-answer',
    run: async (context) => {
      await configure(context);
      const { target, bucket, key } = context;
      const answer = await target.raw({ method: 'GET', bucket, key: key(), headers: { origin } });
      assert.equal(answer.status, 404);
      assert.equal(answer.headers['access-control-allow-origin'], origin);
    },
  },
  {
    id: 'cors/signature-error-answer',
    run: async (context) => {
      await configure(context);
      const { target, bucket, key } = context;
      const credentials = { ...target.admin, secretAccessKey: 'wrong' };
      const answer = await target.raw({
        method: 'GET',
        bucket,
        key: key(),
        headers: { origin },
        credentials,
      });
      assert.equal(answer.status, 403);
      assert.equal(answer.headers['access-control-allow-origin'], origin);
    },
  },
  {
    id: 'cors/removed',
    run: async (context) => {
      const { target, bucket } = context;
      await configure(context);
      await target.client().send(new DeleteBucketCorsCommand({ Bucket: bucket }));
      const headers = { origin, 'access-control-request-method': 'GET' };
      const answer = await target.raw({ method: 'OPTIONS', bucket, key: 'x', headers, credentials: null });
      refused(answer);
      await configure(context);
    },
  },
];

async function configure({ target, bucket }: CaseContext): Promise<void> {
  const CORSRules = [
    {
      AllowedOrigins: [origin],
      AllowedMethods: ['GET', 'PUT', 'POST', 'DELETE', 'HEAD'],
      AllowedHeaders: ['*'],
      ExposeHeaders: ['ETag', 'x-amz-request-id'],
      MaxAgeSeconds: 3600,
    },
    { AllowedOrigins: ['https://*.example.org'], AllowedMethods: ['GET'], AllowedHeaders: ['x-custom-*'] },
  ];
  await target.client().send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules } }));
}

async function preflight(
  context: CaseContext,
  from: string,
  method: string,
  asked: string,
): ReturnType<CaseContext['target']['raw']> {
  await configure(context);
  const headers = {
    origin: from,
    'access-control-request-method': method,
    ...(asked === '' ? {} : { 'access-control-request-headers': asked }),
  };
  return context.target.raw({
    method: 'OPTIONS',
    bucket: context.bucket,
    key: context.key(),
    headers,
    credentials: null,
  });
}

function refused(answer: Awaited<ReturnType<CaseContext['target']['raw']>>): void {
  assert.equal(answer.status, 403);
  assert.equal(answer.headers['access-control-allow-origin'], undefined);
}
