/** What happens to the bytes of a data key while it is made ready: asked for or drawn, in hand, imported non-extractable, overwritten. */
export type KeyMoment = 'asked' | 'received' | 'imported' | 'overwritten';
