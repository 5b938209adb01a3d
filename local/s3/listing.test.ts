import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { listPage } from './listing.ts';
import { compareUtf8 } from './utf8-order.ts';

const keyArbitrary = fc.string({
  unit: fc.constantFrom('a', 'b', '/', '￿', '😀', 'é'),
  minLength: 1,
  maxLength: 6,
});

test('the order is that of the UTF-8 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      expect(Math.sign(compareUtf8(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});

test('pages of any length put together are the whole listing, with and without delimiter', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(keyArbitrary, { maxLength: 30 }),
      fc.constantFrom('', 'a', 'a/', '/'),
      fc.constantFrom('', '/', 'b'),
      fc.integer({ min: 1, max: 5 }),
      (names, prefix, delimiter, limit) => {
        const keys = names.toSorted(compareUtf8);
        const all = listPage(keys, { prefix, delimiter, after: '', limit: 1000 }, () => true);
        const expected: string[] = [];
        for (const key of keys.filter((name) => name.startsWith(prefix))) {
          const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
          const entry = cut === -1 ? `key ${key}` : `group ${key.slice(0, cut + 1)}`;
          if (!expected.includes(entry)) expected.push(entry);
        }
        const told = (page: typeof all): string[] =>
          page.entries.map((entry) => (entry.kind === 'key' ? `key ${entry.key}` : `group ${entry.prefix}`));
        expect(told(all)).toEqual(expected);
        const paged: string[] = [];
        let after = '';
        for (let pages = 0; pages <= keys.length; pages += 1) {
          const page = listPage(keys, { prefix, delimiter, after, limit }, () => true);
          expect(page.entries.length).toBeLessThanOrEqual(limit);
          paged.push(...told(page));
          after = page.next;
          if (!page.truncated) break;
        }
        expect(paged).toEqual(expected);
      },
    ),
  );
});
