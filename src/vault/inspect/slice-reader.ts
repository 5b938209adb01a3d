import type { Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import { inOrder } from '../../transfer/open/in-order.ts';
import type { MessageSource } from './message-source.ts';

/** Bytes `first..last`, inclusive. */
export interface Slice {
  readonly first: number;
  readonly last: number;
}

/** Reads small slices of a message and remembers them. */
export interface SliceReader {
  /** Reads those that were not read yet, neighbours together. @throws AppError whatever the source throws; the signal's reason */
  fetch(slices: readonly Slice[], signal: AbortSignal): Promise<void>;
  /** Of a slice that was fetched. */
  get(slice: Slice): Bytes;
}

/** Bytes between two slices that are read with them rather than asked for apart: a request costs more. */
const smallGap = 4096;
const inFlight = 4;

export function createSliceReader(source: MessageSource): SliceReader {
  const pieces: { readonly first: number; readonly bytes: Bytes }[] = [];
  const find = ({ first, last }: Slice): Bytes | null => {
    const piece = pieces.find((one) => first >= one.first && last < one.first + one.bytes.length);
    return piece?.bytes.subarray(first - piece.first, last - piece.first + 1) ?? null;
  };
  return {
    async fetch(slices, signal) {
      const reads = inOrder({
        items: joined(slices.filter((slice) => find(slice) === null)),
        ahead: inFlight,
        signal,
        perform: async ({ first, last }, own) => ({ first, bytes: await source.read(first, last, own) }),
      });
      for await (const piece of reads) pieces.push(piece);
    },
    get(slice) {
      const found = find(slice);
      if (found === null)
        throw new AppError('internal', `bytes ${slice.first} to ${slice.last} were not read`);
      return found;
    },
  };
}

function joined(slices: readonly Slice[]): readonly Slice[] {
  const all: Slice[] = [];
  for (const slice of slices.toSorted((left, right) => left.first - right.first)) {
    const previous = all.at(-1);
    if (previous === undefined || slice.first > previous.last + smallGap) all.push(slice);
    else all[all.length - 1] = { first: previous.first, last: Math.max(previous.last, slice.last) };
  }
  return all;
}
