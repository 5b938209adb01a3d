import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { u32 } from '../../bytes/integers.ts';
import type { MediaSample, Segment } from './media-sample.ts';

/** A track of the fragments. Numbers are as the initialization segment has them. */
export interface FragmentTrack {
  readonly kind: keyof Segment;
  readonly id: number;
  /** ticks a second */
  readonly timescale: number;
}

const baseIsMoof = 0x02_0000;
const runFlags = { dataOffset: 0x01, duration: 0x100, size: 0x200, flags: 0x400, offset: 0x800 } as const;
/** Sample flags: depends on no other; depends on others and is no place to begin. */
const keyFlags = 0x0200_0000;
const deltaFlags = 0x0101_0000;

/**
 * A movie fragment: `moof` and `mdat`. It need not begin with a key frame, so that what is appended may be short however far those are apart.
 * Source: ISO/IEC 14496-12, 8.8.4 to 8.8.8 and 8.8.12; W3C, ISO BMFF Byte Stream Format, section 4.
 * @param lead seconds added to all times, since a decode time cannot be negative
 */
export function writeFragment(
  number: number,
  tracks: readonly FragmentTrack[],
  segment: Segment,
  lead: number,
): Bytes {
  const present = tracks.filter(({ kind }) => segment[kind].length > 0);
  const moofOf = (offsets: readonly number[]): Bytes =>
    box(
      'moof',
      box('mfhd', u32(0), u32(number)),
      ...present.map((track, index) => traf(track, segment[track.kind], lead, offsets[index] ?? 0)),
    );
  // Offsets have a fixed width: the length is the same whatever they say.
  let place = moofOf([]).length + 8;
  const offsets = present.map(({ kind }) => {
    const own = place;
    for (const { bytes } of segment[kind]) place += bytes.length;
    return own;
  });
  const content = present.flatMap(({ kind }) => segment[kind].map(({ bytes }) => bytes));
  return concatBytes(moofOf(offsets), box('mdat', ...content));
}

function traf(
  track: FragmentTrack,
  samples: readonly MediaSample[],
  lead: number,
  dataOffset: number,
): Bytes {
  const { id, timescale } = track;
  const ticks = (seconds: number): number => Math.round((seconds + lead) * timescale);
  const base = ticks(samples[0]?.decodeTime ?? 0);
  if (base < 0) throw new RangeError('a decode time before the beginning');
  const { dataOffset: withOffset, duration, size, flags, offset } = runFlags;
  const entries = new DataView(new ArrayBuffer(samples.length * 16));
  for (const [index, sample] of samples.entries()) {
    const decoded = ticks(sample.decodeTime);
    const next = samples[index + 1];
    const until = ticks(next === undefined ? sample.decodeTime + sample.duration : next.decodeTime);
    entries.setUint32(index * 16, Math.max(0, until - decoded));
    entries.setUint32(index * 16 + 4, sample.bytes.length);
    entries.setUint32(index * 16 + 8, sample.isKey ? keyFlags : deltaFlags);
    entries.setInt32(index * 16 + 12, ticks(sample.time) - decoded);
  }
  return box(
    'traf',
    box('tfhd', u32(baseIsMoof), u32(id)),
    box('tfdt', u32(0x0100_0000), u64(base)),
    box(
      'trun',
      u32(0x0100_0000 | withOffset | duration | size | flags | offset),
      u32(samples.length),
      u32(dataOffset),
      new Uint8Array(entries.buffer),
    ),
  );
}

/**
 * Ticks a second of each track of an initialization segment, in order.
 * @param moov a movie box as this app's own muxer writes it
 */
export function timescalesOf(moov: Bytes): number[] {
  const view = new DataView(moov.buffer, moov.byteOffset, moov.byteLength);
  const found: number[] = [];
  for (let place = 4; place + 36 <= moov.length; place++) {
    // mdhd
    if (view.getUint32(place) !== 0x6d64_6864) continue;
    found.push(view.getUint32(place + (view.getUint8(place + 4) === 1 ? 24 : 16)));
  }
  return found;
}

function box(name: string, ...content: readonly Uint8Array[]): Bytes {
  const length = content.reduce((sum, { length: each }) => sum + each, 8);
  const type = Uint8Array.from(name, (letter) => letter.charCodeAt(0));
  return concatBytes(u32(length), type, ...content);
}

function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}
