import { describe, expect, it } from 'vitest';
import { type BenchDocument, maxDocumentLength, readDocument, writeDocument } from './documents.ts';

const keyArn = 'arn:aws:kms:eu-central-1:123456789012:key/1234abcd';
const context = new Map([
  ['owner', 'me'],
  ['location', 's3://b/\u{1f512}"'],
]);
const ciphertext = Uint8Array.of(1, 2, 255);

const documents: readonly BenchDocument[] = [
  { format: 'sealdrop-secret', keyArn, context, ciphertext },
  { format: 'sealdrop-wrapped-key', keyArn, context: new Map(), ciphertext },
  { format: 'sealdrop-rsa-secret', keyArn, hash: 'SHA-1', ciphertext },
  {
    format: 'sealdrop-key-pair',
    keyArn,
    context,
    ciphertext,
    spec: 'RSA_3072',
    publicKey: Uint8Array.of(9),
  },
];

describe('readDocument()', () => {
  it.each(documents)('reads what was written: $format', (document) => {
    expect(readDocument(writeDocument(document))).toEqual(document);
    expect(readDocument(`\n ${writeDocument(document)} `)).toEqual(document);
  });

  const secret = {
    format: 'sealdrop-secret',
    version: 1,
    keyArn,
    encryptionContext: { owner: 'me' },
    ciphertext: 'AQI=',
  };

  it('takes the fields by name, in any order', () => {
    const text = JSON.stringify(Object.fromEntries(Object.entries(secret).toReversed()));
    expect(readDocument(text)).toMatchObject({ ciphertext: Uint8Array.of(1, 2) });
  });

  it.each<[string, unknown]>([
    ['another format', { ...secret, format: 'sealdrop-rsa-secret' }],
    ['an unknown format', { ...secret, format: 'toString' }],
    ['a later version', { ...secret, version: 2 }],
    ['a field too many', { ...secret, more: 1 }],
    ['a field too few', { ...secret, keyArn: undefined }],
    ['an alias', { ...secret, keyArn: 'alias/files' }],
    ['no ciphertext', { ...secret, ciphertext: '' }],
    ['loose base64', { ...secret, ciphertext: 'AQI' }],
    ['a context that is no text', { ...secret, encryptionContext: { owner: 1 } }],
    ['a list', [secret]],
    ['nothing', null],
  ])('refuses %s', (_what, json) => {
    expect(readDocument(JSON.stringify(json))).toBeNull();
  });

  it('refuses what is no JSON, and what is too long to be one', () => {
    expect(readDocument('{')).toBeNull();
    expect(readDocument(JSON.stringify(secret).padEnd(maxDocumentLength))).not.toBeNull();
    expect(readDocument(JSON.stringify(secret).padEnd(maxDocumentLength + 1))).toBeNull();
  });
});
