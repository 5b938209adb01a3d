import { AudioSampleSink, EncodedPacket, type InputAudioTrack } from 'mediabunny';
import type { SoundCodec } from './choose-container.ts';

/** Bits a second: nobody hears the difference from what was encoded, and it is sent nowhere. */
const bitrate = 192_000;
/** Stretches of sound that an encoder holds at most. */
const mostQueued = 32;

const codecs: Readonly<Record<SoundCodec, string>> = { opus: 'opus', aac: 'mp4a.40.2' };

/** Which of them WebCodecs encodes here, for sound like this. */
export async function encodersFor(track: InputAudioTrack): Promise<SoundCodec[]> {
  if (!('AudioEncoder' in globalThis)) return [];
  const found: SoundCodec[] = [];
  for (const codec of ['opus', 'aac'] as const) {
    const { supported } = await AudioEncoder.isConfigSupported(await configOf(track, codec)).catch(() => ({
      supported: false,
    }));
    if (supported === true) found.push(codec);
  }
  return found;
}

/** Sound decoded and encoded anew. `config`: with the first of them. */
export async function* encodedPackets(
  track: InputAudioTrack,
  codec: SoundCodec,
  from: number,
): AsyncGenerator<{ readonly packet: EncodedPacket; readonly config: AudioDecoderConfig | null }, void> {
  const ready: { packet: EncodedPacket; config: AudioDecoderConfig | null }[] = [];
  let fail: (error: Error) => void = nothing;
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // Nobody may be waiting when it fails.
  failed.catch(() => {});
  const encoder = new AudioEncoder({
    output: (chunk, meta) =>
      ready.push({ packet: EncodedPacket.fromEncodedChunk(chunk), config: meta?.decoderConfig ?? null }),
    error: (error) => fail(error),
  });
  encoder.configure(await configOf(track, codec));
  try {
    for await (const sample of new AudioSampleSink(track).samples(from)) {
      const data = sample.toAudioData();
      sample.close();
      encoder.encode(data);
      data.close();
      while (encoder.encodeQueueSize > mostQueued) await Promise.race([dequeued(encoder), failed]);
      yield* ready.splice(0);
    }
    await Promise.race([encoder.flush(), failed]);
    yield* ready.splice(0);
  } finally {
    if (encoder.state !== 'closed') encoder.close();
  }
}

async function configOf(track: InputAudioTrack, codec: SoundCodec): Promise<AudioEncoderConfig> {
  return {
    codec: codecs[codec],
    sampleRate: await track.getSampleRate(),
    numberOfChannels: await track.getNumberOfChannels(),
    bitrate,
  };
}

function dequeued(encoder: AudioEncoder): Promise<void> {
  return new Promise((resolve) => encoder.addEventListener('dequeue', () => resolve(), { once: true }));
}

const nothing = (): void => {};
