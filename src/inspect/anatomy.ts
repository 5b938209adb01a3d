import type { Bytes } from '../bytes/bytes.ts';

/** The fields of a message's header (specification: data-format/message-header.md), both formats, in the order they may come. */
export const headerFields = [
  'version',
  'type',
  'suite',
  'message-id',
  'context-length',
  'context-count',
  'context-name-length',
  'context-name',
  'context-value-length',
  'context-value',
  'key-count',
  'provider-id-length',
  'provider-id',
  'provider-info-length',
  'provider-info',
  'wrapped-key-length',
  'wrapped-key',
  'content-type',
  'reserved',
  'iv-length',
  'frame-length',
  'commitment',
  'header-iv',
  'header-tag',
] as const;

export type HeaderField = (typeof headerFields)[number];

/** Where one field lies, and what it says. */
export interface FieldPlace {
  readonly field: HeaderField;
  /** bytes from the start of the message */
  readonly offset: number;
  /** bytes; less than the field claims where the header is cut */
  readonly length: number;
  /** of the context pair or the wrapped key it belongs to, from 0; null for the others */
  readonly index: number | null;
  /**
   * the number in it (decimal; `0x80` and `0x0478` for type and suite) or the text, outside text as it stands; null where the bytes
   * themselves are all there is to show, and where the field is cut
   */
  readonly value: string | null;
}

/** A header byte by byte, as far as it could be read: the fields cover `bytes` in order, without gap or overlap. */
export interface Anatomy {
  /** the header's bytes with its authentication; what could be read of them where it is cut or broken, at most 64 KiB then */
  readonly bytes: Bytes;
  readonly fields: readonly FieldPlace[];
}

/** Where the frames lie, as arithmetic (specification: data-format/message-body.md). */
export interface FrameMap {
  /** bytes from the start of the message to the first frame */
  readonly bodyOffset: number;
  /** bytes of plaintext a regular frame */
  readonly frameLength: number;
  /** regular frames and the final one */
  readonly count: number;
  /** bytes of plaintext in the final frame */
  readonly finalLength: number;
  /** bytes of the whole message */
  readonly messageLength: number;
}

/** One frame as it stands; nothing in it is verified. */
export interface FrameFacts {
  /** the place it stands at, from 1 */
  readonly place: number;
  /** the sequence number written in it */
  readonly sequence: number;
  readonly final: boolean;
  /** bytes from the start of the message */
  readonly offset: number;
  /** bytes with everything around the ciphertext */
  readonly length: number;
  /** bytes of plaintext */
  readonly plaintextLength: number;
  /** hex */
  readonly iv: string;
  /** hex */
  readonly tag: string;
}
