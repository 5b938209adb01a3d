import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  type MessageHeader as OfficialHeader,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { readU32, u32 } from '../bytes/integers.ts';
import { utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import { type EncryptionContext, serializeContext } from '../message/context.ts';
import { type EncryptedDataKey, type ParsedHeader, parseHeader } from '../message/header.ts';
import { defaultFrameLength } from '../message/sizes.ts';
import { sealingSuite, type Suite, suites } from '../message/suites.ts';
import { type DataKey, importDataKey } from './data-key.ts';
import { readRanged, readStreamed, refusalOf, sealMessage } from './message-fixture.ts';
import { openWhole } from './whole.ts';

/** The official client on one side, this codec with a raw AES wrapping key (specification: raw-aes-keyring) on the other. */

const wrappingKey = Uint8Array.from(randomBytes(32));
const keyNamespace = 'sealdrop tests';
const keyName = 'a wrapping key';

/** The client sorts the header's context by UTF-8 bytes always, the keyring's only when told to. */
function keyring(utf8Sorting = true): RawAesKeyringNode {
  return new RawAesKeyringNode({
    keyNamespace,
    keyName,
    unencryptedMasterKey: isolated(wrappingKey),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
    utf8Sorting,
  });
}

const strict = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const legacy = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);

/** The official keyring takes over the buffer behind a key. */
function isolated(bytes: Bytes): Bytes {
  return bytes.slice();
}

async function aesKey(usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', wrappingKey, 'AES-GCM', false, [usage]);
}

async function wrap(raw: Bytes, context: EncryptionContext): Promise<EncryptedDataKey> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: 'AES-GCM', iv, additionalData: serializeContext(context) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, await aesKey('encrypt'), raw));
  const providerInfo = concatBytes(utf8Encode(keyName), u32(128), u32(12), iv);
  return { providerId: keyNamespace, providerInfo, ciphertext: sealed };
}

async function unwrap({ header }: ParsedHeader): Promise<DataKey> {
  const [edk] = header.edks;
  if (edk === undefined) throw new Error('no key');
  const info = edk.providerInfo.subarray(utf8Encode(keyName).length);
  expect([readU32(info, 0), readU32(info, 4)]).toEqual([128, 12]);
  const algorithm = {
    name: 'AES-GCM',
    iv: info.subarray(8),
    additionalData: serializeContext(header.context),
  };
  const raw = new Uint8Array(await crypto.subtle.decrypt(algorithm, await aesKey('decrypt'), edk.ciphertext));
  return importDataKey(header.suite, raw);
}

async function unwrapOrRefuse(parsed: ParsedHeader): Promise<DataKey> {
  try {
    return await unwrap(parsed);
  } catch (cause) {
    throw new AppError('no-usable-key', 'the wrapped key does not open', { cause });
  }
}

async function seal(plaintext: Bytes, context: EncryptionContext, frameLength: number): Promise<Bytes> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const edks = [await wrap(raw, context)];
  const dataKey = await importDataKey(sealingSuite, raw);
  return (await sealMessage({ dataKey, plaintext, frameLength, context, edks })).message;
}

async function openOfficially(message: Bytes): Promise<{ plaintext: Buffer; messageHeader: OfficialHeader }> {
  return strict.decrypt(keyring(), Buffer.from(message));
}

function officialId({ id }: Suite): AlgorithmSuiteIdentifier {
  const ids = Object.values(AlgorithmSuiteIdentifier).filter((value) => typeof value === 'number');
  const official = ids.find((value) => String(value) === String(id));
  if (official === undefined) throw new Error('the official client has no such suite');
  return official;
}

