import { ALL_FORMATS, BufferSource, EncodedPacket, EncodedPacketSink, Input } from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../bytes/bytes.ts';
import { beginSegments, type Beginnings } from './begin-segments.ts';
import type { MediaSample } from './media-sample.ts';

const packet = (byte: number): EncodedPacket =>
  new EncodedPacket(
    Uint8Array.from({ length: 20 }, () => byte),
    'key',
    5,
    0.5,
  );
const video: Beginnings['video'] = {
  codec: 'vp8',
  config: { codec: 'vp8', codedWidth: 64, codedHeight: 48 },
  first: packet(1),
  rotation: 0,
};
const audio: Beginnings['audio'] = {
  codec: 'opus',
  config: { codec: 'opus', numberOfChannels: 2, sampleRate: 48_000 },
  first: packet(2),
};

const sample = (byte: number, time: number, decodeTime = time, isKey = true): MediaSample => ({
  bytes: Uint8Array.from({ length: byte }, () => byte),
  isKey,
  time,
  decodeTime,
  duration: 0.5,
});
const pictures = [sample(10, 4, 4), sample(11, 5, 4.5, false), sample(12, 4.5, 5, false)];
const later = [sample(13, 45)];
const sounds = [sample(20, 4), sample(21, 4.5)];

/** What a demuxer finds in segments, as it would in a file of them. */
async function readBack(container: 'mp4' | 'webm') {
  const writer = await beginSegments(container, { video, audio });
  const file = concatBytes(
    writer.beginning,
    writer.write({ video: pictures, audio: sounds }, 1),
    writer.write({ video: later, audio: [] }, 1),
  );
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(file) });
  const found = async (kind: 'video' | 'audio') => {
    const track = kind === 'video' ? await input.getPrimaryVideoTrack() : await input.getPrimaryAudioTrack();
    if (track === null) throw new Error(`no ${kind}`);
    const packets = [];
    for await (const { data, type, timestamp } of new EncodedPacketSink(track).packets())
      packets.push([data.length, data[0], type, Math.round(timestamp * 1000) / 1000]);
    return packets;
  };
  return { video: await found('video'), audio: await found('audio'), input };
}

describe('beginSegments()', () => {
  it('writes fragments of MP4 that a reader takes for what went in', async () => {
    const { video: shown, audio: heard } = await readBack('mp4');
    expect(shown).toEqual([
      [10, 10, 'key', 5],
      [11, 11, 'delta', 6],
      [12, 12, 'delta', 5.5],
      [13, 13, 'key', 46],
    ]);
    expect(heard).toEqual([
      [20, 20, 'key', 5],
      [21, 21, 'key', 5.5],
    ]);
  });

  it('writes clusters of WebM, a new one where a time is too far from the first', async () => {
    const { video: shown, audio: heard } = await readBack('webm');
    expect(shown.toSorted(([left = 0], [right = 0]) => Number(left) - Number(right))).toEqual([
      [10, 10, 'key', 5],
      [11, 11, 'delta', 6],
      [12, 12, 'delta', 5.5],
      [13, 13, 'key', 46],
    ]);
    expect(heard.map(([length]) => length)).toEqual([20, 21]);
  });

  it('keeps how a picture is turned', async () => {
    const turned = await beginSegments('mp4', { video: { ...video, rotation: 90 }, audio: null });
    const file = concatBytes(turned.beginning, turned.write({ video: pictures, audio: [] }, 0));
    const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(file) });
    expect(await (await input.getPrimaryVideoTrack())?.getRotation()).toBe(90);
  });

  it('adds nothing to packets that need no container', async () => {
    const writer = await beginSegments('plain', { video: null, audio });
    expect(writer.beginning.length).toBe(0);
    expect(writer.write({ video: [], audio: sounds }, 1)).toEqual(
      concatBytes(...sounds.map(({ bytes }) => bytes)),
    );
  });

  it('says of FLAC how many bits its samples have', async () => {
    const description = new Uint8Array(42);
    // `fLaC`, a last block of 34 bytes, blocks of 4608, 48 kHz, two channels of 24 bits.
    description.set([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34, 0x12, 0, 0x12, 0]);
    description.set([0x0b, 0xb8, 0x03, 0x70], 18);
    const config = { codec: 'flac', numberOfChannels: 2, sampleRate: 48_000, description };
    const { beginning } = await beginSegments('mp4', {
      video: null,
      audio: { codec: 'flac', config, first: packet(3) },
    });
    const text = String.fromCharCode(...beginning);
    expect(beginning[text.indexOf('fLaC') + 4 + 19]).toBe(24);
  });
});
