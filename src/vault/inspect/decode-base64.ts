import type { Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import type { MessageSource } from './message-source.ts';

/** Bytes of the longest text that is decoded. The message is held in memory, since line breaks may stand anywhere. */
const longestBase64 = 256 * 1024 * 1024;
/** Bytes that tell base64 of a message from anything else. */
export const base64Sample = 64;

const readLength = 4 * 1024 * 1024;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const padding = 0x3d;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int8Array(256).fill(-1);
for (let value = 0; value < alphabet.length; value++) values[alphabet.charCodeAt(value)] = value;

/**
 * Whether a file that begins so holds base64 of a message rather than a message: format 1 begins `AY`, format 2 `Ag`, and nothing but
 * base64 follows.
 */
export function looksLikeBase64(sample: Bytes): boolean {
  const [first, second] = sample;
  if (first !== 0x41 || (second !== 0x59 && second !== 0x67)) return false;
  return sample.every((byte) => values[byte] !== -1 || byte === padding || isLineBreak(byte));
}

/**
 * Decodes standard base64 strictly (RFC 4648 section 4): padded, no stray bits, nothing but line breaks between.
 * @throws AppError `message-malformed`, `message-too-large-to-hold`, or whatever the source throws
 */
export async function decodeBase64(text: MessageSource, signal: AbortSignal): Promise<Bytes> {
  if (text.size > longestBase64) {
    throw new AppError('message-too-large-to-hold', 'base64 of a message is decoded as a whole', {
      details: { encoding: 'base64', size: text.size, limit: longestBase64 },
    });
  }
  const decoder = createDecoder(Math.ceil(text.size / 4) * 3);
  for (let first = 0; first < text.size; first += readLength) {
    const piece = await text.read(first, Math.min(first + readLength, text.size) - 1, signal);
    decoder.push(piece, first);
  }
  return decoder.finish();
}

function createDecoder(capacity: number): { push(piece: Bytes, offset: number): void; finish(): Bytes } {
  const decoded = new Uint8Array(capacity);
  let length = 0;
  /** of a group of four characters, those that came */
  let count = 0;
  let bits = 0;
  let pads = 0;

  return {
    push(piece, offset) {
      for (const [index, byte] of piece.entries()) {
        if (isLineBreak(byte)) continue;
        const value = values[byte] ?? -1;
        if (byte === padding) pads += 1;
        else if (value === -1 || pads > 0) throw malformed(offset + index);
        else {
          bits = (bits << 6) | value;
          count += 1;
          if (count < 4) continue;
          decoded[length] = bits >>> 16;
          decoded[length + 1] = bits >>> 8;
          decoded[length + 2] = bits;
          length += 3;
          count = 0;
          bits = 0;
        }
      }
    },
    finish() {
      const rest = count === 0 ? 0 : count - 1;
      const strayBits = bits & (count === 2 ? 0xf : count === 3 ? 0x3 : 0);
      if (pads !== (count === 0 ? 0 : 4 - count) || count === 1 || strayBits !== 0) throw malformed(null);
      if (rest === 1) decoded[length] = bits >>> 4;
      if (rest === 2) {
        decoded[length] = bits >>> 10;
        decoded[length + 1] = bits >>> 2;
      }
      return decoded.subarray(0, length + rest);
    },
  };
}

function isLineBreak(byte: number): boolean {
  return byte === lineFeed || byte === carriageReturn;
}

/** @param offset of the first wrong character; null where the end is wrong */
function malformed(offset: number | null): AppError {
  const where = offset === null ? 'its end' : `character ${offset}`;
  return new AppError('message-malformed', `base64: wrong at ${where}`, {
    details: { encoding: 'base64', offset },
  });
}
