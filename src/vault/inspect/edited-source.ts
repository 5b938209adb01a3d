import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { ParsedHeader } from '../../message/header.ts';
import { frameOffsetOf, frameOverhead } from '../../message/sizes.ts';
import type { MessageSource } from './message-source.ts';

/** The header of the message as it was before any edit, which says where its frames lie; null where it has none. */
type Original = Pick<ParsedHeader, 'header' | 'length'> | null;

/** A copy of a message with edits laid over it, made as it is read. */
export function editedSource(
  source: MessageSource,
  edits: readonly Edit[],
  original: Original,
): MessageSource {
  let edited = source;
  for (const edit of edits) edited = withEdit(edited, edit, original);
  return edited;
}

function withEdit(source: MessageSource, edit: Edit, original: Original): MessageSource {
  if (edit.kind === 'flip') return flipped(source, edit);
  if (edit.kind === 'cut') return { ...source, size: Math.min(source.size, edit.length) };
  return swapped(source, placesOf(source.size, edit, original));
}

function flipped(
  source: MessageSource,
  { offset, mask }: { readonly offset: number; readonly mask: number },
): MessageSource {
  return {
    size: source.size,
    async read(first, last, signal) {
      const bytes = await source.read(first, last, signal);
      if (offset >= first && offset <= last) bytes[offset - first] = (bytes[offset - first] ?? 0) ^ mask;
      return bytes;
    },
  };
}

/** Two stretches of equal length that do not overlap; `low` comes first. */
interface Places {
  readonly low: number;
  readonly high: number;
  readonly length: number;
}

/** Null where one of the two is no whole regular frame, or both are the same. */
function placesOf(
  size: number,
  { first, second }: { readonly first: number; readonly second: number },
  original: Original,
): Places | null {
  if (original === null || first === second) return null;
  const { header, length: headerLength } = original;
  if (header.content.type === 'unframed') return null;
  const { frameLength } = header.content;
  const length = frameLength + frameOverhead;
  const low = frameOffsetOf({ headerLength, frameLength, sequence: Math.min(first, second) });
  const high = frameOffsetOf({ headerLength, frameLength, sequence: Math.max(first, second) });
  return high + length <= size ? { low, high, length } : null;
}

function swapped(source: MessageSource, places: Places | null): MessageSource {
  if (places === null) return source;
  const { low, high, length } = places;
  const bounds = [low, low + length, high, high + length];
  const movedBy = (offset: number): number => {
    if (offset >= low && offset < low + length) return high - low;
    if (offset >= high && offset < high + length) return low - high;
    return 0;
  };
  return {
    size: source.size,
    async read(first, last, signal) {
      const cuts = [first, ...bounds.filter((bound) => bound > first && bound <= last), last + 1];
      const pieces: Bytes[] = [];
      for (const [index, start] of cuts.entries()) {
        const end = cuts[index + 1];
        // Frames that touch share a bound.
        if (end === undefined || end === start) continue;
        const by = movedBy(start);
        pieces.push(await source.read(start + by, end - 1 + by, signal));
      }
      return pieces.length === 1 && pieces[0] ? pieces[0] : concatBytes(...pieces);
    },
  };
}
