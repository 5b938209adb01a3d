import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { u16, u32 } from '../bytes/integers.ts';
import { AppError } from '../errors.ts';
import {
  type EncryptedDataKey,
  type HeaderParse,
  maxHeaderLength,
  type MessageHeader,
  parseHeader,
  serializeHeader,
} from './header.ts';
import { sealingSuite, type Suite, suiteById, suites } from './suites.ts';

const bytesOf = (minLength: number, maxLength: number): fc.Arbitrary<Bytes> =>
  fc.uint8Array({ minLength, maxLength }).map((bytes) => Uint8Array.from(bytes));
const text = fc.string({ unit: 'binary', maxLength: 12 });

const anyHeader: fc.Arbitrary<MessageHeader> = fc.constantFrom(...suites).chain((suite: Suite) =>
  fc.record({
    suite: fc.constant(suite),
    messageId: suite.version === 1 ? bytesOf(16, 16) : bytesOf(32, 32),
    context: fc.array(fc.tuple(text, text), { maxLength: 5 }).map((pairs) => new Map(pairs)),
    edks: fc.array(
      fc.record({ providerId: text, providerInfo: bytesOf(0, 20), ciphertext: bytesOf(0, 20) }),
      { minLength: 1, maxLength: 4 },
    ),
    content: fc.oneof(
      fc.record({
        type: fc.constant('framed' as const),
        frameLength: fc.integer({ min: 1, max: 0xffff_ffff }),
      }),
      fc.constant({ type: 'unframed' as const }),
    ),
    commitment: suite.committing ? bytesOf(32, 32) : fc.constant(null),
  }),
);

/** A header as it stands in a message, with some authentication. */
function withAuthentication(header: MessageHeader): Bytes {
  return concatBytes(serializeHeader(header), authenticationOf(header));
}

function authenticationOf({ suite }: MessageHeader): Bytes {
  return new Uint8Array(suite.version === 1 ? 28 : 16).map((_, index) => index + 1);
}

function completed(parse: HeaderParse) {
  if (parse.status !== 'complete') throw new Error(`more: ${parse.atLeast}`);
  return parse.parsed;
}

