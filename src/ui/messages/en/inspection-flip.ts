import type { ChainStep } from '../../../inspect/chain.ts';
import type { AlterationKind } from '../../inspection/flip/alterations.ts';
import { formatCount } from './figures.ts';

const kinds: Readonly<Record<AlterationKind, { readonly name: string; readonly about: string }>> = {
  'header-byte': {
    name: 'A byte of the header',
    about: 'Turns the lowest bit of one byte. The byte chosen in the map above is taken.',
  },
  'wrapped-key': { name: 'The wrapped key', about: 'Turns one bit in the middle of the wrapped key.' },
  context: { name: 'The encryption context', about: 'Turns one bit of the longest value of the context.' },
  ciphertext: { name: 'A frame’s ciphertext', about: 'Turns one bit of a frame’s first ciphertext byte.' },
  tag: { name: 'A frame’s tag', about: 'Turns one bit of a frame’s tag.' },
  swap: { name: 'The order of frames', about: 'Two whole frames change places.' },
  cut: { name: 'The end', about: 'The end of the message is cut off.' },
};

const caughtBy: Readonly<Record<ChainStep, string>> = {
  header: 'Caught while the header was read.',
  unwrap: 'Caught by KMS: it did not unwrap the key.',
  commitment: 'Caught by the commitment.',
  'header-tag': 'Caught by the header’s tag.',
  frames: 'Caught by the frames’ checks.',
};

/** Flip a bit, in English. */
export const flipText = {
  title: 'Flip a bit',
  about:
    'Alter a copy on purpose and see which check catches it. The copy is made in this browser as it is read: nothing that is stored is touched.',
  what: 'What to alter',
  kinds,
  offset: 'Byte offset',
  frame: 'Frame',
  first: 'First frame',
  second: 'Second frame',
  cutBytes: 'Bytes to cut off',
  apply: 'Alter the copy',
  reset: 'Forget the copy',
  running: 'Altering a copy and checking it…',
  impossible: 'The message has no such part. Choose another.',
  none: 'There is nothing here that could be altered.',
  changed: (offset: number, before: string, after: string) =>
    `Byte ${formatCount(offset)} of the copy is ${after} instead of ${before}.`,
  flipped: (offset: number) => `One bit of byte ${formatCount(offset)} of the copy is turned.`,
  swapped: (first: number, second: number) =>
    `Frames ${formatCount(first)} and ${formatCount(second)} of the copy changed places.`,
  cut: (length: number) => `The copy ends after ${formatCount(length)} bytes.`,
  caughtBy,
  uncaught: 'Everything was checked, and nothing caught it.',
  notChecked: 'Nothing caught it: not everything of the copy could be checked.',
  untouched: 'What is stored is as it was.',
} as const;
