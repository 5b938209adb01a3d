import type { Messages } from '../shape.ts';

/** What earlier pages left, in German. */
export const unfinishedText: Messages['unfinished'] = {
  label: 'Unvollendet',
  sealStopped: (moved, total) => `Versiegeln blieb bei ${moved} von ${total} stehen`,
  openStopped: (moved, total) => `Öffnen blieb bei ${moved} von ${total} stehen`,
  begun: (date) => `begonnen am ${date}`,
  needsFile: 'Wähle die Datei noch einmal aus, um fortzusetzen.',
  needsPermission: 'Der Browser fragt, ob diese Seite die Datei benutzen darf.',
  inOtherTab: 'In einem anderen Tab unterwegs.',
  ready: 'Geht weiter, wo es stehen blieb.',
  working: 'Einen Moment…',
  resume: 'Fortsetzen',
  resumeNamed: (name) => `${name} fortsetzen`,
  resumeAll: 'Alle fortsetzen',
  choose: 'Datei auswählen',
  chooseNamed: (name) => `Datei auswählen: ${name}`,
  discard: 'Verwerfen',
  discardNamed: (name) => `${name} verwerfen`,
  leftovers: 'Teile von Uploads, die anderswo begannen',
  leftoversAdvice:
    'Sie nehmen Platz im Speicher weg. Entferne einen nur, wenn kein anderes Gerät mehr daran arbeitet.',
  leftoverBegun: (date) => `Begonnen am ${date}`,
  noDate: 'Datum unbekannt',
  remove: 'Entfernen',
  removeNamed: (name) => `Teile von ${name} entfernen`,
};
