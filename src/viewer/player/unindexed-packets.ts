import { ADTS, EncodedPacketSink, FLAC, Input, MP3, type EncodedPacket, type InputFormat } from 'mediabunny';
import { demuxerSource } from './demuxer-source.ts';
import { findFlacFrame, readFlacFacts } from './find-flac-frame.ts';
import type { RangeSource } from './range-source.ts';

/** A file that is nothing but packets of sound, one after the other: no index says where which time is. */
export type Unindexed = 'mp3' | 'adts' | 'flac';

const formats: Readonly<Record<Unindexed, InputFormat>> = { mp3: MP3, adts: ADTS, flac: FLAC };

/** Bytes in which a frame begins in any case, but for extremely long frames of FLAC. */
const searched = { mp3: 16 * 1024, adts: 16 * 1024, flac: 256 * 1024 } as const;

export function unindexedOf(format: InputFormat): Unindexed | null {
  return (['mp3', 'adts', 'flac'] as const).find((kind) => formats[kind] === format) ?? null;
}

interface Beginning {
  /** bytes of the file's own beginning that a reader needs */
  readonly head: number;
  readonly from: number;
  /** seconds at `from` */
  readonly time: number;
}

/**
 * Packets from about a time on: from where it would be, were all of them of one size. FLAC's frames say what time they are of; those of the others are
 * counted from there.
 */
export async function* unindexedPacketsFrom(
  source: RangeSource,
  kind: Unindexed,
  duration: number | null,
  time: number,
): AsyncGenerator<EncodedPacket, void> {
  const start: Beginning = { head: 0, from: 0, time: 0 };
  const isStart = time <= 0 || duration === null;
  const beginning = isStart ? start : await findBeginning(source, kind, Math.min(time / duration, 1), time);
  if (beginning === null) return;
  const input = new Input({ formats: [formats[kind]], source: demuxerSource(source, beginning) });
  const track = await input.getPrimaryAudioTrack();
  if (track === null) return;
  for await (const packet of new EncodedPacketSink(track).packets())
    yield packet.clone({ timestamp: packet.timestamp + beginning.time });
}

/** @param share of the file, from 0 to 1 */
async function findBeginning(
  source: RangeSource,
  kind: Unindexed,
  share: number,
  time: number,
): Promise<Beginning | null> {
  if (kind === 'flac') return findFlacBeginning(source, share, time);
  const place = Math.floor(share * source.length);
  const end = Math.min(source.length, place + searched[kind]);
  if (place >= end) return null;
  const bytes = await source.read(place, end);
  for (let at = 0; at + 1 < bytes.length; at++) {
    const second = bytes[at + 1] ?? 0;
    const isSync = kind === 'mp3' ? (second & 0xe0) === 0xe0 : (second & 0xf6) === 0xf0;
    if (bytes[at] !== 0xff || !isSync) continue;
    // A frame is one when another follows it.
    const part = { head: 0, from: place + at };
    const input = new Input({ formats: [formats[kind]], source: demuxerSource(source, part) });
    if (await input.canRead()) return { ...part, time };
  }
  return null;
}

/** Guesses closer, since frames tell their time; the one found begins at the time or a little before. */
async function findFlacBeginning(
  source: RangeSource,
  share: number,
  time: number,
): Promise<Beginning | null> {
  const facts = await readFlacFacts((start, end) => source.read(start, end));
  if (facts === null) return null;
  const { headLength: head } = facts;
  let low: Beginning = { head, from: head, time: 0 };
  let high = source.length;
  let place = Math.floor(head + share * (source.length - head));
  for (let guess = 0; guess < 8 && place > low.from; guess++) {
    const end = Math.min(high, place + searched.flac);
    const found = end - place < 16 ? null : findFlacFrame(await source.read(place, end), facts);
    if (found === null || found.time > time) high = place;
    else {
      low = { head, from: place + found.place, time: found.time };
      if (time - found.time < 1) break;
    }
    const behindTime = found === null ? 1 : found.time - time;
    // Bytes of so many seconds, and a second more.
    const each = (source.length - head) / Math.max(1, time / Math.max(share, 0.001));
    place = Math.floor((found === null ? place : place + found.place) - (behindTime + 0.5) * each);
    if (place >= high) place = Math.floor((low.from + high) / 2);
  }
  return low;
}
