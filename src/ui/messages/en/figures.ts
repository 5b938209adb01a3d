import { figuresIn } from '../../format/figures-in.ts';

export const { formatBytesExactly, formatCount, formatSize, plural } = figuresIn('en');
