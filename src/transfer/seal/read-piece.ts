import type { Bytes } from '../../bytes/bytes.ts';
import type { ReusedBuffer } from './reused-buffer.ts';

/**
 * The bytes of `piece`, all of them, in the memory of `into` where the browser can read into memory that is there (WebKit cannot).
 * @throws DOMException as `Blob.arrayBuffer` does
 */
export async function readPiece(piece: Blob, into: ReusedBuffer): Promise<Bytes> {
  const reader = byteReaderOf(piece);
  if (reader !== null) {
    underWay.add(reader);
    try {
      const bytes = await fill(reader, into.take(piece.size));
      into.replace(bytes.buffer);
      if (bytes.length === piece.size) return bytes;
    } catch {
      // Streams do not say why they broke; `arrayBuffer` does.
    } finally {
      reader.cancel().catch(() => {});
      underWay.delete(reader);
    }
  }
  return new Uint8Array(await piece.arrayBuffer());
}

/**
 * Chromium 156 collects the stream of a Blob, its reader and whoever waits for them as garbage while a read is under way, unless
 * something else holds the reader: about one upload in ten of 256 MiB never ended.
 */
const underWay = new Set<ReadableStreamBYOBReader>();

function byteReaderOf(piece: Blob): ReadableStreamBYOBReader | null {
  if (!('ReadableStreamBYOBReader' in globalThis)) return null;
  try {
    return piece.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}

/** As many bytes as came, up to all that `bytes` holds. */
async function fill(reader: ReadableStreamBYOBReader, bytes: Bytes): Promise<Bytes> {
  // A view whose buffer was taken away has no length any more.
  const { length } = bytes;
  let { buffer } = bytes;
  let filled = 0;
  while (filled < length) {
    const { done, value } = await reader.read(new Uint8Array(buffer, filled, length - filled));
    if (value === undefined) break;
    buffer = value.buffer;
    filled += value.length;
    if (done) break;
  }
  return new Uint8Array(buffer, 0, filled);
}
