import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import type { MediaSample, Segment } from './media-sample.ts';

const ids = {
  cluster: 0x1f43b675,
  time: 0xe7,
  group: 0xa0,
  block: 0xa1,
  duration: 0x9b,
  reference: 0xfb,
} as const;

/** Milliseconds from a cluster's time to a block's: they have sixteen bits and a sign. */
const mostApart = 0x7fff;

/**
 * Clusters of a WebM byte stream, each as long as a block's time allows. They need not begin with a key frame.
 * Source: Matroska, RFC 9559, sections 5.1.3 and 10; W3C, WebM Byte Stream Format, section 4.
 * @param numbers of the tracks, below 127, as the initialization segment has them
 * @param lead seconds added to all times, since a cluster's cannot be negative
 */
export function writeClusters(
  numbers: Readonly<Record<keyof Segment, number>>,
  segment: Segment,
  lead: number,
): Bytes {
  const blocks = (['video', 'audio'] as const)
    .flatMap((kind) => segment[kind].map((sample) => ({ number: numbers[kind], sample })))
    .map((block) => ({ ...block, time: Math.round((block.sample.time + lead) * 1000) }))
    .toSorted((left, right) => left.time - right.time);
  const clusters: { readonly time: number; readonly blocks: Bytes[] }[] = [];
  for (const { number, sample, time } of blocks) {
    const open = clusters.at(-1);
    if (open !== undefined && time - open.time <= mostApart)
      open.blocks.push(group(number, sample, time - open.time));
    else clusters.push({ time, blocks: [group(number, sample, 0)] });
  }
  return concatBytes(
    ...clusters.map(({ time, blocks: own }) => element(ids.cluster, element(ids.time, uint(time)), ...own)),
  );
}

/** A block with its duration: readers guess that of the last one otherwise, and see a gap where a picture stands long. */
function group(number: number, { bytes, isKey, duration }: MediaSample, relative: number): Bytes {
  const head = new Uint8Array(4);
  const view = new DataView(head.buffer);
  view.setUint8(0, 0x80 | number);
  view.setInt16(1, relative);
  const parts = [
    element(ids.block, head, bytes),
    element(ids.duration, uint(Math.max(1, Math.round(duration * 1000)))),
  ];
  // A block that refers to another is no key frame; to which one is said by the codec.
  if (!isKey) parts.push(element(ids.reference, Uint8Array.of(0xff)));
  return element(ids.group, ...parts);
}

function element(id: number, ...content: readonly Uint8Array[]): Bytes {
  const name = uint(id);
  const length = content.reduce((sum, { length: each }) => sum + each, 0);
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, BigInt(length));
  size[0] = 0x01;
  return concatBytes(name, size, ...content);
}

/** As few bytes as it takes. */
function uint(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  const first = bytes.findIndex((byte) => byte !== 0);
  return bytes.slice(first === -1 ? 7 : first);
}
