import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pemOf, spkiOf } from './pem.ts';

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const spki = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }));
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('pemOf()', () => {
  it('writes what OpenSSL writes, and what it reads', () => {
    expect(pemOf(spki)).toBe(pem);
    expect(createPublicKey(pemOf(spki)).equals(publicKey)).toBe(true);
  });
});

describe('spkiOf()', () => {
  it.each([
    ['as written', pem],
    ['with other line ends and indents', `\n  ${pem.replaceAll('\n', '\r\n  ')}  `],
    ['on one line', pem.replaceAll('\n', '')],
  ])('reads a PEM %s', (_how, text) => {
    expect(spkiOf(text)).toEqual(spki);
  });

  it.each([
    ['nothing', ''],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'],
    ['an empty one', '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----'],
    ['a cut one', pem.slice(0, 200)],
    ['two of them', pem + pem],
    ['marks that overlap', '-----BEGIN PUBLIC KEY-----END PUBLIC KEY-----'],
    ['what is no base64', pem.replace('A', '*')],
  ])('refuses %s', (_what, text) => {
    expect(spkiOf(text)).toBeNull();
  });
});
