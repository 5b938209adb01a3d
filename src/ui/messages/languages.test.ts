import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../errors.ts';
import { languageFor, languages } from './languages.ts';
import { words } from './words.ts';

describe('languageFor()', () => {
  it.each([
    ['en', null, []],
    ['en', null, ['fr-FR', 'en-GB']],
    ['de', null, ['fr-FR', 'de-AT', 'en']],
    ['ar', null, ['ar-EG']],
    ['ja', 'ja', ['de-DE']],
    ['de', 'nonsense', ['de-DE']],
    ['en', 'nonsense', ['tlh']],
  ] as const)('speaks %s where %j was chosen and %j are wished', (spoken, chosen, wished) => {
    expect(languageFor(chosen, wished)).toBe(spoken);
  });
});

/** What is the same in every language: names of products, of operations, of fields as AWS has them, and units. */
const notTranslated =
  /^(?:locale|product|.*\.calls\.\d|.*(?:\.|^)sseNames\..*|.*\.rotateCommand|.*\.uses\.\d|.*\.(?:arn|etag|iv|pem))$/u;

/** Words that a language has in common with English. */
const sameWords: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Name',
    'Filter',
    'Text',
    'Region',
    'Status',
    'Operation',
    'Rotation',
    'Bytes',
    'Version',
    'Hash',
    'Tags',
  ],
  ja: [],
  ar: [],
};

/** Sentences of nothing but these are the same everywhere. */
const technical =
  /^(?:[\d\s.,:;/+()]|AWS|KMS|Amazon|S3|Cognito|STS|CORS|HTTP|SSE-\w+|DSSE-KMS|ARN|ETag|IV|PEM|UTF-8|MiB|Multi-Region|Commitment|Key Commitment|Header|Frames?|base64|sealdrop)*$/u;

type Leaf = readonly [path: string, value: unknown];

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leaves(inner, path === '' ? name : `${path}.${name}`),
  );
}

const told = ['\u{e001}', '\u{e002}', '\u{e003}', '\u{e004}'] as const;

/** What a message says of marks in the place of names; null where it wants other things than names and numbers. */
function saidOf(message: unknown, args: readonly unknown[]): string | null {
  if (typeof message === 'string') return message;
  if (typeof message !== 'function') return null;
  try {
    const said: unknown = message(...args);
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}

describe.each(languages.filter((language) => language !== 'en'))('%s', (language) => {
  const parts = ['page', 'doctor', 'keyBench', 'storageUse'] as const;

  it.each(parts)('says on its %s all that English says, and in its own words', async (part) => {
    const english = leaves(await words.en[part]());
    const own = new Map(leaves(await words[language][part]()));
    expect([...own.keys()].toSorted()).toEqual(english.map(([path]) => path).toSorted());
    const untranslated = english.filter(([path, value]) => {
      const said = own.get(path);
      if (typeof said !== typeof value) return true;
      if (typeof value !== 'string' || value === '') return false;
      return (
        said === value &&
        !notTranslated.test(path) &&
        !technical.test(value) &&
        sameWords[language]?.includes(value) !== true
      );
    });
    expect(untranslated).toEqual([]);
  });

  it.each(parts)('uses on its %s every name that English uses', async (part) => {
    const own = new Map(leaves(await words[language][part]()));
    for (const [path, message] of leaves(await words.en[part]())) {
      if (typeof message !== 'function' || path === 'describeError') continue;
      const said = saidOf(own.get(path), told);
      const inEnglish = saidOf(message, told);
      if (said === null || inEnglish === null) continue;
      for (const mark of told) expect(said.includes(mark), `${path}: ${said}`).toBe(inEnglish.includes(mark));
    }
  });

  it('has a sentence and an advice for every failure, none of them the English one', async () => {
    const [english, own] = [await words.en.page(), await words[language].page()];
    for (const code of errorCodes) {
      for (const details of [
        {},
        { service: 's3', frame: 1204, field: 'x', name: 'x', limit: 5, length: 6 },
      ]) {
        const said = own.describeError({ code, message: '', details });
        const inEnglish = english.describeError({ code, message: '', details });
        expect(said.title).not.toBe(inEnglish.title);
        expect(said.advice).not.toBe(inEnglish.advice);
        expect(`${said.title} ${said.advice}`).not.toMatch(/undefined|null|\[object| {2}|\.\.|。。/u);
        expect(said.title).toMatch(/[.。]$/u);
        expect(said.advice).toMatch(/[.。]$/u);
      }
    }
  });
});
