import { describe, expect, it } from 'vitest';
import { mediaTypeOf } from './media-type.ts';
import { utf8Encode } from './text.ts';

const bytes = (...parts: (string | number | number[])[]) =>
  new Uint8Array(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : part,
    ),
  );
const filler = (length: number): number[] => Array<number>(length).fill(0x55);

/** 128 kbit/s at 44.1 kHz: 417 bytes. */
const mpeg = [0xff, 0xfb, 0x90, 0x64, ...filler(413)];
/** 7 bytes of header say that the frame has 64. */
const adts = [0xff, 0xf1, 0x50, 0x80, 0x08, 0x1f, 0xfc, ...filler(57)];

describe('mediaTypeOf()', () => {
  it.each([
    ['video/mp4', bytes([0, 0, 0, 32], 'ftypisom')],
    ['video/mp4', bytes([0, 0, 0, 32], 'ftypmp42')],
    ['video/mp4', bytes([0, 0, 0, 32], 'ftyp3gp5')],
    ['audio/mp4', bytes([0, 0, 0, 32], 'ftypM4A ')],
    ['video/quicktime', bytes([0, 0, 0, 20], 'ftypqt  ')],
    ['video/webm', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'webm')],
    ['video/x-matroska', bytes([0x1a, 0x45, 0xdf, 0xa3, 0xa3, 0x42, 0x82, 0x88], 'matroska')],
    ['audio/ogg', bytes('OggS', 0, 2, filler(20), 1, 'vorbis')],
    ['video/ogg', bytes('OggS', 0, 2, filler(20), 0x80, 'theora')],
    ['audio/wav', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['audio/flac', bytes('fLaC', 0, [0, 0, 34])],
    ['audio/mpeg', bytes('ID3', [4, 0, 0])],
    ['audio/mpeg', bytes(mpeg, mpeg)],
    ['audio/mpeg', bytes(mpeg)],
    ['audio/aac', bytes(adts, adts)],
  ])('knows %s by its first bytes', (type, start) => {
    expect(mediaTypeOf(start)).toBe(type);
  });

  it.each([
    ['nothing', bytes()],
    ['an AVIF picture', bytes([0, 0, 0, 28], 'ftypavif')],
    ['a HEIF picture', bytes([0, 0, 0, 28], 'ftypheic')],
    ['a WebP picture', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8 ')],
    ['a JPEG picture', bytes([0xff, 0xd8, 0xff, 0xe0])],
    ['UTF-16 with its mark', bytes([0xff, 0xfe, 0x41, 0])],
    ['one MPEG frame, then something else', bytes(mpeg, 'text')],
    ['one AAC frame, then something else', bytes(adts, 'text')],
    ['another EBML document', bytes([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84], 'html')],
    ['text that begins like a tag', utf8Encode('ID3 tags are at the beginning')],
    ['text that begins like a stream', utf8Encode('OggS or fLaC?')],
    ['text that begins like FLAC', utf8Encode('fLaC is a codec')],
    ['markup', utf8Encode('<video src="a.mp4"></video>')],
  ])('is not taken in by %s', (_, start) => {
    expect(mediaTypeOf(start)).toBeNull();
  });
});
