import { createECDH, ECDH, generateKeyPairSync, sign } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { u16 } from '../bytes/integers.ts';
import { base64Encode } from '../bytes/text.ts';
import type { MessageHeader } from '../message/header.ts';
import { suiteById } from '../message/suites.ts';
import { type CurveName, decompressPoint, fieldLength } from './curve-point.ts';
import { parseDerSignature } from './der-signature.ts';
import { patternOf, refusalOf, tinyEdk } from './message-fixture.ts';
import { verifySignature } from './signature.ts';

const curves: readonly (readonly [CurveName, string, string])[] = [
  ['P-256', 'prime256v1', 'sha256'],
  ['P-384', 'secp384r1', 'sha384'],
];

function bytesOf(buffer: Buffer): Bytes {
  return Uint8Array.from(buffer);
}

describe('decompressPoint()', () => {
  it.each(curves)('finds the point OpenSSL finds: %s', (curve, name) => {
    const length = fieldLength(curve);
    const parities = new Set<number>();
    for (let round = 0; round < 40; round++) {
      const ecdh = createECDH(name);
      const full = bytesOf(ecdh.generateKeys());
      const compressed = bytesOf(ecdh.getPublicKey(null, 'compressed'));
      parities.add(compressed[0] ?? 0);
      expect(decompressPoint(curve, compressed)).toEqual({
        x: full.subarray(1, 1 + length),
        y: full.subarray(1 + length),
      });
    }
    expect([...parities].toSorted((left, right) => left - right)).toEqual([2, 3]);
  });

  it.each(curves)('finds none where OpenSSL finds none: %s', (curve, name) => {
    let none = 0;
    for (let value = 0; value < 60; value++) {
      const compressed = new Uint8Array(fieldLength(curve) + 1);
      compressed[0] = 2;
      compressed[compressed.length - 1] = value;
      const known = openSslKnows(compressed, name);
      expect(decompressPoint(curve, compressed) !== null).toBe(known);
      if (!known) none++;
    }
    expect(none).toBeGreaterThan(10);
  });

  it.each(curves)('refuses other marks, lengths, and x beyond the field: %s', (curve, name) => {
    const ecdh = createECDH(name);
    ecdh.generateKeys();
    const good = bytesOf(ecdh.getPublicKey(null, 'compressed'));
    for (const mark of [0, 1, 4, 5, 6, 7, 0xff]) {
      expect(decompressPoint(curve, concatBytes(Uint8Array.of(mark), good.subarray(1)))).toBeNull();
    }
    expect(decompressPoint(curve, bytesOf(ecdh.getPublicKey()))).toBeNull();
    expect(decompressPoint(curve, good.subarray(0, -1))).toBeNull();
    expect(decompressPoint(curve, concatBytes(good, Uint8Array.of(0)))).toBeNull();
    expect(decompressPoint(curve, new Uint8Array(0))).toBeNull();
    expect(decompressPoint(curve, new Uint8Array(good.length).fill(0xff).with(0, 2))).toBeNull();
  });
});

function openSslKnows(compressed: Bytes, name: string): boolean {
  try {
    ECDH.convertKey(compressed, name);
    return true;
  } catch {
    return false;
  }
}

/** DER of a positive integer, minimal. */
function derInteger(bytes: Bytes): Bytes {
  const first = bytes.findIndex((byte) => byte !== 0);
  const magnitude = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const value = (magnitude[0] ?? 0) >= 0x80 ? concatBytes(Uint8Array.of(0), magnitude) : magnitude;
  return concatBytes(Uint8Array.of(2, value.length), value);
}

function der(...integers: Bytes[]): Bytes {
  const content = concatBytes(...integers);
  return concatBytes(Uint8Array.of(0x30, content.length), content);
}

