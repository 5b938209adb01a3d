import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { utf8Encode } from '../bytes/text.ts';
import { type MessageHeader, serializeHeader } from '../message/header.ts';
import { sealingSuite, suiteById, suites } from '../message/suites.ts';
import type { Anatomy } from './anatomy.ts';
import { readAnatomy } from './read-anatomy.ts';

const bytesOf = (minLength: number, maxLength: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Uint8Array.from(bytes));
const text = fc.string({ unit: 'binary', maxLength: 12 });

/** Whole headers of both formats, with some authentication. */
const anyHeader = fc.constantFrom(...suites).chain((suite) =>
  fc
    .record({
      suite: fc.constant(suite),
      messageId: suite.version === 1 ? bytesOf(16, 16) : bytesOf(32, 32),
      context: fc.array(fc.tuple(text, text), { maxLength: 4 }).map((pairs) => new Map(pairs)),
      edks: fc.array(
        fc.record({ providerId: text, providerInfo: bytesOf(0, 9), ciphertext: bytesOf(0, 9) }),
        {
          minLength: 1,
          maxLength: 4,
        },
      ),
      content: fc.constantFrom({ type: 'framed', frameLength: 4096 } as const, { type: 'unframed' } as const),
      commitment: suite.committing ? bytesOf(32, 32) : fc.constant(null),
    })
    .map((header) => ({ header, bytes: authenticated(header) })),
);

function authenticated(header: MessageHeader): Bytes {
  return concatBytes(serializeHeader(header), new Uint8Array(header.suite.version === 1 ? 28 : 16).fill(7));
}

/** Fails unless the fields cover the bytes in order, without gap or overlap. */
function expectTiled({ bytes, fields }: Anatomy): void {
  let end = 0;
  for (const { offset, length } of fields) {
    expect(offset).toBe(end);
    end += length;
  }
  expect(end).toBe(bytes.length);
}

const simple: MessageHeader = {
  suite: sealingSuite,
  messageId: new Uint8Array(32).fill(9),
  context: new Map([['owner', 'me']]),
  edks: [
    { providerId: 'aws-kms', providerInfo: utf8Encode('arn'), ciphertext: Uint8Array.of(1, 2) },
    { providerId: 'raw', providerInfo: Uint8Array.of(0xff), ciphertext: Uint8Array.of(3) },
  ],
  content: { type: 'framed', frameLength: 4096 },
  commitment: new Uint8Array(32).fill(8),
};

const last = (...bytes: readonly number[]) => readAnatomy(Uint8Array.from(bytes), null).fields.at(-1)?.field;

