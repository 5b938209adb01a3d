import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childText, parseXml, xmlDocument } from './xml.ts';

describe('parseXml', () => {
  test('reads back whatever text was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        fc.pre(!/[^\P{Cc}\t\n\r]/u.test(text));
        const document = xmlDocument('Delete', { Key: text });
        expect(childText(parseXml(Buffer.from(document), 'Delete'), 'Key')).toBe(text);
      }),
    );
  });

  test.each([
    ['not XML', 'nonsense'],
    ['an open element', '<Delete><Key>'],
    ['another root', '<Other/>'],
    ['a document type', '<!DOCTYPE Delete []><Delete/>'],
    ['an unknown entity', '<Delete><Key>&lol;</Key></Delete>'],
    ['a reference beyond Unicode', '<Delete><Key>&#x110000;</Key></Delete>'],
    ['a reference to half a character', '<Delete><Key>&#xD800;</Key></Delete>'],
    ['a reference to NUL', '<Delete><Key>&#0;</Key></Delete>'],
    ['an empty body', ''],
  ])('refuses %s', (_name, text) => {
    expect(() => parseXml(Buffer.from(text), 'Delete')).toThrow(
      expect.objectContaining({ code: 'MalformedXML' }),
    );
  });

  test('refuses bytes that are no UTF-8', () => {
    const body = Buffer.concat([
      Buffer.from('<Delete><Key>'),
      Buffer.from([0xff]),
      Buffer.from('</Key></Delete>'),
    ]);
    expect(() => parseXml(body, 'Delete')).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });
});
