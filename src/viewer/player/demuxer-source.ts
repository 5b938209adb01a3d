import { CustomSource } from 'mediabunny';
import { concatBytes } from '../../bytes/bytes.ts';
import type { RangeSource } from './range-source.ts';

/** Bytes that the demuxer keeps; the source below it keeps more. */
const keptLength = 2 * 1024 * 1024;

/** A file for the demuxer, or what lies from a place on as a file of its own, behind as much of the beginning as `head` says. */
export function demuxerSource(source: RangeSource, part = { head: 0, from: 0 }): CustomSource {
  const { head, from } = part;
  const skipped = from - head;
  return new CustomSource({
    getSize: () => source.length - skipped,
    async read(start, end) {
      if (start >= head) return source.read(start + skipped, end + skipped);
      if (end <= head) return source.read(start, end);
      return concatBytes(await source.read(start, head), await source.read(from, end + skipped));
    },
    maxCacheSize: keptLength,
    prefetchProfile: 'none',
    // Whoever waits for a read hears of it; nobody else needs to.
    handleUnhandledError: () => {},
  });
}
