import { afterAll, beforeAll, expect, test } from 'vitest';
import { bytes, type CaseContext, mebibyte } from './case.ts';
import { knownDifferences } from './known-differences.ts';
import { startLocalTarget } from './local-target.ts';
import { prepare, runCase, strayDifferences } from './run-suite.ts';
import { suite } from './suite.ts';
import { createTarget, type Target } from './target.ts';

let context: CaseContext;
let target: Target;
let stop: () => Promise<void>;

beforeAll(async () => {
  const local = await startLocalTarget();
  stop = local.stop;
  target = createTarget(local.facts);
  context = await prepare(target);
});

afterAll(async () => {
  target.close();
  await stop();
});

test('known differences name cases of the suite', () => {
  expect([...strayDifferences('local'), ...strayDifferences('ceph')]).toEqual([]);
});

test('a known difference that passes is a failure', async () => {
  const listed = { id: knownDifferences.ceph[0]?.id ?? '', run: () => Promise.resolve() };
  expect(await runCase(context, listed, 'ceph')).toMatchObject({ kind: 'failed' });
  expect(await runCase(context, listed, 'local')).toEqual({ kind: 'passed' });
  const failing = { ...listed, run: () => Promise.reject(new Error('no')) };
  expect(await runCase(context, failing, 'ceph')).toMatchObject({ kind: 'known difference' });
  expect(await runCase(context, failing, 'local')).toMatchObject({ kind: 'failed' });
});

test('an upload refused at its first chunk gets its answer although 16 MiB are still to come', async () => {
  const large = bytes(16 * mebibyte);
  const header = `${(8192).toString(16)};chunk-signature=${'0'.repeat(64)}\r\n`;
  const answer = await target.raw({
    method: 'PUT',
    bucket: context.bucket,
    key: context.key(),
    payloadHash: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    headers: { 'x-amz-decoded-content-length': String(large.length) },
    body: Buffer.concat([Buffer.from(header), large]),
  });
  expect(answer.code).toBe('SignatureDoesNotMatch');
});

test('case ids are unique', () => {
  expect(new Set(suite.map(({ id }) => id)).size).toBe(suite.length);
});

test.each(suite.map((conformanceCase) => [conformanceCase.id, conformanceCase] as const))(
  '%s',
  async (_id, conformanceCase) => {
    const outcome = await runCase(context, conformanceCase, 'local');
    expect(outcome.kind, outcome.kind === 'passed' ? '' : outcome.reason).not.toBe('failed');
  },
);
