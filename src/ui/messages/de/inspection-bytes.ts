import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

type BytesText = Messages['inspection']['bytes'];

const fields: BytesText['fields'] = {
  version: { name: 'Version', meaning: 'Das Format der Nachricht: 1, oder 2 mit Key Commitment.' },
  type: {
    name: 'Typ',
    meaning: 'In Format 1 immer 80: authentifizierte, verschlüsselte Daten eines Kunden.',
  },
  suite: {
    name: 'Algorithmus-Suite',
    meaning:
      'Sagt, welche Chiffre, Schlüsselableitung, welches Commitment und welche Signatur die Nachricht benutzt.',
  },
  'message-id': {
    name: 'Nachrichten-ID',
    meaning:
      'Zufällig, und das Salz der Schlüsselableitung: Keine zwei Nachrichten teilen einen Inhaltsschlüssel.',
  },
  'context-length': {
    name: 'Kontextlänge',
    meaning: 'Wie viele Bytes der Verschlüsselungskontext einnimmt.',
  },
  'context-count': { name: 'Kontextpaare', meaning: 'Wie viele Namen mit ihren Werten folgen.' },
  'context-name-length': { name: 'Namenslänge', meaning: 'Wie viele Bytes der Name einnimmt.' },
  'context-name': {
    name: 'Kontextname',
    meaning:
      'Ein Name des Verschlüsselungskontexts: nicht geheim, aber KMS packt den Schlüssel nur für genau ihn aus.',
  },
  'context-value-length': { name: 'Wertlänge', meaning: 'Wie viele Bytes der Wert einnimmt.' },
  'context-value': {
    name: 'Kontextwert',
    meaning:
      'Ein Wert des Verschlüsselungskontexts: nicht geheim, aber KMS packt den Schlüssel nur für genau ihn aus.',
  },
  'key-count': {
    name: 'Verpackte Schlüssel',
    meaning:
      'Wie viele verpackte Schlüssel (verschlüsselte Datenschlüssel) folgen; jeder einzelne öffnet die Nachricht.',
  },
  'provider-id-length': {
    name: 'Anbieterlänge',
    meaning: 'Wie viele Bytes der Name des Anbieters einnimmt.',
  },
  'provider-id': {
    name: 'Schlüsselanbieter',
    meaning: 'Wer den Datenschlüssel verpackt hat: AWS KMS oder jemand anderes.',
  },
  'provider-info-length': {
    name: 'Länge des Schlüsselnamens',
    meaning: 'Wie viele Bytes der Name des Schlüssels einnimmt.',
  },
  'provider-info': {
    name: 'Schlüsselname',
    meaning:
      'Welcher Schlüssel des Anbieters ihn verpackt hat: bei KMS die ARN, mit der Decrypt gefragt wird.',
  },
  'wrapped-key-length': {
    name: 'Länge des verpackten Schlüssels',
    meaning: 'Wie viele Bytes der verpackte Schlüssel einnimmt.',
  },
  'wrapped-key': {
    name: 'Verpackter Schlüssel',
    meaning:
      'Der eigene Datenschlüssel der Nachricht, verschlüsselt: Auspacken kann ihn nur, wer den verpackenden Schlüssel hat.',
  },
  'content-type': {
    name: 'Inhaltstyp',
    meaning: 'Ob der Inhalt in Frames geteilt (2) oder ein Block ist (1).',
  },
  reserved: { name: 'Reserviert', meaning: 'Vier Nullbytes in Format 1, für später aufgehoben.' },
  'iv-length': { name: 'IV-Länge', meaning: 'Wie viele Bytes jeder IV einnimmt; immer 12.' },
  'frame-length': {
    name: 'Frame-Länge',
    meaning: 'Wie viele Bytes Klartext jeder Frame fasst, außer dem letzten.',
  },
  commitment: {
    name: 'Commitment',
    meaning:
      'Aus dem Datenschlüssel abgeleitet: beweist, dass kein anderer Schlüssel diese Nachricht zu einem anderen Text öffnet.',
  },
  'header-iv': {
    name: 'IV des Headers',
    meaning: 'Der IV, unter dem das Auth-Tag des Headers gemacht wurde.',
  },
  'header-tag': {
    name: 'Auth-Tag des Headers',
    meaning:
      'Mit dem Datenschlüssel über jedes Byte davor gemacht: Ist ein Bit verändert, stimmt es nicht mehr.',
  },
};

/** The byte map in German. */
export const bytesText: BytesText = {
  title: 'Der Header, Byte für Byte',
  about:
    'Wähle ein Feld, um seine Bytes zu sehen, oder ein Byte, um sein Feld zu sehen. Die Pfeiltasten bewegen in der Liste und in den Bytes.',
  none: 'Hier ist kein Header, der sich zeigen ließe.',
  cut: (read) =>
    `Nur die ersten ${formatCount(read)} Bytes waren als Header lesbar. Danach ist er abgeschnitten oder beschädigt.`,
  partly: (shown, length) =>
    `Gezeigt werden die ersten ${formatCount(shown)} von ${formatCount(length)} Bytes: Der Header hat mehr Felder, als eine Seite fassen sollte.`,
  bytes: 'Bytes des Headers',
  fieldList: 'Felder des Headers',
  legend: 'Farben',
  fields,
  groups: {
    format: 'Version und Suite',
    'message-id': 'Nachrichten-ID',
    context: 'Verschlüsselungskontext',
    keys: 'Verpackte Schlüssel',
    content: 'Inhalt',
    commitment: 'Commitment',
    authentication: 'Authentifizierung',
  },
  nth: (name, index) => `${name} ${formatCount(index)}`,
  place: (offset, length) =>
    length === 0
      ? `bei ${formatCount(offset)}, leer`
      : length === 1
        ? `Byte ${formatCount(offset)}`
        : `Bytes ${formatCount(offset)}–${formatCount(offset + length - 1)}`,
  length: (bytes) => formatBytesExactly(bytes),
  value: 'Wert',
  offset: 'Position',
  group: 'Teil',
  lengthName: 'Länge',
  byte: (offset, hex, value) =>
    `Byte ${formatCount(offset)} (0x${offset.toString(16)}): ${hex}, dezimal ${value}`,
  empty: 'leer',
  pages: {
    previous: 'Zurück',
    next: 'Weiter',
    previousOf: (what) => `Zurück: ${what}`,
    nextOf: (what) => `Weiter: ${what}`,
    shown: (from, to, count) => `${formatCount(from)}–${formatCount(to)} von ${formatCount(count)}`,
  },
};
