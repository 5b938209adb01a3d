import type { Messages } from '../shape.ts';

/** What is said where people bring AWS credentials of their own, in German. */
export const ownText: Messages['own'] = {
  use: 'Eigene AWS-Zugangsdaten verwenden',
  title: 'Eigene AWS-Zugangsdaten',
  lead: 'Sie bleiben im Arbeitsspeicher dieser Seite, gehen nur als Signaturen an AWS und sind fort, sobald du dich abmeldest oder neu lädst.',
  fields: {
    accessKeyId: { label: 'Zugriffsschlüssel-ID', about: 'Beginnt mit AKIA oder ASIA.' },
    secretAccessKey: { label: 'Geheimer Zugriffsschlüssel', about: '' },
    sessionToken: { label: 'Sitzungstoken', about: 'Nur befristete Zugangsdaten haben eines.' },
    owner: {
      label: 'Eigentümer',
      about:
        'Wessen Dateien: der Ordner im Bucket und der Eigentümer, den der Verschlüsselungskontext jeder Datei nennt. Was deine Richtlinie erlaubt, entscheidet.',
    },
  },
  wrong: {
    accessKeyId: 'Das ist keine Zugriffsschlüssel-ID. Sie hat mindestens 16 Buchstaben und Ziffern.',
    secretAccessKey: 'Das ist kein geheimer Zugriffsschlüssel. Kopiere ihn ganz, und sonst nichts.',
    sessionToken: 'Befristete Zugangsdaten brauchen ihr Sitzungstoken, ganz und ohne anderes dabei.',
    owner:
      'Ein Eigentümer besteht aus Buchstaben, Ziffern und . _ : @ = + - ohne Leerzeichen und Schrägstriche.',
  },
  enter: 'Diese verwenden',
  trying: 'Werden ausprobiert…',
  cancel: 'Abbrechen',
  expiredTitle: 'Deine Zugangsdaten sind abgelaufen',
  expiredAdvice:
    'Gib neue ein, um weiterzumachen. Übertragungen warten; was von selbst weitergehen kann, geht dann weiter. Gespeicherte Dateien sind sicher.',
  lostTitle: 'Deine Zugangsdaten sind fort',
  lostAdvice:
    'Der Teil dieser Seite, der sie hielt, ist stehen geblieben, und sonst sind sie nirgends. Gib sie noch einmal ein, um weiterzumachen; gespeicherte Dateien sind sicher.',
  expiredBanner: 'Deine Zugangsdaten sind nicht mehr da. Gib sie ein, um weiterzumachen.',
  enterAgain: 'Zugangsdaten eingeben',
};
