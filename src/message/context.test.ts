import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { assertContextWritable, parseContext, serializeContext } from './context.ts';

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
  return 'accepted';
}

describe('serializeContext()', () => {
  it('is no bytes for an empty context', () => {
    expect(serializeContext(new Map())).toHaveLength(0);
  });

  it('sorts by UTF-8 bytes, not by UTF-16 units and not by locale', () => {
    const keys = ['😀', '\uFB01', 'é', 'z', 'a', 'Z', 'aa', ''];
    const context = new Map(keys.map((key) => [key, 'v']));
    const sorted = keys.toSorted((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
    expect([...parseContext(serializeContext(context)).keys()]).toEqual(sorted);
    expect(sorted).toEqual(['', 'Z', 'a', 'aa', 'z', 'é', '\uFB01', '😀']);
    expect(keys.toSorted()).not.toEqual(sorted);
  });

  it('is the same whatever order the pairs came in, and reads back', () => {
    const pairs = fc.uniqueArray(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), {
      selector: ([key]) => key,
      maxLength: 8,
    });
    fc.assert(
      fc.property(pairs, (entries) => {
        const context = new Map(entries);
        const serialized = serializeContext(context);
        expect(serializeContext(new Map(entries.toReversed()))).toEqual(serialized);
        expect(parseContext(serialized)).toEqual(context);
      }),
    );
  });

  it('refuses what the format cannot hold', () => {
    expect(codeOf(() => serializeContext(new Map([['k', 'v'.repeat(65_536)]])))).toBe('context-invalid');
    expect(codeOf(() => serializeContext(new Map([['k', 'v'.repeat(65_530)]])))).toBe('context-invalid');
    expect(codeOf(() => serializeContext(new Map([['k', '\ud800']])))).toBe('context-invalid');
    expect(codeOf(() => serializeContext(new Map([['\udc00k', 'v']])))).toBe('context-invalid');
    const many = new Map(Array.from({ length: 65_536 }, (_, index) => [String(index), '']));
    expect(codeOf(() => serializeContext(many))).toBe('context-invalid');
  });
});

describe('assertContextWritable()', () => {
  it.each([
    [
      'ordinary pairs',
      new Map([
        ['owner', 'eu:1'],
        ['größe', '😀'],
      ]),
      'accepted',
    ],
    ['nothing', new Map<string, string>(), 'accepted'],
    ['the reserved prefix', new Map([['aws-crypto-anything', 'v']]), 'context-invalid'],
    [
      'something near the reserved prefix',
      new Map([
        ['aws-cryptox', 'v'],
        ['Aws-crypto-x', 'v'],
      ]),
      'accepted',
    ],
    ['an empty key', new Map([['', 'v']]), 'context-invalid'],
    ['an empty value', new Map([['k', '']]), 'context-invalid'],
    ['a lone surrogate', new Map([['k', 'x\ud83d']]), 'context-invalid'],
    ['32,767 bytes', new Map([['k', 'v'.repeat(32_767 - 7)]]), 'accepted'],
    ['32,768 bytes', new Map([['k', 'v'.repeat(32_768 - 7)]]), 'context-invalid'],
  ])('%s', (_, context, outcome) => {
    expect(codeOf(() => assertContextWritable(context))).toBe(outcome);
  });
});

describe('parseContext()', () => {
  it('answers any bytes with a context or a named error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const outcome = codeOf(() => parseContext(Uint8Array.from(bytes)));
        expect(['accepted', 'context-invalid']).toContain(outcome);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps keys that objects treat as special', () => {
    const context = new Map([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['toString', 'c'],
    ]);
    expect(parseContext(serializeContext(context))).toEqual(context);
  });
});
