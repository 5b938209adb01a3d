import { describe, expect, it } from 'vitest';
import { chooseContainer, type SoundCodec, type TrackFacts } from './choose-container.ts';

const avc: TrackFacts = { codecString: 'avc1.640028', isDecodable: true };
const vp8: TrackFacts = { codecString: 'vp8', isDecodable: true };
const aac: TrackFacts = { codecString: 'mp4a.40.2', isDecodable: true };
const ac3: TrackFacts = { codecString: 'ac-3', isDecodable: false };
const pcm: TrackFacts = { codecString: 'pcm-s16', isDecodable: true };
const mp3: TrackFacts = { codecString: 'mp3', isDecodable: true };

/** As Chromium without the codecs of films does, and with those of most. */
const known = {
  mp4: ['avc1.640028', 'mp4a.40.2', 'opus', 'flac'],
  webm: ['vp8', 'opus', 'vorbis'],
};

const abilities = (encodes: readonly SoundCodec[] = ['opus', 'aac']) => ({
  encodes,
  takes(mime: string): boolean {
    if (mime === 'audio/mpeg') return true;
    const [, container = '', codecs = ''] = /^(?:audio|video)\/(\w+); codecs="([^"]*)"$/u.exec(mime) ?? [];
    const own: readonly string[] = container === 'webm' ? known.webm : known.mp4;
    return codecs.split(',').every((codec) => own.includes(codec));
  },
});

describe('chooseContainer()', () => {
  it('takes both tracks as they are where it can', () => {
    expect(chooseContainer(avc, [aac], null, abilities())).toEqual({
      container: 'mp4',
      mime: 'video/mp4; codecs="avc1.640028,mp4a.40.2"',
      hasVideo: true,
      audioTrack: 0,
      encodeTo: null,
    });
    expect(chooseContainer(vp8, [], null, abilities())).toMatchObject({
      container: 'webm',
      audioTrack: null,
    });
  });

  it('takes the first track of sound that can be played', () => {
    expect(chooseContainer(avc, [ac3, aac], null, abilities())).toMatchObject({
      audioTrack: 1,
      encodeTo: null,
    });
  });

  it('encodes sound anew that a media source does not take', () => {
    expect(chooseContainer(avc, [pcm], null, abilities())).toMatchObject({
      mime: 'video/mp4; codecs="avc1.640028,opus"',
      encodeTo: 'opus',
    });
    expect(chooseContainer(vp8, [mp3], null, abilities(['aac', 'opus']))).toMatchObject({
      mime: 'video/webm; codecs="vp8,opus"',
      encodeTo: 'opus',
    });
  });

  it('shows a picture without the sound that nothing here can decode', () => {
    expect(chooseContainer(avc, [ac3], null, abilities())).toMatchObject({
      audioTrack: null,
      hasVideo: true,
    });
    expect(chooseContainer(avc, [pcm], null, abilities([]))).toMatchObject({ audioTrack: null });
  });

  it('hands packets over without a container where none holds them', () => {
    expect(chooseContainer(null, [mp3], 'audio/mpeg', abilities())).toMatchObject({
      container: 'plain',
      mime: 'audio/mpeg',
    });
  });

  it('gives up on what it does not know', () => {
    const unknown = { codecString: null, isDecodable: false };
    expect(chooseContainer(unknown, [aac], null, abilities())).toBeNull();
    expect(
      chooseContainer({ codecString: 'hvc1.1.6.L93', isDecodable: false }, [], null, abilities()),
    ).toBeNull();
    expect(chooseContainer(null, [ac3], null, abilities())).toBeNull();
    expect(chooseContainer(null, [], null, abilities())).toBeNull();
  });
});