describe('parseDerSignature()', () => {
  const fieldBytes = fc.uint8Array({ minLength: 48, maxLength: 48 }).map((bytes) => Uint8Array.from(bytes));
  const leadingZeros = fc.tuple(fieldBytes, fc.nat(48)).map(([bytes, zeros]) => {
    bytes.fill(0, 0, zeros);
    return bytes;
  });

  it('pads r and s to the field', () => {
    fc.assert(
      fc.property(leadingZeros, leadingZeros, (r, s) => {
        const positive = r.some((byte) => byte > 0) && s.some((byte) => byte > 0);
        const parsed = parseDerSignature(der(derInteger(r), derInteger(s)), 48);
        expect(parsed).toEqual(positive ? concatBytes(r, s) : null);
      }),
    );
  });

  const one = Uint8Array.of(2, 1, 1);
  it.each([
    ['nothing', new Uint8Array(0)],
    ['another tag', der(one, one).with(0, 0x31)],
    ['a length too short', der(one, one).with(1, 5)],
    ['a length too long', der(one, one).with(1, 7)],
    ['a long form length', Uint8Array.of(0x30, 0x81, 6, 2, 1, 1, 2, 1, 1)],
    ['an indefinite length', Uint8Array.of(0x30, 0x80, 2, 1, 1, 2, 1, 1, 0, 0)],
    ['one integer', der(one)],
    ['three integers', der(one, one, one)],
    ['an empty integer', der(one, Uint8Array.of(2, 0))],
    ['a zero', der(one, Uint8Array.of(2, 1, 0))],
    ['a negative integer', der(one, Uint8Array.of(2, 1, 0x80))],
    ['a padded integer', der(one, Uint8Array.of(2, 2, 0, 1))],
    ['an integer past the end', der(one, Uint8Array.of(2, 2, 1))],
    ['an integer beyond the field', der(one, derInteger(new Uint8Array(49).fill(1)))],
    ['another type', der(one, Uint8Array.of(4, 1, 1))],
    ['bytes after it', concatBytes(der(one, one), Uint8Array.of(0))],
  ])('refuses %s', (_, bytes) => {
    expect(parseDerSignature(bytes, 48)).toBeNull();
  });

  it('answers any bytes with a signature or null', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (bytes) => {
        const parsed = parseDerSignature(Uint8Array.from([0x30, bytes.length, ...bytes]), 48);
        expect(parsed === null || parsed.length === 96).toBe(true);
      }),
    );
  });
});

describe('verifySignature()', () => {
  const signed = patternOf(100);

  function signedMessage(curve: CurveName, name: string, hash: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: name });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const full = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
    const compressed = Buffer.concat([Buffer.of(2 + ((full.at(-1) ?? 0) & 1)), Buffer.from(x, 'base64url')]);
    const signature = bytesOf(sign(hash, signed, privateKey));
    const suite = suiteById(curve === 'P-256' ? 0x0214 : 0x0578);
    if (suite === null) throw new Error('no suite');
    const verify = (footer: Bytes, publicKeyText = base64Encode(bytesOf(compressed)), bytes = signed) => {
      const header: MessageHeader = {
        suite,
        messageId: new Uint8Array(32),
        context: new Map([['aws-crypto-public-key', publicKeyText]]),
        edks: [tinyEdk],
        content: { type: 'unframed' },
        commitment: null,
      };
      return verifySignature({ header, curve, message: concatBytes(bytes, footer), end: bytes.length });
    };
    return { signature, verify, full };
  }

  it.each(curves)('accepts what OpenSSL signed, and nothing else: %s', async (curve, name, hash) => {
    const { signature, verify } = signedMessage(curve, name, hash);
    const footer = concatBytes(u16(signature.length), signature);
    await verify(footer);
    const altered = signed.with(50, (signed[50] ?? 0) ^ 1);
    expect((await refusalOf(verify(footer, undefined, altered))).code).toBe('signature-invalid');
    for (let position = 0; position < footer.length; position++) {
      const { code } = await refusalOf(verify(footer.with(position, (footer[position] ?? 0) ^ 1)));
      expect(code).toBe(position < 2 ? code : 'signature-invalid');
      expect((await refusalOf(verify(footer.slice(0, position)))).code).toBe('message-truncated');
    }
    const longer = concatBytes(footer, Uint8Array.of(0));
    expect((await refusalOf(verify(longer))).code).toBe('message-trailing-bytes');
  });

  it.each(curves)(
    'refuses a key that is not one compressed point in strict base64: %s',
    async (curve, name, hash) => {
      const { signature, verify, full } = signedMessage(curve, name, hash);
      const footer = concatBytes(u16(signature.length), signature);
      const offCurve = new Uint8Array(fieldLength(curve) + 1).fill(0xff).with(0, 2);
      for (const text of ['', '!', 'AAAA', base64Encode(bytesOf(full)), base64Encode(offCurve)]) {
        expect((await refusalOf(verify(footer, text))).code).toBe('context-invalid');
      }
    },
  );

  it.each(curves)('refuses the signature of another key: %s', async (curve, name, hash) => {
    const [one, other] = [signedMessage(curve, name, hash), signedMessage(curve, name, hash)];
    const footer = concatBytes(u16(other.signature.length), other.signature);
    expect((await refusalOf(one.verify(footer))).code).toBe('signature-invalid');
  });
});
