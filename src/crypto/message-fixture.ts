import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import type { EncryptionContext } from '../message/context.ts';
import { type EncryptedDataKey, type ParsedHeader, parseHeader } from '../message/header.ts';
import { plaintextLengthOf } from '../message/sizes.ts';
import { sealingSuite } from '../message/suites.ts';
import { type DataKey, importDataKey } from './data-key.ts';
import { createBodyOpener, type VerifiedHeader, verifyHeader } from './opener.ts';
import { openRange } from './ranged.ts';
import { createSealer } from './sealer.ts';
import { openWhole } from './whole.ts';

/** Messages for tests, and the three ways of reading them. */

export const tinyEdk: EncryptedDataKey = {
  providerId: 'p',
  providerInfo: Uint8Array.of(1),
  ciphertext: Uint8Array.of(2),
};

export function dataKeyOf(fill: number): Promise<DataKey> {
  return importDataKey(sealingSuite, new Uint8Array(32).fill(fill));
}

/** Bytes that differ from place to place, the same every time. */
export function patternOf(length: number): Bytes {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >>> 8)) & 0xff);
}

/** A whole message as stored, and its parts. */
export async function sealMessage(input: {
  readonly dataKey: DataKey;
  readonly plaintext: Bytes;
  readonly frameLength: number;
  readonly context?: EncryptionContext;
  readonly edks?: readonly EncryptedDataKey[];
  readonly messageId?: Bytes;
}): Promise<{ message: Bytes; header: Bytes; frames: Bytes[] }> {
  const { plaintext, frameLength } = input;
  const sealer = await createSealer({
    dataKey: input.dataKey,
    edks: input.edks ?? [tinyEdk],
    context: input.context ?? new Map([['k', 'v']]),
    frameLength,
    plaintextLength: plaintext.length,
    ...(input.messageId === undefined ? {} : { messageId: input.messageId }),
  });
  const frames = await Promise.all(
    Array.from({ length: sealer.frameCount }, async (_, index) => {
      const part = plaintext.subarray(index * frameLength, (index + 1) * frameLength);
      const { prefix, sealed } = await sealer.sealFrame(index + 1, part);
      return concatBytes(prefix, sealed);
    }),
  );
  const message = concatBytes(sealer.header, ...frames);
  if (message.length !== sealer.messageLength) throw new Error('messageLength is wrong');
  return { message, header: sealer.header, frames };
}

export async function verifyFirst(message: Bytes, dataKey: DataKey): Promise<VerifiedHeader> {
  const parse = parseHeader(message);
  if (parse.status === 'more') throw new AppError('message-truncated', 'header');
  return verifyHeader(parse.parsed, forSuite(dataKey, parse.parsed), { allowUncommitted: false });
}

/** A keyring imports the key for whatever suite a header names. */
function forSuite(dataKey: DataKey, { header }: ParsedHeader): DataKey {
  return { ...dataKey, suite: header.suite };
}

export type Reading = (message: Bytes, dataKey: DataKey, verified?: VerifiedHeader) => Promise<Bytes>;

export const readWhole: Reading = async (message, dataKey) =>
  (
    await openWhole(message, (parsed) => Promise.resolve(forSuite(dataKey, parsed)), {
      allowUncommitted: false,
    })
  ).plaintext;

/** Streams the body in chunks of these lengths, over and over. A verified header saves checking it again. */
export function readStreamed(...chunkLengths: readonly number[]): Reading {
  return async (message, dataKey, verified) => {
    const header = verified ?? (await verifyFirst(message, dataKey));
    const opener = createBodyOpener(header);
    const released: Bytes[] = [];
    let offset = header.parsed.length;
    for (let turn = 0; offset < message.length; turn++) {
      const length = chunkLengths[turn % chunkLengths.length] ?? message.length;
      for await (const plaintext of opener.push(message.subarray(offset, offset + length)))
        released.push(plaintext);
      offset += length;
    }
    opener.finish();
    return concatBytes(...released);
  };
}

/** Reads all of it as one range, or as ranges of `rangeLength` bytes. */
export function readRanged(rangeLength = Number.POSITIVE_INFINITY): Reading {
  return async (message, dataKey, verified) => {
    const header = verified ?? (await verifyFirst(message, dataKey));
    const { content } = header.parsed.header;
    const frameLength = content.type === 'framed' ? content.frameLength : 1;
    const place = { headerLength: header.parsed.length, frameLength, messageLength: message.length };
    const total = plaintextLengthOf(place) ?? 0;
    const ranges: Bytes[] = [];
    for (let first = 0; first === 0 || first < total; first += rangeLength) {
      const last = Math.min(total, first + rangeLength) - 1;
      const read = (from: number, to: number): Promise<Bytes> =>
        Promise.resolve(message.subarray(from, to + 1));
      ranges.push(await openRange(header, { messageLength: message.length, first, last, read }));
    }
    return concatBytes(...ranges);
  };
}

/** The error a reading fails with. Anything but a named error, or success, fails the test. */
export async function refusalOf(reading: Promise<unknown>): Promise<AppError> {
  try {
    await reading;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'internal') return thrown;
    throw thrown;
  }
  throw new Error('accepted what had to be refused');
}
