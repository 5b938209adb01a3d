import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  locatedName,
  objectLocation,
  ownershipOf,
  percentEncodeKey,
  placementOf,
  sealingContext,
} from './location.ts';

describe('percentEncodeKey()', () => {
  it('keeps unreserved characters and the slash', () => {
    expect(percentEncodeKey('a/B-c._~9')).toBe('a/B-c._~9');
  });

  it('encodes everything else byte by byte, in upper-case hexadecimal', () => {
    expect(percentEncodeKey("eu:1/é 😀(2)!*'")).toBe('eu%3A1/%C3%A9%20%F0%9F%98%80%282%29%21%2A%27');
  });

  it('is ASCII and decodes to the key for any well-formed text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (key) => {
        const encoded = percentEncodeKey(key);
        expect(encoded).toMatch(/^[\x21-\x7e]*$/u);
        expect(decodeURIComponent(encoded)).toBe(key);
      }),
    );
  });
});

describe('locatedName()', () => {
  it('is the last part of the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (name) => {
        fc.pre(!name.includes('/'));
        expect(locatedName(objectLocation('s3://bucket', `me/folder/${name}`))).toBe(name);
      }),
    );
  });

  it.each([
    '',
    's3://bucket',
    's3://bucket/',
    's3://bucket/folder/',
    'file:///a',
    's3://b/%FF',
    `s3://b/${'a'.repeat(1025)}`,
  ])('is nothing of %s', (location) => expect(locatedName(location)).toBeNull());
});

describe('placementOf() and ownershipOf()', () => {
  const location = objectLocation('s3://bucket', 'eu-central-1:me/a b.pdf');
  const context = sealingContext('eu-central-1:me', location);

  it('recognise a message that lies where it was sealed for', () => {
    expect(location).toBe('s3://bucket/eu-central-1%3Ame/a%20b.pdf');
    expect(placementOf(context, location)).toBe('matches');
    expect(ownershipOf(context, 'eu-central-1:me')).toBe('mine');
  });

  it('notice another place, another owner, and what is not stated', () => {
    expect(placementOf(context, objectLocation('s3://bucket', 'eu-central-1:me/b.pdf'))).toBe('moved');
    expect(placementOf(context, objectLocation('s3://other', 'eu-central-1:me/a b.pdf'))).toBe('moved');
    expect(ownershipOf(context, 'eu-central-1:you')).toBe('other');
    expect(placementOf(new Map(), location)).toBe('not-stated');
    expect(ownershipOf(new Map(), 'eu-central-1:me')).toBe('not-stated');
  });
});
