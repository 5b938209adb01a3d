import type { Messages } from '../shape.ts';
import { formatCount } from './figures.ts';

/** Flip a bit, in German. */
export const flipText: Messages['inspection']['flip'] = {
  title: 'Ein Bit kippen',
  about:
    'Verändere mit Absicht eine Kopie, und sieh, welche Prüfung es bemerkt. Die Kopie entsteht in diesem Browser, während sie gelesen wird: Nichts Gespeichertes wird berührt.',
  what: 'Was verändert wird',
  kinds: {
    'header-byte': {
      name: 'Ein Byte des Headers',
      about: 'Dreht das unterste Bit eines Bytes um. Genommen wird das oben in der Karte gewählte.',
    },
    'wrapped-key': {
      name: 'Der verpackte Schlüssel',
      about: 'Dreht ein Bit mitten im verpackten Schlüssel um.',
    },
    context: {
      name: 'Der Verschlüsselungskontext',
      about: 'Dreht ein Bit im längsten Wert des Kontexts um.',
    },
    ciphertext: {
      name: 'Der Chiffretext eines Frames',
      about: 'Dreht ein Bit im ersten Chiffretext-Byte eines Frames um.',
    },
    tag: { name: 'Das Auth-Tag eines Frames', about: 'Dreht ein Bit im Auth-Tag eines Frames um.' },
    swap: { name: 'Die Reihenfolge der Frames', about: 'Zwei ganze Frames tauschen die Plätze.' },
    cut: { name: 'Das Ende', about: 'Das Ende der Nachricht wird abgeschnitten.' },
  },
  offset: 'Position des Bytes',
  frame: 'Frame',
  first: 'Erster Frame',
  second: 'Zweiter Frame',
  cutBytes: 'Abzuschneidende Bytes',
  apply: 'Kopie verändern',
  reset: 'Kopie vergessen',
  running: 'Eine Kopie wird verändert und geprüft…',
  impossible: 'Die Nachricht hat keinen solchen Teil. Wähle einen anderen.',
  none: 'Hier ist nichts, was sich verändern ließe.',
  changed: (offset, before, after) => `Byte ${formatCount(offset)} der Kopie ist ${after} statt ${before}.`,
  flipped: (offset) => `Ein Bit von Byte ${formatCount(offset)} der Kopie ist umgedreht.`,
  swapped: (first, second) =>
    `Die Frames ${formatCount(first)} und ${formatCount(second)} der Kopie haben die Plätze getauscht.`,
  cut: (length) => `Die Kopie endet nach ${formatCount(length)} Bytes.`,
  caughtBy: {
    header: 'Beim Lesen des Headers bemerkt.',
    unwrap: 'Von KMS bemerkt: Es hat den Schlüssel nicht ausgepackt.',
    commitment: 'Vom Commitment bemerkt.',
    'header-tag': 'Vom Auth-Tag des Headers bemerkt.',
    frames: 'Von den Prüfungen der Frames bemerkt.',
  },
  uncaught: 'Alles wurde geprüft, und nichts hat es bemerkt.',
  notChecked: 'Nichts hat es bemerkt: Nicht alles an der Kopie ließ sich prüfen.',
  untouched: 'Was gespeichert ist, ist wie zuvor.',
};
