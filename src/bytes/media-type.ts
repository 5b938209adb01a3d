import type { Bytes } from './bytes.ts';

/** Sound and moving pictures that browsers play, as they are told of them. Whether this browser can decode one is found when it tries. */
export const mediaTypes = [
  'video/mp4',
  'video/quicktime',
  'video/webm',
  'video/x-matroska',
  'video/ogg',
  'audio/mp4',
  'audio/ogg',
  'audio/mpeg',
  'audio/aac',
  'audio/flac',
  'audio/wav',
] as const;

export type MediaType = (typeof mediaTypes)[number];

/** Brands of ISO base media files that hold sound or moving pictures; HEIF and AVIF pictures have others. */
const brands: readonly (readonly [RegExp, MediaType])[] = [
  [/^M4[AB] $/u, 'audio/mp4'],
  [/^qt {2}$/u, 'video/quicktime'],
  [/^(?:iso[2-9m]|mp4[12]|avc1|M4V[ HP]|dash|msdh|cmfc|MSNV|f4v |3g[2p].|mmp4)$/u, 'video/mp4'],
];

/**
 * What a file is by its first bytes, never by its name.
 * @param bytes the beginning of a file; a few hundred bytes are enough, all of it where it is shorter
 * @returns null for everything that is no sound and no moving picture, and for kinds not listed
 * Source: each format's signature; WHATWG MIME Sniffing, "Matching an audio or video type pattern".
 */
export function mediaTypeOf(bytes: Bytes): MediaType | null {
  const start = latin(bytes, 0, 256);
  if (start.slice(4, 8) === 'ftyp') {
    return brands.find(([brand]) => brand.test(start.slice(8, 12)))?.[1] ?? null;
  }
  if (start.startsWith('\u001AE\u00DF\u00A3')) {
    if (start.includes('\u0042\u0082') && start.includes('webm')) return 'video/webm';
    return start.includes('matroska') ? 'video/x-matroska' : null;
  }
  if (start.startsWith('OggS\0')) return start.includes('\u0080theora') ? 'video/ogg' : 'audio/ogg';
  if (/^(?:RIFF|RF64)$/u.test(start.slice(0, 4)) && start.slice(8, 12) === 'WAVE') return 'audio/wav';
  if (/^fLaC[\0\u0080]/u.test(start)) return 'audio/flac';
  if (start.startsWith('ID3') && isTagVersion(bytes[3], bytes[4])) return 'audio/mpeg';
  if (isChain(bytes, mpegFrameLength)) return 'audio/mpeg';
  return isChain(bytes, adtsFrameLength) ? 'audio/aac' : null;
}

/** ID3v2.2 to 2.4; a revision is never 255 (id3.org, "ID3 tag version 2.4.0, main structure", section 3.1). */
function isTagVersion(major = 0, revision = 255): boolean {
  return major >= 2 && major <= 4 && revision < 255;
}

function latin(bytes: Bytes, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

/** Formats without a signature: two frames must follow each other, unless the file ends with the first. */
function isChain(bytes: Bytes, lengthAt: (bytes: Bytes, offset: number) => number | null): boolean {
  const first = lengthAt(bytes, 0);
  if (first === null) return false;
  return first >= bytes.length || lengthAt(bytes, first) !== null;
}

/** Kilobits a second of MPEG audio, layer III: of version 1, and of 2 and 2.5. Source: ISO/IEC 11172-3 and 13818-3. */
const bitrates = {
  one: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  two: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
} as const;
const sampleRates = [44_100, 48_000, 32_000] as const;

/** Bytes of the layer III frame at an offset; null: none begins there. */
function mpegFrameLength(bytes: Bytes, offset: number): number | null {
  const [sync = 0, second = 0, third = 0] = bytes.subarray(offset, offset + 3);
  if (sync !== 0xff || (second & 0xe6) !== 0xe2) return null;
  const version = (second >> 3) & 3;
  const rate = sampleRates[(third >> 2) & 3];
  const kilobits = bitrates[version === 3 ? 'one' : 'two'][third >> 4];
  if (version === 1 || rate === undefined || kilobits === undefined || kilobits === 0) return null;
  const samples = version === 3 ? 144 : 72;
  const divided = rate / ({ 0: 4, 2: 2, 3: 1 }[version] ?? 1);
  return Math.floor((samples * kilobits * 1000) / divided) + ((third >> 1) & 1);
}

/** Bytes of the AAC frame (ADTS) at an offset; null: none begins there. Source: ISO/IEC 13818-7, 6.2. */
function adtsFrameLength(bytes: Bytes, offset: number): number | null {
  const [sync = 0, second = 0, third = 0, fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(
    offset,
    offset + 6,
  );
  if (sync !== 0xff || (second & 0xf6) !== 0xf0 || ((third >> 2) & 0xf) > 12) return null;
  const length = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  return length < 7 ? null : length;
}
