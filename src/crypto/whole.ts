import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { bodyAad, type Frame, parseFrame, parseSingleBlock } from '../message/frames.ts';
import { type MessageHeader, type ParsedHeader, parseHeader } from '../message/header.ts';
import type { DataKey } from './data-key.ts';
import { openSealed } from './open-sealed.ts';
import { assertCommitted, openFrame, openInOrder, type VerifiedHeader, verifyHeader } from './opener.ts';
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
  const { header } = parse.parsed;
  assertCommitted(header, options);
  const verified = await verifyHeader(parse.parsed, await unwrap(parse.parsed), options);
  const body = parseBody(verified.parsed, message);
  const plaintext =
    header.content.type === 'framed'
      ? await openFramed(verified, body)
      : await openBlock(verified, body.frames);
  await verifyEnd(header, message, body.end);
  return { header, plaintext };
}

/** The body of a message that lies whole in memory; its arrays are views. An unframed one is one frame. Nothing in it is verified. */
export interface HeldBody {
  readonly frames: readonly Frame[];
  /** where it ends, and the signature begins where there is one */
  readonly end: number;
}

/**
 * Reads the body of a message to its final frame.
 * @throws AppError `message-truncated`, `message-malformed`
 */
export function parseBody({ header, length }: ParsedHeader, message: Bytes): HeldBody {
  if (header.content.type === 'unframed') {
    const parse = parseSingleBlock(message, length);
    if (parse.status === 'more') throw truncated();
    const { iv, sealed, end } = parse;
    return { frames: [{ sequence: 1, final: true, iv, sealed }], end };
  }
  const frames: Frame[] = [];
  let end = length;
  while (frames.at(-1)?.final !== true) {
    const parse = parseFrame(message, end, header.content.frameLength);
    if (parse.status === 'more') throw truncated();
    frames.push(parse.frame);
    end = parse.end;
  }
  return { frames, end };
}

/**
 * Opens one frame of a held body. Of a signed message nothing of it may be released before `verifyEnd`.
 * @param place from 1
 * @throws AppError `message-out-of-order` or `frame-tampered`, both with `{ frame }`
 */
export function openHeldFrame(verified: VerifiedHeader, frame: Frame, place: number): Promise<Bytes> {
  const { parsed, contentKey } = verified;
  if (parsed.header.content.type === 'unframed') return openBlock(verified, [frame]);
  return openFrame({ contentKey, messageId: parsed.header.messageId }, frame, place);
}

/**
 * Checks what follows the body: the signature of a signed message, nothing otherwise.
 * @throws AppError `message-truncated`, `message-trailing-bytes`, `context-invalid`, `signature-invalid`
 */
export async function verifyEnd(header: MessageHeader, message: Bytes, end: number): Promise<void> {
  if (header.suite.signature !== null) {
    await verifySignature({ header, curve: header.suite.signature, message, end });
  } else if (end !== message.length) {
    throw new AppError('message-trailing-bytes', 'bytes follow the body');
  }
}

async function openFramed({ parsed, contentKey }: VerifiedHeader, { frames }: HeldBody): Promise<Bytes> {
  const length = frames.reduce((total, { sealed }) => total + sealed.length - tagLength, 0);
  const plaintext = new Uint8Array(length);
  let offset = 0;
  for await (const part of openInOrder({ contentKey, messageId: parsed.header.messageId }, frames, 1)) {
    plaintext.set(part, offset);
    offset += part.length;
  }
  return plaintext;
}

async function openBlock({ parsed, contentKey }: VerifiedHeader, [block]: readonly Frame[]): Promise<Bytes> {
  if (block === undefined) throw truncated();
  const { iv, sealed } = block;
  const additionalData = bodyAad(parsed.header.messageId, 'single-block', 1, sealed.length - tagLength);
  return openSealed(contentKey, { iv, additionalData, sealed }, 'frame-tampered', { frame: 1 });
}

function truncated(): AppError {
  return new AppError('message-truncated', 'the message ends too early');
}
