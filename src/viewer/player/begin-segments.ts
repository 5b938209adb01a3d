import {
  EncodedAudioPacketSource,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  NullTarget,
  Output,
  WebMOutputFormat,
  type AudioCodec,
  type EncodedPacket,
  type Rotation,
  type VideoCodec,
} from 'mediabunny';
import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import type { PlayPlan } from './choose-container.ts';
import type { Segment } from './media-sample.ts';
import { writeClusters } from './write-clusters.ts';
import { withFlacDepth } from './flac-depth.ts';
import { timescalesOf, writeFragment, type FragmentTrack } from './write-fragment.ts';

/** What a segment's reader must know of a track first. */
export interface TrackBeginning<Codec, Config> {
  readonly codec: Codec;
  readonly config: Config;
  readonly first: EncodedPacket;
}

export interface Beginnings {
  readonly video: (TrackBeginning<VideoCodec, VideoDecoderConfig> & { readonly rotation: Rotation }) | null;
  readonly audio: TrackBeginning<AudioCodec, AudioDecoderConfig> | null;
}

export interface SegmentWriter {
  /** the initialization segment, which comes before all others; empty where the container has none */
  readonly beginning: Bytes;
  /** @param lead seconds added to all times */
  write(segment: Segment, lead: number): Bytes;
}

/** Makes the initialization segment, and what writes the others. */
export async function beginSegments(
  container: PlayPlan['container'],
  tracks: Beginnings,
): Promise<SegmentWriter> {
  const kinds = (['video', 'audio'] as const).filter((kind) => tracks[kind] !== null);
  if (container === 'plain') {
    return {
      beginning: new Uint8Array(),
      write: ({ audio }) => concatBytes(...audio.map(({ bytes }) => bytes)),
    };
  }
  const parts: Uint8Array[] = [];
  const keep = (data: Uint8Array): void => void parts.push(data.slice());
  if (container === 'webm') {
    await mux(new WebMOutputFormat({ appendOnly: true, onEbmlHeader: keep, onSegmentHeader: keep }), tracks);
    const numbers = { video: kinds.indexOf('video') + 1, audio: kinds.indexOf('audio') + 1 };
    return {
      beginning: concatBytes(...parts),
      write: (segment, lead) => writeClusters(numbers, segment, lead),
    };
  }
  await mux(new Mp4OutputFormat({ fastStart: 'fragmented', onFtyp: keep, onMoov: keep }), tracks);
  const beginning = withFlacDepth(concatBytes(...parts));
  const timescales = timescalesOf(beginning);
  const own = kinds.map((kind, index): FragmentTrack => {
    const timescale = timescales[index];
    if (timescale === undefined) throw new Error('a track without a timescale');
    return { kind, id: index + 1, timescale };
  });
  let number = 0;
  return { beginning, write: (segment, lead) => writeFragment((number += 1), own, segment, lead) };
}

/** Muxes the first packet of each track, of which only the beginning is kept. */
async function mux(format: Mp4OutputFormat | WebMOutputFormat, tracks: Beginnings): Promise<void> {
  const output = new Output({ format, target: new NullTarget() });
  const { video, audio } = tracks;
  const picture = video === null ? null : new EncodedVideoPacketSource(video.codec);
  const sound = audio === null ? null : new EncodedAudioPacketSource(audio.codec);
  const rotation = format instanceof Mp4OutputFormat ? (video?.rotation ?? 0) : 0;
  if (picture !== null) output.addVideoTrack(picture, { rotation });
  if (sound !== null) output.addAudioTrack(sound);
  await output.start();
  if (video !== null)
    await picture?.add(video.first.clone({ timestamp: 0 }), { decoderConfig: video.config });
  if (audio !== null) await sound?.add(audio.first.clone({ timestamp: 0 }), { decoderConfig: audio.config });
  await output.finalize();
}
