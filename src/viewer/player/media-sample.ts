/** One picture or stretch of sound, as it goes into a segment. Times in seconds. */
export interface MediaSample {
  readonly bytes: Uint8Array;
  readonly isKey: boolean;
  /** when it is presented */
  readonly time: number;
  /** when it is decoded: never earlier than that of the sample before it */
  readonly decodeTime: number;
  /** until the next one's turn */
  readonly duration: number;
}

/** What follows each other in a track, in the order of decoding. */
export interface Segment {
  readonly video: readonly MediaSample[];
  readonly audio: readonly MediaSample[];
}
