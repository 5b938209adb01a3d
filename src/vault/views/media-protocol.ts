import type { Bytes } from '../../bytes/bytes.ts';

/**
 * Between the player's frame, which takes a file apart, and the vault, which reads what the frame asks for. The frame pulls: nothing of an
 * answer is sent that was not asked for by `more`.
 */
export type ToView =
  /** a request for the plaintext bytes `first` to `last`, inclusive; numbers are chosen by the frame, each used once */
  | { readonly type: 'want'; readonly request: number; readonly first: number; readonly last: number }
  /** the next piece of its answer */
  | { readonly type: 'more'; readonly request: number }
  /** the frame wants no more of it */
  | { readonly type: 'stop'; readonly request: number };

export type FromView =
  /** verified bytes, next in order */
  | { readonly type: 'piece'; readonly request: number; readonly bytes: Bytes }
  /** all of the range was sent */
  | { readonly type: 'end'; readonly request: number }
  /** there will be no more of this answer */
  | { readonly type: 'fail'; readonly request: number }
  /** the view is closed */
  | { readonly type: 'over' };
