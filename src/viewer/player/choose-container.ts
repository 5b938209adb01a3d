/** What is known of a track before anything of it is played. */
export interface TrackFacts {
  /** RFC 6381, as browsers are asked for it; null: the demuxer does not know it */
  readonly codecString: string | null;
  /** the browser decodes it by WebCodecs, or it needs no decoding */
  readonly isDecodable: boolean;
}

/** What this browser says of itself. */
export interface PlayerAbilities {
  /** `MediaSource.isTypeSupported` */
  readonly takes: (mime: string) => boolean;
  /** what sound can be encoded to here, the better first */
  readonly encodes: readonly SoundCodec[];
}

export type SoundCodec = 'opus' | 'aac';

/** How a file goes into a media source. */
export interface PlayPlan {
  /** `plain`: packets one after the other, as MP3 and ADTS have them, without a container */
  readonly container: 'mp4' | 'webm' | 'plain';
  readonly mime: string;
  readonly hasVideo: boolean;
  /** which of the tracks of sound, by its place; null: none */
  readonly audioTrack: number | null;
  /** null: as it is */
  readonly encodeTo: SoundCodec | null;
}

const encodedStrings: Readonly<Record<SoundCodec, string>> = { opus: 'opus', aac: 'mp4a.40.2' };
const containers = ['mp4', 'webm'] as const;

/**
 * Chooses the container and the tracks: as they are, if that can be; else with the sound encoded anew; else the picture without sound.
 * @param video null: there is none
 * @param audio in the order of preference
 * @param plain the type of a file that is nothing but packets of sound; null: it is none
 * @returns null for what this browser cannot play from a media source
 */
export function chooseContainer(
  video: TrackFacts | null,
  audio: readonly TrackFacts[],
  plain: 'audio/mpeg' | 'audio/aac' | null,
  { takes, encodes }: PlayerAbilities,
): PlayPlan | null {
  const mimeOf = (container: 'mp4' | 'webm', codecs: readonly string[]): string =>
    `${video === null ? 'audio' : 'video'}/${container}; codecs="${codecs.join(',')}"`;
  const picture = video === null ? [] : [video.codecString];
  if (!picture.every((codec) => codec !== null)) return null;
  const find = (sound: readonly string[]): Pick<PlayPlan, 'container' | 'mime'> | null => {
    const known = containers
      .map((container) => ({ container, mime: mimeOf(container, [...picture, ...sound]) }))
      .find(({ mime }) => takes(mime));
    return known ?? null;
  };
  const hasVideo = video !== null;

  for (const [audioTrack, { codecString }] of audio.entries()) {
    const found = codecString === null ? null : find([codecString]);
    if (found !== null) return { ...found, hasVideo, audioTrack, encodeTo: null };
  }
  if (plain !== null && !hasVideo && audio.length > 0 && takes(plain))
    return { container: 'plain', mime: plain, hasVideo, audioTrack: 0, encodeTo: null };
  const decodable = audio.findIndex(({ isDecodable }) => isDecodable);
  if (decodable !== -1) {
    for (const encodeTo of encodes) {
      const found = find([encodedStrings[encodeTo]]);
      if (found !== null) return { ...found, hasVideo, audioTrack: decodable, encodeTo };
    }
  }
  const silent = hasVideo ? find([]) : null;
  return silent === null ? null : { ...silent, hasVideo, audioTrack: null, encodeTo: null };
}
