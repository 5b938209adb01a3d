import { makeZip } from 'client-zip';
import type { Bytes } from '../../../bytes/bytes.ts';

/** What an archive holds: a file of bytes that come, or a folder, whose name ends with a slash. */
export interface ZipEntry {
  /** with slashes */
  readonly name: string;
  readonly lastModified: Date;
  /** absent: a folder */
  readonly input?: AsyncIterable<Bytes>;
}

/** Bytes that small pieces are gathered to: a thousand small files are not ten thousand writes. */
const gathered = 64 * 1024;
/** Entries from which on the usual end of an archive cannot count them. */
const countless = 0xffff;

/**
 * The bytes of a ZIP archive of these entries, one after the other, stored as they are, with 64-bit records where they are needed. It is an archive only when the
 * generator ended by itself: what fails before leaves it without its directory.
 * @throws whatever the entries throw
 */
export async function* zipBytes(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Bytes, void> {
  let count = 0;
  async function* counted(): AsyncGenerator<ZipEntry> {
    for await (const entry of entries) {
      count += 1;
      yield entry;
    }
  }
  let waiting: Bytes[] = [];
  let length = 0;
  for await (const piece of withWholeEnd(piecesOf(makeZip(counted())), () => count)) {
    waiting.push(piece);
    length += piece.length;
    if (length < gathered) continue;
    yield joined(waiting, length);
    waiting = [];
    length = 0;
  }
  yield joined(waiting, length);
}

/** A ReadableStream is iterable in few browsers. Leaving early cancels it. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // After an end or a failure there is nothing to cancel.
    void reader.cancel().catch(() => {});
  }
}

const endLength = 22;
const wideEndLength = 76;

/** The library writes the 64-bit end for large archives, but not for those of very many small files: they get it here. */
async function* withWholeEnd(
  pieces: AsyncIterable<Uint8Array>,
  count: () => number,
): AsyncGenerator<Bytes, void> {
  let before: Uint8Array | null = null;
  let last: Uint8Array | null = null;
  for await (const piece of pieces) {
    if (last !== null) yield own(last);
    before = last;
    last = piece;
  }
  if (last === null) return;
  const isWide = before?.length === wideEndLength && signatureOf(before) === wideEndSignature;
  if (count() >= countless && !isWide && last.length === endLength) yield wideEnd(last, count());
  yield own(last);
}

const wideEndSignature = 0x06064b50;
const wideLocatorSignature = 0x07064b50;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
const signatureOf = (bytes: Uint8Array): number => viewOf(bytes).getUint32(0, true);

/** The 64-bit end of the directory and its locator. Source: PKWARE, APPNOTE.TXT 6.3.10, sections 4.3.14 and 4.3.15. */
function wideEnd(end: Uint8Array, count: number): Bytes {
  const directoryLength = viewOf(end).getUint32(12, true);
  const directoryOffset = viewOf(end).getUint32(16, true);
  const bytes = new Uint8Array(wideEndLength);
  const view = viewOf(bytes);
  view.setUint32(0, wideEndSignature, true);
  view.setBigUint64(4, 44n, true);
  view.setUint16(12, 45, true);
  view.setUint16(14, 45, true);
  view.setBigUint64(24, BigInt(count), true);
  view.setBigUint64(32, BigInt(count), true);
  view.setBigUint64(40, BigInt(directoryLength), true);
  view.setBigUint64(48, BigInt(directoryOffset), true);
  view.setUint32(56, wideLocatorSignature, true);
  view.setBigUint64(64, BigInt(directoryOffset + directoryLength), true);
  view.setUint32(72, 1, true);
  return bytes;
}

/** Bytes of a buffer that is never shared with another thread. */
function own(bytes: Uint8Array): Bytes {
  return bytes.buffer instanceof ArrayBuffer
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    : bytes.slice();
}

/** One large piece as it is; small ones in a buffer of their own, since the library goes on using them. */
function joined(pieces: readonly Bytes[], length: number): Bytes {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && length >= gathered) return only;
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
