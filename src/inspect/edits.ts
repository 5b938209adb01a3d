/**
 * A change made to a copy of a message, to see which check catches it. Edits are laid over the bytes as they are read; nothing stored
 * is touched. Offsets count from the message's first byte. They are made in their order, each on what the ones before left; what lies
 * beyond the end, or is no regular frame, changes nothing.
 */
export type Edit =
  /** `mask`: 1 to 255, laid over one byte by exclusive or */
  | { readonly kind: 'flip'; readonly offset: number; readonly mask: number }
  /** two regular frames change places; numbers from 1 */
  | { readonly kind: 'swap-frames'; readonly first: number; readonly second: number }
  /** keeps the first `length` bytes */
  | { readonly kind: 'cut'; readonly length: number };
