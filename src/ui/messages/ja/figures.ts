import { figuresIn } from '../../format/figures-in.ts';

export const { formatBytesExactly, formatCount, formatSize } = figuresIn('ja');