async function sealOfficially(
  suite: Suite,
  plaintext: Bytes,
  context: EncryptionContext,
  frameLength: number,
): Promise<Bytes> {
  const client = suite.committing ? strict : legacy;
  const { result } = await client.encrypt(keyring(), Buffer.from(plaintext), {
    suiteId: officialId(suite),
    encryptionContext: Object.fromEntries(context),
    frameLength,
  });
  return Uint8Array.from(result);
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function randomPlaintext(length: number): Bytes {
  return Uint8Array.from(randomBytes(length));
}

const frame = 4096;
const lengths = [0, 1, frame - 1, frame, frame + 1, 3.5 * frame];
const plain: EncryptionContext = new Map([['purpose', 'interop']]);
/** UTF-16 order puts the surrogates of 😀 and 𝒜 before U+FB01 and U+FF21; UTF-8 order puts them after. */
const contexts: readonly (readonly [string, EncryptionContext])[] = [
  ['none', new Map()],
  [
    'ASCII, several, unsorted',
    new Map([
      ['b', '2'],
      ['a', '1'],
      ['B', '3'],
      ['aa', '4'],
      ['Z', '5'],
    ]),
  ],
  [
    'non-ASCII',
    new Map([
      ['prénom', 'Zoë'],
      ['größe', 'ß'],
      ['名前', '山田'],
      ['z', 'é'],
      ['é', 'z'],
    ]),
  ],
  [
    'non-BMP',
    new Map([
      ['😀', '𝒜'],
      ['\uFB01', 'ligature'],
      ['𝒜', '😀'],
      ['\uFF21', 'wide'],
      ['a', 'b'],
    ]),
  ],
];

describe('@aws-crypto/client-node opens what we write', () => {
  it.each(lengths)('%i bytes in frames of 4096', async (length) => {
    const plaintext = randomPlaintext(length);
    const opened = await openOfficially(await seal(plaintext, plain, frame));
    expect(digest(opened.plaintext)).toBe(digest(plaintext));
    expect(opened.messageHeader.suiteId).toBe(0x0478);
    expect({ ...opened.messageHeader.encryptionContext }).toEqual(Object.fromEntries(plain));
  });

  it('50 MB in frames of 256 KiB', { timeout: 120_000 }, async () => {
    const plaintext = randomPlaintext(50_000_000);
    const opened = await openOfficially(await seal(plaintext, plain, defaultFrameLength));
    expect(digest(opened.plaintext)).toBe(digest(plaintext));
  });

  it.each(contexts)('with an encryption context: %s', async (_, context) => {
    const opened = await openOfficially(await seal(randomPlaintext(10), context, frame));
    expect({ ...opened.messageHeader.encryptionContext }).toEqual(Object.fromEntries(context));
  });

  it('in a stream, without a signature to wait for', async () => {
    const plaintext = randomPlaintext(3.5 * frame);
    const opening = strict.decryptUnsignedMessageStream(keyring());
    opening.end(Buffer.from(await seal(plaintext, plain, frame)));
    const parts: Buffer[] = [];
    opening.on('data', (part: Buffer) => parts.push(part));
    await once(opening, 'end');
    expect(digest(Buffer.concat(parts))).toBe(digest(plaintext));
  });
});

describe('we open what @aws-crypto/client-node writes', () => {
  it.each(lengths)('%i bytes in frames of 4096: whole, streamed and ranged', async (length) => {
    const plaintext = randomPlaintext(length);
    const message = await sealOfficially(sealingSuite, plaintext, plain, frame);
    const { header, plaintext: opened } = await openWhole(message, unwrap, { allowUncommitted: false });
    expect(digest(opened)).toBe(digest(plaintext));
    expect(header.context).toEqual(plain);
    const dataKey = await unwrap(parsedOf(message));
    for (const read of [readStreamed(1000), readStreamed(message.length), readRanged(), readRanged(999)]) {
      expect(digest(await read(message, dataKey))).toBe(digest(plaintext));
    }
  });

  it('50 MB in frames of 256 KiB', { timeout: 120_000 }, async () => {
    const plaintext = randomPlaintext(50_000_000);
    const message = await sealOfficially(sealingSuite, plaintext, plain, defaultFrameLength);
    const opened = await openWhole(message, unwrap, { allowUncommitted: false });
    expect(digest(opened.plaintext)).toBe(digest(plaintext));
    const streamed = await readStreamed(8 * 1024 * 1024)(message, await unwrap(parsedOf(message)));
    expect(digest(streamed)).toBe(digest(plaintext));
  });

  it.each(contexts)(
    'with an encryption context: %s, sorted by UTF-8 bytes as we sort',
    async (_, context) => {
      const message = await sealOfficially(sealingSuite, randomPlaintext(10), context, frame);
      const { header } = await openWhole(message, unwrap, { allowUncommitted: false });
      expect(header.context).toEqual(context);
      const { body } = parsedOf(message);
      const ours = serializeContext(context);
      expect(body.subarray(37, 37 + ours.length)).toEqual(ours);
    },
  );

  it('but for its raw AES keyring left to its default, which wraps under a context in locale order', async () => {
    const context = new Map([
      ['B', '1'],
      ['a', '2'],
    ]);
    const { result } = await strict.encrypt(keyring(false), Buffer.from('x'), {
      suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
      encryptionContext: Object.fromEntries(context),
    });
    const opening = openWhole(Uint8Array.from(result), unwrap, { allowUncommitted: false });
    await expect(opening).rejects.toMatchObject({ name: 'OperationError' });
  });

  it.each(suites.map((suite) => [suite.name, suite] as const))('in suite %s', async (_, suite) => {
    for (const length of [0, 1, 100, 101, 350]) {
      const plaintext = randomPlaintext(length);
      const message = await sealOfficially(suite, plaintext, plain, 100);
      const opened = await openWhole(message, unwrap, { allowUncommitted: !suite.committing });
      expect(opened.header.suite).toBe(suite);
      expect(opened.plaintext).toEqual(plaintext);
    }
  });
});

describe('messages of other suites that the official client writes', () => {
  const uncommitted = suites
    .filter((suite) => !suite.committing)
    .map((suite) => [suite.name, suite] as const);
  const signed = suites
    .filter((suite) => suite.signature !== null)
    .map((suite) => [suite.name, suite] as const);

  it.each(uncommitted)('are refused before their key is asked for, unless allowed: %s', async (_, suite) => {
    const message = await sealOfficially(suite, randomPlaintext(10), plain, 100);
    let asked = 0;
    const opening = openWhole(
      message,
      (parsed) => {
        asked++;
        return unwrap(parsed);
      },
      { allowUncommitted: false },
    );
    expect((await refusalOf(opening)).code).toBe('message-uncommitted');
    expect(asked).toBe(0);
  });

  it.each(uncommitted)('are refused when any byte changes, is cut off or added: %s', async (_, suite) => {
    const message = await sealOfficially(suite, randomPlaintext(20), new Map([['k', 'v']]), 8);
    for (let position = 0; position < message.length; position++) {
      const copy = message.slice();
      copy[position] = (copy[position] ?? 0) ^ (1 << (position % 8));
      await refusalOf(open(copy));
      await refusalOf(open(message.slice(0, position)));
    }
    expect((await refusalOf(open(concatBytes(message, Uint8Array.of(0))))).code).toBe(
      'message-trailing-bytes',
    );
  });

  it.each(signed)(
    'are not released when their signature is by another key or over another message: %s',
    async (_, suite) => {
      const write = (): Promise<Bytes> => sealOfficially(suite, randomPlaintext(20), plain, 8);
      const [message, other] = await Promise.all([write(), write()]);
      const options = { allowUncommitted: true };
      const footer = footerOffset(message, 3);
      const mixed = concatBytes(message.subarray(0, footer), other.subarray(footerOffset(other, 3)));
      expect((await refusalOf(openWhole(mixed, unwrap, options))).code).toBe('signature-invalid');
      expect((await refusalOf(openWhole(message.slice(0, footer), unwrap, options))).code).toBe(
        'message-truncated',
      );
      for (const read of [readStreamed(100), readRanged()]) {
        const forbidden = read(message, { ...(await unwrap(parsedOf(message))), suite });
        const expected = suite.committing ? 'message-too-large-to-hold' : 'message-uncommitted';
        expect((await refusalOf(forbidden)).code).toBe(expected);
      }
    },
  );
});

function parsedOf(message: Bytes): ParsedHeader {
  const parse = parseHeader(message);
  if (parse.status !== 'complete') throw new Error('incomplete header');
  return parse.parsed;
}

/** Twenty bytes in frames of eight: two regular frames and the final one. */
function footerOffset(message: Bytes, frames: number): number {
  return parsedOf(message).length + (frames - 1) * (8 + 32) + 4 + 40;
}

function open(bytes: Bytes): Promise<unknown> {
  return openWhole(bytes, unwrapOrRefuse, { allowUncommitted: true });
}
