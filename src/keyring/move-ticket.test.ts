import { describe, expect, it } from 'vitest';
import { base64Encode, utf8Encode } from '../bytes/text.ts';
import type { Bytes } from '../bytes/bytes.ts';
import { AppError, type ErrorCode } from '../errors.ts';
import type { ParsedHeader } from '../message/header.ts';
import { sealingSuite } from '../message/suites.ts';
import { verifyMoveTicket, writeMoveTicket } from './move-ticket.ts';

const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/1';
const { signal } = new AbortController();
const place = { owner: 'me', location: 's3://bucket/me/new' };

function message(seed: number, providerId = 'aws-kms'): ParsedHeader {
  return {
    header: {
      suite: sealingSuite,
      messageId: new Uint8Array(32).fill(seed),
      context: new Map(),
      edks: [{ providerId, providerInfo: utf8Encode(keyArn), ciphertext: new Uint8Array(8) }],
      content: { type: 'framed', frameLength: 1 },
      commitment: new Uint8Array(32),
    },
    body: new Uint8Array(64).fill(seed),
    iv: new Uint8Array(12),
    tag: new Uint8Array(16),
    length: 92,
  };
}

const contextText = (context: ReadonlyMap<string, string>): string =>
  ['location', 'owner', 'purpose'].map((name) => context.get(name)).join();

/** A KMS whose ciphertexts are the plaintext beside the context they are for. */
function kmsFor(refusal: ErrorCode | null = null) {
  const made = new Map<string, { readonly plaintext: Bytes; readonly context: string }>();
  return {
    encrypt: async ({
      keyId,
      plaintext,
      context,
    }: Parameters<Parameters<typeof writeMoveTicket>[0]['encrypt']>[0]) => {
      expect(keyId).toBe(keyArn);
      const ciphertext = crypto.getRandomValues(new Uint8Array(180));
      made.set(base64Encode(ciphertext), { plaintext: plaintext.slice(), context: contextText(context) });
      return { ciphertext };
    },
    decrypt: async ({ wrapped, context }: { wrapped: Bytes; context: ReadonlyMap<string, string> }) => {
      if (refusal !== null) throw new AppError(refusal, 'as asked');
      const entry = made.get(base64Encode(wrapped));
      if (entry === undefined || entry.context !== contextText(context))
        throw new AppError('kms-wrapped-key-refused', 'no');
      return { plaintext: entry.plaintext.slice(), keyArn, requestId: null };
    },
  };
}

describe('a move ticket', () => {
  it('is good for its message at its place and its owner, and for nothing else', async () => {
    const kms = kmsFor();
    const ticket = await writeMoveTicket(kms, message(1), place, signal);
    expect(ticket).toHaveLength(240);
    const verify = (seed: number, where = place) =>
      verifyMoveTicket(kms, message(seed), ticket, where, signal);
    expect(await verify(1)).toBe(true);
    expect(await verify(2)).toBe(false);
    expect(await verify(1, { ...place, location: 's3://bucket/me/other' })).toBe(false);
    expect(await verify(1, { ...place, owner: 'you' })).toBe(false);
  });

  it.each(['', 'not base64!', 'A'.repeat(2000), base64Encode(new Uint8Array(180))])(
    'that is none is no word of the owner: %#',
    async (ticket) => {
      expect(await verifyMoveTicket(kmsFor(), message(1), ticket, place, signal)).toBe(false);
    },
  );

  it('of a message that KMS did not wrap is never asked about', async () => {
    const kms = kmsFor('internal');
    expect(await verifyMoveTicket(kms, message(1, 'raw'), 'AAAA', place, signal)).toBe(false);
    await expect(writeMoveTicket(kms, message(1, 'raw'), place, signal)).rejects.toMatchObject({
      code: 'no-usable-key',
    });
  });

  it.each(['offline', 'kms-denied', 'throttled'] as const)(
    'says nothing when KMS cannot be asked: %s',
    async (code) => {
      const verified = verifyMoveTicket(kmsFor(code), message(1), 'AAAA', place, signal);
      await expect(verified).rejects.toMatchObject({ code });
    },
  );
});
