import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import type { EncryptionContext } from '../message/context.ts';
import { parseHeader, type ParsedHeader, serializeHeader } from '../message/header.ts';
import { sealingSuite, type Suite, suiteById } from '../message/suites.ts';
import { importDataKey } from './data-key.ts';
import { deriveCommitment, deriveContentKey } from './derive.ts';
import { patternOf, refusalOf, tinyEdk } from './message-fixture.ts';
import { verifyHeader } from './opener.ts';

const messageId = patternOf(32);
const publicKey = new Map([['aws-crypto-public-key', 'AAAA']]);
const ordinary = new Map([['k', 'v']]);

function suite(id: number): Suite {
  const found = suiteById(id);
  if (found === null) throw new Error('no such suite');
  return found;
}

function rawKey(): Bytes {
  return new Uint8Array(32).fill(7);
}

/** A header whose commitment and tag are right, whatever it says. */
async function authenticHeader(suite: Suite, context: EncryptionContext): Promise<ParsedHeader> {
  const dataKey = await importDataKey(suite, rawKey());
  const body = serializeHeader({
    suite,
    messageId,
    context,
    edks: [tinyEdk],
    content: { type: 'framed', frameLength: 8 },
    commitment: await deriveCommitment(dataKey, messageId),
  });
  const contentKey = await deriveContentKey(dataKey, messageId, 'encrypt');
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: body };
  const tag = await crypto.subtle.encrypt(algorithm, contentKey, new Uint8Array(0));
  const parse = parseHeader(concatBytes(body, new Uint8Array(tag)));
  if (parse.status !== 'complete') throw new Error('incomplete header');
  return parse.parsed;
}

async function verify(parsed: ParsedHeader): Promise<unknown> {
  return verifyHeader(parsed, await importDataKey(parsed.header.suite, rawKey()), {
    allowUncommitted: false,
  });
}

describe('verifyHeader()', () => {
  it('gives a non-extractable key that only decrypts', async () => {
    const parsed = await authenticHeader(sealingSuite, ordinary);
    const dataKey = await importDataKey(sealingSuite, rawKey());
    const { contentKey } = await verifyHeader(parsed, dataKey, { allowUncommitted: false });
    expect([contentKey.extractable, contentKey.usages]).toEqual([false, ['decrypt']]);
  });

  it('refuses an unsigned message that carries a verification key, authentic as it is', async () => {
    const parsed = await authenticHeader(sealingSuite, publicKey);
    expect((await refusalOf(verify(parsed))).code).toBe('context-invalid');
  });

  it('refuses a signed message without one', async () => {
    const parsed = await authenticHeader(suite(0x0578), ordinary);
    expect((await refusalOf(verify(parsed))).code).toBe('context-invalid');
  });

  it('accepts a signed message with one, and leaves the signature to openWhole()', async () => {
    await verify(await authenticHeader(suite(0x0578), publicKey));
  });

  it('refuses a data key imported for another suite', async () => {
    const parsed = await authenticHeader(sealingSuite, ordinary);
    const dataKey = await importDataKey(suite(0x0178), rawKey());
    const verifying = verifyHeader(parsed, dataKey, { allowUncommitted: false });
    await expect(verifying).rejects.toMatchObject({ code: 'internal' });
  });

  it('compares the commitment before it looks at the tag', async () => {
    const parsed = await authenticHeader(sealingSuite, ordinary);
    const both = {
      ...parsed,
      tag: new Uint8Array(16),
      header: { ...parsed.header, commitment: new Uint8Array(32) },
    };
    expect((await refusalOf(verify(both))).code).toBe('commitment-mismatch');
    expect((await refusalOf(verify({ ...parsed, tag: new Uint8Array(16) }))).code).toBe('header-tampered');
  });
});
