import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes, equalBytes } from '../bytes/bytes.ts';
import { base64Encode, utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import { frameIv, parseFrame } from '../message/frames.ts';
import { parseHeader, serializeHeader } from '../message/header.ts';
import { type DataKey, importDataKey } from './data-key.ts';
import { deriveCommitment } from './derive.ts';
import { readRanged, readStreamed, refusalOf } from './message-fixture.ts';
import { openFrame } from './opener.ts';
import { openWhole } from './whole.ts';

interface KnownAnswer {
  readonly comment: string;
  readonly ciphertext: string;
  readonly 'decrypted-dek': string;
  readonly status: boolean;
  readonly commitment: string;
  readonly 'message-id': string;
  readonly header: string;
  readonly 'encryption-context': Readonly<Record<string, string>>;
  readonly 'content-encryption-key'?: string;
  readonly 'plaintext-frames'?: readonly string[];
}

const path = resolve(import.meta.dirname, '../../../shared/vectors/commitment_kat.json');
const present = existsSync(path);
const file: { readonly tests: readonly KnownAnswer[] } = present
  ? JSON.parse(readFileSync(path, 'utf8'))
  : { tests: [] };
const answers = file.tests;

function decoded(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

function headerOf(message: Bytes) {
  const parse = parseHeader(message);
  if (parse.status !== 'complete') throw new Error('incomplete header');
  return parse.parsed;
}

async function keyOf(answer: KnownAnswer, message: Bytes): Promise<DataKey> {
  return importDataKey(headerOf(message).header.suite, decoded(answer['decrypted-dek']));
}

async function open(answer: KnownAnswer, message: Bytes): Promise<Bytes> {
  const opened = await openWhole(message, () => keyOf(answer, message), { allowUncommitted: false });
  return opened.plaintext;
}

/** As `open`, for a message whose header may be cut. */
async function openCut(answer: KnownAnswer, cut: Bytes): Promise<unknown> {
  const unwrap = () => keyOf(answer, decoded(answer.ciphertext));
  return openWhole(cut, unwrap, { allowUncommitted: false });
}

function expectedPlaintext(answer: KnownAnswer): Bytes {
  const frames = answer['plaintext-frames'];
  if (frames === undefined) throw new Error(`${answer.comment}: no plaintext to compare with`);
  return utf8Encode(frames.join(''));
}

async function codeOf(opening: Promise<unknown>): Promise<string> {
  try {
    await opening;
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
  return 'accepted';
}

const accepted = answers.filter((answer) => answer.status);
const rejected = answers.filter((answer) => !answer.status);
const streamable = accepted.filter((answer) => {
  const { suite, content } = headerOf(decoded(answer.ciphertext)).header;
  return suite.signature === null && content.type === 'framed';
});

describe.skipIf(!present)('the known answers of message format 2 (needs ../shared/vectors)', () => {
  it('are 46: 41 to accept, 5 to reject; 23 signed, 7 unframed', () => {
    const headers = answers.map((answer) => headerOf(decoded(answer.ciphertext)).header);
    expect(answers).toHaveLength(46);
    expect([accepted.length, rejected.length]).toEqual([41, 5]);
    expect(headers.filter(({ suite }) => suite.signature !== null)).toHaveLength(23);
    expect(headers.filter(({ content }) => content.type === 'unframed')).toHaveLength(7);
    expect(streamable).toHaveLength(17);
  });

  it.each(accepted)('opens whole: $comment', async (answer) => {
    expect(await open(answer, decoded(answer.ciphertext))).toEqual(expectedPlaintext(answer));
  });

  it.each(rejected)('rejects by its commitment: $comment', async (answer) => {
    expect(await codeOf(open(answer, decoded(answer.ciphertext)))).toBe('commitment-mismatch');
  });

  it.each(accepted)('parses to the stated header: $comment', (answer) => {
    const { header, body, tag } = headerOf(decoded(answer.ciphertext));
    expect(base64Encode(header.messageId)).toBe(answer['message-id']);
    expect(base64Encode(header.commitment ?? new Uint8Array(0))).toBe(answer.commitment);
    expect(Object.fromEntries(header.context)).toEqual(answer['encryption-context']);
    expect(base64Encode(concatBytes(body, tag))).toBe(answer.header.trim());
  });

  it('are written back byte for byte, but for four whose context is not sorted', () => {
    const unsorted = answers.filter(({ ciphertext }) => {
      const { header, body } = headerOf(decoded(ciphertext));
      expect(serializeHeader(header)).toHaveLength(body.length);
      return !equalBytes(serializeHeader(header), body);
    });
    expect(unsorted.map(({ comment }) => Number.parseInt(comment, 10))).toEqual([15, 17, 19, 21]);
  });

  it.each(accepted)('derives the stated commitment: $comment', async (answer) => {
    const message = decoded(answer.ciphertext);
    const commitment = await deriveCommitment(await keyOf(answer, message), decoded(answer['message-id']));
    expect(base64Encode(commitment)).toBe(answer.commitment);
  });

  it.each(accepted.filter((answer) => answer['content-encryption-key'] !== undefined))(
    'opens its first frame under the stated content key: $comment',
    async (answer) => {
      const message = decoded(answer.ciphertext);
      const parsed = headerOf(message);
      const raw = decoded(answer['content-encryption-key'] ?? '');
      const contentKey = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']);
      const frameLength = parsed.header.content.type === 'framed' ? parsed.header.content.frameLength : 0;
      const parse = parseFrame(message, parsed.length, frameLength);
      if (parse.status !== 'complete') throw new Error('no frame');
      expect(await openFrame({ contentKey, messageId: parsed.header.messageId }, parse.frame, 1)).toEqual(
        utf8Encode(answer['plaintext-frames']?.[0] ?? ''),
      );
    },
  );

  it.each(streamable)('opens streamed, byte by byte too, and ranged: $comment', async (answer) => {
    const message = decoded(answer.ciphertext);
    const expected = expectedPlaintext(answer);
    const readings = [
      readStreamed(message.length),
      readStreamed(1),
      readStreamed(7, 1, 40),
      readStreamed(33),
    ];
    for (const reading of [...readings, readRanged(), readRanged(1), readRanged(5)]) {
      expect(await reading(message, await keyOf(answer, message))).toEqual(expected);
    }
  });

  it.each(accepted)('loses nothing to a cut or an addition at its end: $comment', async (answer) => {
    const message = decoded(answer.ciphertext);
    const cut = message.subarray(0, -1);
    expect(await codeOf(open(answer, cut))).toBe('message-truncated');
    expect(await codeOf(open(answer, concatBytes(message, Uint8Array.of(0))))).toBe('message-trailing-bytes');
  });

  it('has frames whose IV is not their sequence number, and they open', () => {
    const foreign = accepted.filter((answer) => {
      const message = decoded(answer.ciphertext);
      const { header, length } = headerOf(message);
      if (header.content.type !== 'framed') return false;
      const parse = parseFrame(message, length, header.content.frameLength);
      return parse.status === 'complete' && base64Encode(parse.frame.iv) !== base64Encode(frameIv(1));
    });
    expect(foreign).toHaveLength(12);
  });

  it.each(accepted.filter(({ ciphertext }) => headerOf(decoded(ciphertext)).header.suite.signature !== null))(
    'refuses an altered signature: $comment',
    async (answer) => {
      const message = decoded(answer.ciphertext);
      message[message.length - 1] = (message[message.length - 1] ?? 0) ^ 1;
      expect(await codeOf(open(answer, message))).toBe('signature-invalid');
    },
  );

  it.each(
    accepted.filter(({ ciphertext }) => headerOf(decoded(ciphertext)).header.content.type === 'unframed'),
  )('refuses any changed byte of an unframed message, and any cut: $comment', async (answer) => {
    const message = decoded(answer.ciphertext);
    for (let position = 0; position < message.length; position++) {
      const altered = message.with(position, (message[position] ?? 0) ^ (1 << (position % 8)));
      expect((await refusalOf(open(answer, altered))).code).not.toBe('internal');
      const cut = message.slice(0, position);
      expect((await refusalOf(openCut(answer, cut))).code).toBe('message-truncated');
    }
  });

  it.each(accepted.filter((answer) => !streamable.includes(answer)))(
    'releases nothing of a signed or unframed message before its end: $comment',
    async (answer) => {
      const message = decoded(answer.ciphertext);
      const dataKey = await keyOf(answer, message);
      for (const read of [readStreamed(message.length), readRanged()]) {
        expect((await refusalOf(read(message, dataKey))).code).toBe('message-too-large-to-hold');
      }
    },
  );
});
