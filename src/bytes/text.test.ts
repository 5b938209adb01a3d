import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Decode, base64Encode, hexEncode, utf8Decode, utf8Encode } from './text.ts';

const anyBytes = fc.uint8Array({ maxLength: 60 }).map((bytes) => Uint8Array.from(bytes));

describe('base64', () => {
  it('is what Node writes, and reads back', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(base64Encode(bytes)).toBe(Buffer.from(bytes).toString('base64'));
        expect(base64Decode(base64Encode(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(['A', 'AA', 'AAA', 'AB==', 'AAB=', 'AA==\n', ' AA==', 'AA==AA==', 'AA=', '=', 'AA-_', 'AÄ=='])(
    'is refused unless it is exactly that: %j',
    (text) => {
      expect(base64Decode(text)).toBeNull();
    },
  );
});

describe('UTF-8', () => {
  it('reads back, byte order mark included', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => utf8Decode(utf8Encode(text)) === text));
    expect(utf8Decode(utf8Encode('\uFEFFa'))).toBe('\uFEFFa');
  });

  it.each([[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]])(
    'is refused where it is not: %j',
    (...bytes) => {
      expect(utf8Decode(Uint8Array.from(bytes))).toBeNull();
    },
  );
});

describe('hexEncode()', () => {
  it('writes two lower-case digits a byte', () => {
    expect(hexEncode(Uint8Array.of(0, 0x0a, 0xff))).toBe('000aff');
  });
});