function codeOf(parsing: () => unknown): string {
  try {
    parsing();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
  return 'accepted';
}

const tinyEdk: EncryptedDataKey = {
  providerId: 'p',
  providerInfo: Uint8Array.of(1),
  ciphertext: Uint8Array.of(2),
};
const simple: MessageHeader = {
  suite: sealingSuite,
  messageId: new Uint8Array(32).fill(9),
  context: new Map([['k', 'v']]),
  edks: [tinyEdk],
  content: { type: 'framed', frameLength: 4096 },
  commitment: new Uint8Array(32).fill(8),
};
const simpleV1: MessageHeader = {
  ...simple,
  suite: suiteById(0x0178) ?? sealingSuite,
  messageId: new Uint8Array(16).fill(9),
  commitment: null,
};

/** A header with its bytes from `offset` on replaced. */
function altered(header: MessageHeader, offset: number, ...bytes: number[]): Bytes {
  const copy = withAuthentication(header);
  copy.set(bytes, offset < 0 ? copy.length + offset : offset);
  return copy;
}

/** `simple`, sound but for having no encrypted data key. */
function withoutKeys(): Bytes {
  const bytes = withAuthentication(simple);
  const keysOffset = 35 + 2 + 8;
  return concatBytes(bytes.subarray(0, keysOffset), u16(0), bytes.subarray(keysOffset + 2 + 9));
}

describe('parseHeader()', () => {
  it('reads back what serializeHeader() writes, in both formats', () => {
    fc.assert(
      fc.property(anyHeader, bytesOf(0, 30), (header, following) => {
        const bytes = concatBytes(withAuthentication(header), following);
        const parsed = completed(parseHeader(bytes));
        expect(parsed.header).toEqual(header);
        expect(parsed.body).toEqual(serializeHeader(header));
        expect(parsed.length).toBe(bytes.length - following.length);
        const authentication = authenticationOf(header);
        expect(parsed.tag).toEqual(authentication.subarray(-16));
        expect(parsed.iv).toEqual(
          header.suite.version === 1 ? authentication.subarray(0, 12) : new Uint8Array(12),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('asks for more at every cut, never for less than it has nor more than there is', () => {
    fc.assert(
      fc.property(anyHeader, (header) => {
        const bytes = withAuthentication(header);
        for (let length = 0; length < bytes.length; length++) {
          const parse = parseHeader(bytes.subarray(0, length));
          expect(parse.status).toBe('more');
          if (parse.status !== 'more') return;
          expect(parse.atLeast).toBeGreaterThan(length);
          expect(parse.atLeast).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps nothing of the buffer it was given', () => {
    const bytes = withAuthentication(simple);
    const parsed = completed(parseHeader(bytes));
    bytes.fill(0);
    expect(parsed.header).toEqual(simple);
    expect(parsed.body).toEqual(serializeHeader(simple));
  });

  it('reads a view that starts inside its buffer', () => {
    const bytes = withAuthentication(simple);
    const view = concatBytes(new Uint8Array(5), bytes).subarray(5);
    expect(completed(parseHeader(view)).header).toEqual(simple);
  });

  it.each([
    ['a PDF', '%PDF-1.7', 'message-not-ours'],
    ['a ZIP', 'PK\u0003\u0004', 'message-not-ours'],
    ['base64 of format 2', 'AgR4TfvR', 'message-not-ours'],
    ['base64 of format 1', 'AYADeAAA', 'message-not-ours'],
    ['format 1 without its type byte', '\u0001\u0000', 'message-not-ours'],
    ['format 3', '\u0003\u0004\u0078', 'message-not-ours'],
    ['an unknown suite', '\u0002\u0006\u0078', 'message-unsupported'],
    ['format 2 with a suite of format 1', '\u0002\u0001\u0078', 'message-malformed'],
  ])('names %s', (_, start, code) => {
    expect(codeOf(() => parseHeader(Uint8Array.from(Buffer.from(start, 'latin1'))))).toBe(code);
  });

  it('says so when the bytes look like base64', () => {
    expect(() => parseHeader(Uint8Array.from(Buffer.from('AgR4')))).toThrow('base64');
  });

  it('refuses format 1 with a committing suite', () => {
    expect(codeOf(() => parseHeader(Uint8Array.of(1, 0x80, 0x04, 0x78)))).toBe('message-malformed');
  });

  const contextOffset = 35;
  const keysOffset = contextOffset + 2 + 8;
  const tailOffset = -(16 + 32 + 4 + 1);
  const tailOffsetV1 = -(28 + 4 + 1 + 4 + 1);

  it.each([
    ['no encrypted data key', () => withoutKeys(), 'message-malformed'],
    ['content type 0', () => altered(simple, tailOffset, 0), 'message-malformed'],
    ['content type 3', () => altered(simple, tailOffset, 3), 'message-malformed'],
    [
      'framed with a frame length of 0',
      () => altered(simple, tailOffset, 2, 0, 0, 0, 0),
      'message-malformed',
    ],
    ['unframed with a frame length', () => altered(simple, tailOffset, 1), 'message-malformed'],
    ['a provider id that is not UTF-8', () => altered(simple, keysOffset + 4, 0xff), 'message-malformed'],
    ['format 1 with reserved bytes set', () => altered(simpleV1, tailOffsetV1 + 4, 1), 'message-malformed'],
    ['format 1 with another IV length', () => altered(simpleV1, tailOffsetV1 + 5, 11), 'message-malformed'],
    ['a context count of 0', () => altered(simple, contextOffset + 2, 0, 0), 'context-invalid'],
    ['more context pairs than bytes', () => altered(simple, contextOffset + 2, 0, 2), 'context-invalid'],
    ['a context key past its end', () => altered(simple, contextOffset + 4, 0, 9), 'context-invalid'],
    ['a context that is not UTF-8', () => altered(simple, contextOffset + 6, 0xc0), 'context-invalid'],
    [
      'a context value shorter than its room',
      () => altered(simple, contextOffset + 7, 0, 0),
      'context-invalid',
    ],
  ])('refuses %s', (_, make, code) => {
    expect(codeOf(() => parseHeader(make()))).toBe(code);
  });

  it('refuses a context key that appears twice', () => {
    const bytes = withAuthentication({
      ...simple,
      context: new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    });
    const second = contextOffset + 2 + 2 + 6 + 2;
    expect(bytes[second]).toBe('b'.charCodeAt(0));
    bytes[second] = 'a'.charCodeAt(0);
    expect(codeOf(() => parseHeader(bytes))).toBe('context-invalid');
  });

  it('reads a context that is not sorted, and one with an empty key or value', () => {
    const bytes = withAuthentication({
      ...simple,
      context: new Map([
        ['a', '1'],
        ['b', '2'],
      ]),
    });
    bytes[contextOffset + 2 + 2 + 2] = 'c'.charCodeAt(0);
    expect([...completed(parseHeader(bytes)).header.context]).toEqual([
      ['c', '1'],
      ['b', '2'],
    ]);
    const empty: MessageHeader = {
      ...simple,
      context: new Map([
        ['', 'v'],
        ['k', ''],
      ]),
    };
    expect(completed(parseHeader(withAuthentication(empty))).header.context).toEqual(empty.context);
  });

  it('allocates nothing for lengths a header claims', () => {
    const start = concatBytes(Uint8Array.of(2, 4, 0x78), new Uint8Array(32));
    const claims = [
      concatBytes(start, u16(0xffff)),
      concatBytes(start, u16(0), u16(0xffff), u16(0xffff)),
      concatBytes(start, u16(0), u16(0xffff), u16(0), u16(0), u16(0xffff)),
    ];
    const before = process.memoryUsage().arrayBuffers;
    for (const claim of claims) {
      const parse = parseHeader(claim);
      expect(parse.status === 'more' && parse.atLeast).toBeLessThan(200_000);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024);
  });

  it('refuses a header longer than the bound, as soon as that shows', () => {
    const field = concatBytes(u16(0xffff), new Uint8Array(0xffff));
    const start = concatBytes(Uint8Array.of(2, 4, 0x78), new Uint8Array(32), u16(0), u16(0xffff));
    const fields = Array.from({ length: 15 }, () => field);
    expect(parseHeader(concatBytes(start, ...fields)).status).toBe('more');
    const sixteenth = concatBytes(start, ...fields, u16(0xffff));
    expect(sixteenth.length).toBeLessThan(maxHeaderLength);
    expect(codeOf(() => parseHeader(sixteenth))).toBe('message-malformed');
  });

  const namedCodes = /^(message-(not-ours|unsupported|malformed)|context-invalid)$/;

  function expectNamedOutcome(bytes: Bytes): void {
    const before = bytes.slice();
    try {
      const parse = parseHeader(bytes);
      if (parse.status === 'more') expect(parse.atLeast).toBeGreaterThan(bytes.length);
      else expect(parse.parsed.length).toBeLessThanOrEqual(bytes.length);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      expect(thrown.code).toMatch(namedCodes);
    }
    expect(bytes).toEqual(before);
  }

  it('answers random bytes with a parse or a named error', () => {
    const starts = fc.constantFrom(
      [],
      [2],
      [2, 4, 0x78],
      [2, 5, 0x78],
      [1, 0x80],
      [1, 0x80, 0x01, 0x78],
      [...concatBytes(Uint8Array.of(2, 4, 0x78), new Uint8Array(32), u16(0))],
      [...concatBytes(Uint8Array.of(1, 0x80, 3, 0x78), new Uint8Array(16), u16(0))],
    );
    fc.assert(
      fc.property(starts, bytesOf(0, 300), (start, rest) => {
        expectNamedOutcome(concatBytes(Uint8Array.from(start), rest));
      }),
      { numRuns: 5000 },
    );
  });

  it('answers mutated headers with a parse or a named error', () => {
    const mutation = fc.record({
      at: fc.nat(),
      remove: fc.integer({ min: 0, max: 4 }),
      insert: bytesOf(0, 4),
    });
    fc.assert(
      fc.property(anyHeader, fc.array(mutation, { minLength: 1, maxLength: 6 }), (header, mutations) => {
        let bytes = withAuthentication(header);
        for (const { at, remove, insert } of mutations) {
          const offset = at % (bytes.length + 1);
          bytes = concatBytes(bytes.subarray(0, offset), insert, bytes.subarray(offset + remove));
        }
        expectNamedOutcome(bytes);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('serializeHeader()', () => {
  it('writes format 2 field by field', () => {
    expect(serializeHeader(simple)).toEqual(
      concatBytes(
        Uint8Array.of(2, 0x04, 0x78),
        simple.messageId,
        u16(8),
        Uint8Array.of(0, 1, 0, 1, 0x6b, 0, 1, 0x76),
        u16(1),
        Uint8Array.of(0, 1, 0x70, 0, 1, 1, 0, 1, 2),
        Uint8Array.of(2),
        u32(4096),
        new Uint8Array(32).fill(8),
      ),
    );
  });

  it('writes no count for an empty context', () => {
    expect([...serializeHeader({ ...simple, context: new Map() }).subarray(35, 39)]).toEqual([0, 0, 0, 1]);
  });

  it.each([
    ['a message id of another length', { messageId: new Uint8Array(16) }],
    ['no commitment', { commitment: null }],
    ['a commitment of another length', { commitment: new Uint8Array(31) }],
    ['no encrypted data key', { edks: [] }],
    ['a frame length of 0', { content: { type: 'framed' as const, frameLength: 0 } }],
    ['a frame length beyond 32 bits', { content: { type: 'framed' as const, frameLength: 2 ** 32 } }],
    ['a fraction of a frame length', { content: { type: 'framed' as const, frameLength: 0.5 } }],
    ['a key field beyond 16 bits', { edks: [{ ...tinyEdk, providerId: 'x'.repeat(65_536) }] }],
    [
      'more than the bound',
      { edks: Array.from({ length: 17 }, () => ({ ...tinyEdk, providerId: 'x'.repeat(65_535) })) },
    ],
  ])('refuses %s', (_, changes) => {
    expect(codeOf(() => serializeHeader({ ...simple, ...changes }))).toBe('internal');
  });
});
