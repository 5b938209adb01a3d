type Use = 'seal' | 'open';

/** Which of the two uses of a key a holder is needed for: no words, but part of what they describe. */
export const bothUses: readonly Use[] = ['seal', 'open'];
export const sealingOnly: readonly Use[] = ['seal'];
export const openingOnly: readonly Use[] = ['open'];
