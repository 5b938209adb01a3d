import type { Bytes } from '../../bytes/bytes.ts';
import { createBlock, type Block } from './file-block.ts';
import type { RangePort } from './range-port.ts';

/** Bytes that are fetched and kept together: about what the vault opens at a time. */
export const blockLength = 512 * 1024;
/** Blocks that are kept. */
const keptBlocks = 16;
/** Blocks that are fetched before they are asked for, where reading goes on from one block to the next. */
const ahead = 3;
/** Bytes of the longest read: no picture and no index is longer, and what a file says of its parts is not believed. */
export const longestRead = 64 * 1024 * 1024;
/** Bytes that may be fetched without anything to show for it: a file must not make its reader search it from end to end. */
const searchLimit = 256 * 1024 * 1024;

/** Reads of any place and length, out of few requests. */
export interface RangeSource {
  readonly length: number;
  /**
   * The bytes from `start` to before `end`.
   * @throws RangeError for what is not within the file, longer than `longestRead`, or beyond the limit of a search; Error where the vault gives no more
   */
  read(start: number, end: number): Promise<Bytes>;
  /** What was fetched was of use. */
  found(): void;
  /** Reading goes on elsewhere: what was fetched ahead and nobody waits for is stopped. */
  leave(): void;
}

interface Run {
  readonly blocks: readonly Block[];
  readonly stop: () => void;
}

export function createRangeSource(port: Pick<RangePort, 'length' | 'read'>): RangeSource {
  const { length } = port;
  /** by number, the one used last at the end */
  const blocks = new Map<number, Block>();
  const runs = new Set<Run>();
  let latest = -2;
  let searched = 0;

  const forget = (): void => {
    for (const [number, block] of blocks) {
      if (blocks.size <= keptBlocks) return;
      if (block.isThere && block.waiting === 0) blocks.delete(number);
    }
  };

  /** Blocks next to each other, by one request. */
  const fetchRun = (first: number, count: number): void => {
    const numbers = Array.from({ length: count }, (_, index) => first + index);
    const from = first * blockLength;
    const to = Math.min(length, from + count * blockLength);
    searched += to - from;
    const made = numbers.map((number) => createBlock(Math.min(blockLength, length - number * blockLength)));
    for (const [index, { block }] of made.entries()) blocks.set(first + index, block);
    let place = 0;
    const end = (drop: boolean): void => {
      runs.delete(run);
      if (!drop) return;
      for (const [index, { block, fail }] of made.entries()) {
        if (block.isThere) continue;
        if (blocks.get(first + index) === block) blocks.delete(first + index);
        fail();
      }
    };
    const stop = port.read(from, to - 1, {
      onPiece(bytes) {
        for (let taken = 0; taken < bytes.length;) {
          const into = made[Math.floor(place / blockLength)];
          if (into === undefined) break;
          const count = into.take(bytes.subarray(taken));
          taken += count;
          place += count;
        }
        if (place >= to - from) end(false);
      },
      onFailure: () => end(true),
    });
    const run: Run = {
      blocks: made.map(({ block }) => block),
      stop() {
        stop();
        end(true);
      },
    };
    runs.add(run);
  };

  /** What is missing of it, and of what probably follows. */
  const ensure = (number: number): void => {
    const isNext = number === latest + 1 || number === latest;
    latest = number;
    const lastBlock = Math.floor((length - 1) / blockLength);
    const until = Math.min(lastBlock, isNext ? number + ahead : number);
    let first = number;
    while (first <= until && blocks.has(first)) first += 1;
    if (first > until) return;
    let count = 1;
    while (first + count <= until && !blocks.has(first + count)) count += 1;
    fetchRun(first, count);
  };

  const take = async (number: number): Promise<Bytes> => {
    ensure(number);
    const block = blocks.get(number);
    if (block === undefined) throw new Error('a block was not asked for');
    blocks.delete(number);
    blocks.set(number, block);
    block.waiting += 1;
    try {
      return await block.bytes;
    } finally {
      block.waiting -= 1;
      forget();
    }
  };

  return {
    length,
    async read(start, end) {
      if (!(start >= 0 && start < end && end <= length))
        throw new RangeError(`${start} to ${end} of ${length}`);
      if (end - start > longestRead) throw new RangeError(`${end - start} bytes at once`);
      if (searched > searchLimit) throw new RangeError('nothing to be shown was found');
      const whole = new Uint8Array(end - start);
      for (let place = start; place < end;) {
        const number = Math.floor(place / blockLength);
        const block = await take(number);
        const part = block.subarray(place - number * blockLength, end - number * blockLength);
        whole.set(part, place - start);
        place += part.length;
      }
      return whole;
    },
    found: () => void (searched = 0),
    leave() {
      for (const run of runs) {
        if (run.blocks.every(({ waiting }) => waiting === 0)) run.stop();
      }
    },
  };
}
