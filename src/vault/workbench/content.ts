import type { Bytes } from '../../bytes/bytes.ts';
import { base64Decode, utf8Encode } from '../../bytes/text.ts';
import { AppError } from '../../errors.ts';
import { maxHeaderLength } from '../../message/header.ts';
import { envelopeLimit } from '../../workbench/limits.ts';
import type { BenchContent } from '../workbench-contract.ts';

/** Bytes: what a message over the longest content can take, its header and frames included. */
const messageLimit = envelopeLimit + maxHeaderLength;

/** The bytes that are to be sealed. @throws AppError `over-limit`, `file-unreadable` */
export async function contentBytes(content: BenchContent): Promise<Bytes> {
  if (content.kind === 'file') return fileBytes(content.file, envelopeLimit);
  const bytes = utf8Encode(content.text);
  assertWithin(bytes.length, envelopeLimit);
  return bytes;
}

/** A message: a file as it is, or base64 with white space anywhere. @throws AppError `over-limit`, `file-unreadable`, `pasted-text-invalid` */
export async function messageBytes(message: BenchContent): Promise<Bytes> {
  if (message.kind === 'file') return fileBytes(message.file, messageLimit);
  return pastedBase64(message.text, messageLimit, 'message');
}

/** @throws AppError `over-limit`, `pasted-text-invalid` with what was `expected` */
function pastedBase64(text: string, limit: number, expected: string): Bytes {
  // A line end every 76 characters, as MIME writes it, is a 38th more.
  assertWithin(Math.floor((text.length * 3) / 4), Math.ceil(limit * 1.1));
  const bytes = base64Decode(text.replaceAll(/\s/gu, ''));
  if (bytes === null || bytes.length === 0) throw pastedTextInvalid(expected);
  return bytes;
}

export function pastedTextInvalid(expected: string): AppError {
  return new AppError('pasted-text-invalid', `the text is no ${expected}`, { details: { expected } });
}

/** @throws AppError `over-limit` */
export function assertWithin(length: number, limit: number): void {
  if (length <= limit) return;
  throw new AppError('over-limit', `${length} bytes, at most ${limit}`, { details: { length, limit } });
}

async function fileBytes(file: File, limit: number): Promise<Bytes> {
  assertWithin(file.size, limit);
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new AppError('file-unreadable', 'the chosen file could not be read', { cause });
  }
}
