import {
  ADTS,
  EncodedPacketSink,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
  type EncodedPacket,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
} from 'mediabunny';
import type { TrackFacts } from './choose-container.ts';
import { demuxerSource } from './demuxer-source.ts';
import type { RangeSource } from './range-source.ts';
import { unindexedOf, type Unindexed } from './unindexed-packets.ts';

/** A file whose tracks are known. Times in seconds, as the file has them. */
export interface OpenedMedia {
  readonly video: InputVideoTrack | null;
  readonly audio: readonly InputAudioTrack[];
  /** of the end; null where only reading all of it would tell */
  readonly duration: number | null;
  /** null: it has an index, or needs none */
  readonly unindexed: Unindexed | null;
}

/** @throws what the demuxer says of a file it cannot read */
export async function openMedia(source: RangeSource): Promise<OpenedMedia> {
  const input = new Input({
    formats: [MP4, QTFF, MATROSKA, WEBM, OGG, MP3, ADTS, FLAC, WAVE],
    source: demuxerSource(source),
  });
  const format = await input.getFormat();
  const video = (await input.getPrimaryVideoTrack()) ?? null;
  const primary = await input.getPrimaryAudioTrack();
  const others = await input.getAudioTracks();
  const audio = primary === null ? others : [primary, ...others.filter((track) => track !== primary)];
  const unindexed = unindexedOf(format);
  const told = await input.getDurationFromMetadata();
  const found = unindexed === null ? null : await guessDuration(source.length, audio);
  // The last page of Ogg says when it ends, and is found at once.
  const duration = told ?? (format === OGG ? await input.computeDuration() : found);
  return { video, audio, duration, unindexed };
}

export async function factsOf(track: InputTrack): Promise<TrackFacts> {
  const codecString = await track.getCodecParameterString();
  return { codecString, isDecodable: await track.canDecode().catch(() => false) };
}

/** Packets in the order of decoding, from the key frame at or before a time on. */
export async function* packetsFrom(track: InputTrack, time: number): AsyncGenerator<EncodedPacket, void> {
  const sink = new EncodedPacketSink(track);
  const start = (await sink.getKeyPacket(time)) ?? (await sink.getFirstKeyPacket());
  if (start !== null) yield* sink.packets(start);
}

/** By the mean size of the first packets. */
async function guessDuration(length: number, audio: readonly InputAudioTrack[]): Promise<number | null> {
  const [track] = audio;
  if (track === undefined) return null;
  let bytes = 0;
  let seconds = 0;
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, {
    metadataOnly: true,
  })) {
    bytes += packet.byteLength;
    seconds += packet.duration;
    if (seconds > 10) break;
  }
  return bytes === 0 ? null : (length / bytes) * seconds;
}
