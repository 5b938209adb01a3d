import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { bodyAad, type Frame, parseFrame, parseSingleBlock } from '../message/frames.ts';
import { type MessageHeader, type ParsedHeader, parseHeader } from '../message/header.ts';
import type { DataKey } from './data-key.ts';
import { openSealed } from './open-sealed.ts';
import { assertCommitted, openInOrder, type VerifiedHeader, verifyHeader } from './opener.ts';
import { verifySignature } from './signature.ts';

const tagLength = 16;

/**
 * Opens a message that lies whole in memory: every supported suite, framed or not, signed or not. Returns only after
 * all of it verified, to its last byte. Takes about twice the message's length: callers decide how much is too much
 * (`message-too-large-to-hold`).
 * @throws AppError with any `message-*`, `context-invalid`, `commitment-mismatch`, `header-tampered`,
 * `frame-tampered` or `signature-invalid` code; what `unwrap` throws passes through
 */
export async function openWhole(
  message: Bytes,
  unwrap: (parsed: ParsedHeader) => Promise<DataKey>,
  options: { readonly allowUncommitted: boolean },
): Promise<{ header: MessageHeader; plaintext: Bytes }> {
  const parse = parseHeader(message);
  if (parse.status === 'more') throw truncated();
  const { header, length } = parse.parsed;
  assertCommitted(header, options);
  const verified = await verifyHeader(parse.parsed, await unwrap(parse.parsed), options);
  const { plaintext, end } =
    header.content.type === 'framed'
      ? await openFramed(verified, message, header.content.frameLength)
      : await openUnframed(verified, message, length);
  if (header.suite.signature !== null) {
    await verifySignature({ header, curve: header.suite.signature, message, end });
  } else if (end !== message.length) {
    throw new AppError('message-trailing-bytes', 'bytes follow the body');
  }
  return { header, plaintext };
}

async function openFramed(
  { parsed, contentKey }: VerifiedHeader,
  message: Bytes,
  frameLength: number,
): Promise<{ plaintext: Bytes; end: number }> {
  const frames: Frame[] = [];
  let end = parsed.length;
  let length = 0;
  while (frames.at(-1)?.final !== true) {
    const parse = parseFrame(message, end, frameLength);
    if (parse.status === 'more') throw truncated();
    frames.push(parse.frame);
    length += parse.frame.sealed.length - tagLength;
    end = parse.end;
  }
  const plaintext = new Uint8Array(length);
  let offset = 0;
  for await (const part of openInOrder({ contentKey, messageId: parsed.header.messageId }, frames, 1)) {
    plaintext.set(part, offset);
    offset += part.length;
  }
  return { plaintext, end };
}

async function openUnframed(
  { parsed, contentKey }: VerifiedHeader,
  message: Bytes,
  offset: number,
): Promise<{ plaintext: Bytes; end: number }> {
  const parse = parseSingleBlock(message, offset);
  if (parse.status === 'more') throw truncated();
  const { iv, sealed, end } = parse;
  const additionalData = bodyAad(parsed.header.messageId, 'single-block', 1, sealed.length - tagLength);
  const box = { iv, additionalData, sealed };
  return { plaintext: await openSealed(contentKey, box, 'frame-tampered', { frame: 1 }), end };
}

function truncated(): AppError {
  return new AppError('message-truncated', 'the message ends too early');
}