describe('readAnatomy()', () => {
  it('accounts for every byte of any header by one field', () => {
    fc.assert(
      fc.property(anyHeader, bytesOf(0, 40), ({ header, bytes }, body) => {
        const anatomy = readAnatomy(concatBytes(bytes, body), bytes.length);
        expectTiled(anatomy);
        expect(anatomy.bytes).toEqual(bytes);
        const count = (field: string) => anatomy.fields.filter((place) => place.field === field).length;
        expect(count('wrapped-key')).toBe(header.edks.length);
        expect(count('context-value')).toBe(header.context.size);
        expect(count('commitment')).toBe(header.suite.committing ? 1 : 0);
        expect(count('header-iv')).toBe(header.suite.version === 1 ? 1 : 0);
        expect(anatomy.fields.at(-1)?.field).toBe('header-tag');
      }),
    );
  });

  it('accounts for what there is of a header that is cut anywhere', () => {
    fc.assert(
      fc.property(anyHeader, fc.nat(), ({ bytes }, at) => {
        const cut = bytes.slice(0, at % bytes.length);
        const anatomy = readAnatomy(cut, null);
        expectTiled(anatomy);
        expect(anatomy.bytes).toEqual(cut);
      }),
    );
  });

  it('answers any bytes, changed headers too, with fields that fit them', () => {
    const changed = fc
      .tuple(anyHeader, fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([{ bytes }, at, mask]) =>
        bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte)),
      );
    fc.assert(
      fc.property(fc.oneof(bytesOf(0, 200), changed), (bytes) => {
        const anatomy = readAnatomy(Uint8Array.from(bytes), null);
        expectTiled(anatomy);
        expect(anatomy.bytes).toEqual(Uint8Array.from(bytes).slice(0, anatomy.bytes.length));
      }),
    );
  });

  it('says what stands in each field', () => {
    const { fields } = readAnatomy(authenticated(simple), authenticated(simple).length);
    const said = fields.map(({ field, index, value }) => [field, index, value]);
    expect(said).toEqual([
      ['version', null, '2'],
      ['suite', null, '0x0478'],
      ['message-id', null, null],
      ['context-length', null, '13'],
      ['context-count', null, '1'],
      ['context-name-length', 0, '5'],
      ['context-name', 0, 'owner'],
      ['context-value-length', 0, '2'],
      ['context-value', 0, 'me'],
      ['key-count', null, '2'],
      ['provider-id-length', 0, '7'],
      ['provider-id', 0, 'aws-kms'],
      ['provider-info-length', 0, '3'],
      ['provider-info', 0, 'arn'],
      ['wrapped-key-length', 0, '2'],
      ['wrapped-key', 0, null],
      ['provider-id-length', 1, '3'],
      ['provider-id', 1, 'raw'],
      ['provider-info-length', 1, '1'],
      ['provider-info', 1, null],
      ['wrapped-key-length', 1, '1'],
      ['wrapped-key', 1, null],
      ['content-type', null, '2'],
      ['frame-length', null, '4096'],
      ['commitment', null, null],
      ['header-tag', null, null],
    ]);
  });

  it('has the fields of format 1 in their own order', () => {
    const suite = suiteById(0x0178) ?? sealingSuite;
    const header = { ...simple, suite, messageId: new Uint8Array(16), context: new Map(), commitment: null };
    const bytes = authenticated({ ...header, edks: simple.edks.slice(0, 1) });
    expect(readAnatomy(bytes, bytes.length).fields.map(({ field, value }) => `${field} ${value}`)).toEqual([
      'version 1',
      'type 0x80',
      'suite 0x0178',
      'message-id null',
      'context-length 0',
      'key-count 1',
      'provider-id-length 7',
      'provider-id aws-kms',
      'provider-info-length 3',
      'provider-info arn',
      'wrapped-key-length 2',
      'wrapped-key null',
      'content-type 2',
      'reserved 0',
      'iv-length 12',
      'frame-length 4096',
      'header-iv null',
      'header-tag null',
    ]);
  });

  it('stops where the header leaves open what follows', () => {
    expect(last()).toBeUndefined();
    expect(last(0x25, 0x50)).toBeUndefined();
    expect(last(1, 0x7f)).toBeUndefined();
    expect(last(2, 0x99, 0x99, 1, 2, 3)).toBe('suite');
    expect(last(2, 0x01, 0x78, 1, 2, 3)).toBe('suite');
    const noKeys = [2, 4, 0x78, ...new Uint8Array(32), 0, 0, 0, 0, 1, 2, 3];
    expect(last(...noKeys)).toBe('key-count');
  });

  it('lets no pair reach beyond the context that holds it', () => {
    const bytes = authenticated(simple);
    const lengthOfValue = readAnatomy(bytes, bytes.length).fields.find(
      ({ field }) => field === 'context-value-length',
    );
    const hostile = bytes.with((lengthOfValue?.offset ?? 0) + 1, 200);
    const anatomy = readAnatomy(hostile, null);
    expectTiled(anatomy);
    expect(anatomy.fields.at(-1)).toMatchObject({ field: 'context-value', length: 2, value: null });
  });

  it('shows forty wrapped keys and a context of 30 KB whole', () => {
    const edk = { providerId: 'aws-kms', providerInfo: utf8Encode('arn'), ciphertext: new Uint8Array(184) };
    const context = new Map(Array.from({ length: 30 }, (_, index) => [`name ${index}`, 'v'.repeat(1000)]));
    const bytes = authenticated({ ...simple, context, edks: Array.from({ length: 40 }, () => edk) });
    const anatomy = readAnatomy(bytes, bytes.length);
    expectTiled(anatomy);
    expect(anatomy.bytes).toHaveLength(bytes.length);
    expect(anatomy.fields.filter(({ field }) => field === 'wrapped-key').map(({ index }) => index)).toEqual(
      Array.from({ length: 40 }, (_, index) => index),
    );
  });

  it('bounds what is shown of a header without an end, and of one with a hundred thousand fields', () => {
    const edk = { providerId: '', providerInfo: new Uint8Array(0), ciphertext: new Uint8Array(60_000) };
    const long = authenticated({ ...simple, edks: Array.from({ length: 3 }, () => edk) });
    expect(readAnatomy(long, null).bytes).toHaveLength(64 * 1024);
    const empty = { ...edk, ciphertext: new Uint8Array(0) };
    const many = authenticated({ ...simple, edks: Array.from({ length: 20_000 }, () => empty) });
    const anatomy = readAnatomy(many, many.length);
    expectTiled(anatomy);
    expect(anatomy.fields).toHaveLength(32_768);
  });
});
