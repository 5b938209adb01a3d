import { EncodedPacketSink, type EncodedPacket, type InputAudioTrack } from 'mediabunny';
import { beginSegments, type Beginnings } from './begin-segments.ts';
import { chooseContainer, type PlayPlan } from './choose-container.ts';
import { reorderDepth, type TimedPacket } from './decode-times.ts';
import { encodedPackets, encodersFor } from './encode-audio.ts';
import type { Playable } from './fill-media-source.ts';
import { factsOf, packetsFrom, type OpenedMedia } from './open-media.ts';
import { pumpPackets, type Lane } from './pump-packets.ts';
import type { RangeSource } from './range-source.ts';
import { unindexedPacketsFrom } from './unindexed-packets.ts';

/** Of bytes that a media source takes without a container. */
const plainTypes = { mp3: 'audio/mpeg', adts: 'audio/aac', flac: null } as const;

/** A file that can be played here: how it is, is decided. */
export interface PreparedMedia {
  readonly plan: PlayPlan;
  /** the film has sound, none of which can be played here */
  readonly missesSound: boolean;
  readonly playable: Playable;
}

/** @returns null for what this browser cannot play from a media source */
export async function preparePlayable(
  source: RangeSource,
  media: OpenedMedia,
  takes: (mime: string) => boolean,
): Promise<PreparedMedia | null> {
  const { video, audio, unindexed, duration } = media;
  const pictureFacts = video === null ? null : await factsOf(video);
  const soundFacts = await Promise.all(audio.map(factsOf));
  const decodable = audio[soundFacts.findIndex(({ isDecodable }) => isDecodable)];
  const encodes = decodable === undefined ? [] : await encodersFor(decodable);
  const plan = chooseContainer(pictureFacts, soundFacts, unindexed === null ? null : plainTypes[unindexed], {
    takes,
    encodes,
  });
  if (plan === null) return null;
  const sound = plan.audioTrack === null ? null : (audio[plan.audioTrack] ?? null);

  const beginnings = { video: await videoBeginning(media), audio: await audioBeginning(sound, plan) };
  const writer = await beginSegments(plan.container, beginnings);
  const zero = Math.min(0, beginnings.video?.first.timestamp ?? 0);
  const lead = Math.max(0, zero - (beginnings.audio?.first.timestamp ?? 0)) + 1;
  const stripped = plan.container === 'mp4' && unindexed === 'adts';

  return {
    plan,
    missesSound: plan.audioTrack === null && audio.length > 0,
    playable: {
      mime: plan.mime,
      duration: duration === null || !(duration > 0) ? null : duration - zero,
      beginning: writer.beginning,
      lead,
      write: (segment) => writer.write(segment, lead),
      leave: () => source.leave(),
      found: () => source.found(),
      async *from(shown) {
        const time = shown + zero;
        const picture = video === null ? null : packetsFrom(video, time);
        const begun = await picture?.next();
        const first = begun?.done === false ? begun.value.timestamp : time;
        const soundPackets = (): AsyncGenerator<TimedPacket, void> | null => {
          if (sound === null) return null;
          if (plan.encodeTo !== null)
            return onlyPackets(encodedPackets(sound, plan.encodeTo, Math.max(0, first)));
          return unindexed === null
            ? packetsFrom(sound, first)
            : unindexedPacketsFrom(source, unindexed, duration, first);
        };
        const packets = soundPackets();
        const lanes = {
          video:
            picture === null || begun === undefined
              ? null
              : laneOf(startedWith(begun, picture), zero, reorderDepth((await video?.getCodec()) ?? null)),
          audio: packets === null ? null : laneOf(stripped ? withoutHeaders(packets) : packets, zero, 0),
        };
        yield* pumpPackets(lanes);
      },
    },
  };
}

async function videoBeginning({ video }: OpenedMedia): Promise<Beginnings['video']> {
  if (video === null) return null;
  const codec = await video.getCodec();
  const config = await video.getDecoderConfig();
  const first = await new EncodedPacketSink(video).getFirstKeyPacket();
  if (codec === null || config === null || first === null) throw new Error('a track without pictures');
  return { codec, config, first, rotation: await video.getRotation() };
}

async function audioBeginning(track: InputAudioTrack | null, plan: PlayPlan): Promise<Beginnings['audio']> {
  if (track === null) return null;
  if (plan.encodeTo !== null) {
    for await (const { packet, config } of encodedPackets(track, plan.encodeTo, 0)) {
      if (config !== null) return { codec: plan.encodeTo, config, first: packet };
    }
    throw new Error('a track without sound');
  }
  const codec = await track.getCodec();
  const config = await track.getDecoderConfig();
  const first = await new EncodedPacketSink(track).getFirstPacket();
  if (codec === null || config === null || first === null) throw new Error('a track without sound');
  return { codec, config, first };
}

/** With times from the first that is shown. */
function laneOf(packets: AsyncIterable<TimedPacket>, zero: number, depth: number): Lane {
  return { packets: shifted(packets, zero), depth };
}

async function* shifted(
  packets: AsyncIterable<TimedPacket>,
  zero: number,
): AsyncGenerator<TimedPacket, void> {
  for await (const { data, type, timestamp, duration } of packets)
    yield { data, type, timestamp: timestamp - zero, duration };
}

async function* startedWith(
  begun: IteratorResult<EncodedPacket, void>,
  rest: AsyncGenerator<EncodedPacket, void>,
): AsyncGenerator<EncodedPacket, void> {
  if (begun.done === true) return;
  yield begun.value;
  yield* rest;
}

async function* onlyPackets(encoded: ReturnType<typeof encodedPackets>): AsyncGenerator<EncodedPacket, void> {
  for await (const { packet } of encoded) yield packet;
}

/** ADTS without the header of each frame, as other containers have it. Source: ISO/IEC 13818-7, 6.2: bit 15 says that there is no checksum. */
async function* withoutHeaders(packets: AsyncIterable<TimedPacket>): AsyncGenerator<TimedPacket, void> {
  for await (const { data, type, timestamp, duration } of packets)
    yield { data: data.subarray(((data[1] ?? 0) & 1) === 1 ? 7 : 9), type, timestamp, duration };
}
