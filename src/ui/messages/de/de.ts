import type { Messages } from '../shape.ts';
import { callsText } from './calls.ts';
import { describeError } from './errors.ts';
import { plural } from './figures.ts';
import { filesText } from './files.ts';
import { howText } from './how.ts';
import { inspectionText } from './inspection.ts';
import { ownText } from './own-credentials.ts';
import { storageText } from './storage.ts';
import { transfersText } from './transfers.ts';
import { unfinishedText } from './unfinished.ts';
import { viewText } from './view.ts';

/** Every sentence of the page in German. It says „du“. The words for each thing: docs/words.md. */
export const de: Messages = {
  locale: 'de',
  describeError,
  product: 'Sealdrop',
  close: 'Schließen',
  cancel: 'Abbrechen',
  tryAgain: 'Noch einmal versuchen',
  reload: 'Seite neu laden',
  technicalDetails: 'Technische Angaben',
  unnamed: '(ohne Namen)',

  screens: {
    label: 'Bereiche von Sealdrop',
    loading: 'Wird geladen…',
    files: 'Dateien',
    inspect: 'Untersuchen',
    keys: 'Werkbank',
    calls: 'Aufrufe',
    how: 'So funktioniert es',
    doctor: 'Diagnose',
    runDoctor: 'Herausfinden, was nicht stimmt: Diagnose starten',
    back: 'Zurück',
  },

  session: {
    starting: 'Wird gestartet…',
    connecting: (name) => `Angemeldet als ${name}. Der Zugang zu AWS wird geholt…`,
    signingIn: 'Weiter zur Anmeldung…',
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    signInAgain: 'Neu anmelden',
    signedInAs: 'Angemeldet als',
    expiredTitle: 'Deine Sitzung ist abgelaufen',
    expiredAdvice:
      'Melde dich neu an, um weiterzumachen. Gespeicherte Dateien sind sicher; was noch unterwegs war, steht dann unter „Unvollendet“.',
    expiredBanner: 'Deine Sitzung ist abgelaufen. Melde dich neu an, um weiterzumachen.',
    signedOutBanner: 'Du bist abgemeldet. Dieser Browser behält nichts von deinen Dateien.',
    leaveTitle: (live) => (live > 0 ? 'Es sind noch Dateien unterwegs' : 'Übertragungen sind unvollendet'),
    leaveAdvice: (live, unfinished) =>
      `Beim Abmelden ${[
        live > 0
          ? plural(live, { one: 'wird # Übertragung angehalten', other: 'werden # Übertragungen angehalten' })
          : '',
        unfinished > 0
          ? plural(unfinished, {
              one: 'wird # Übertragung verworfen, die später weitergehen könnte',
              other: 'werden # Übertragungen verworfen, die später weitergehen könnten',
            })
          : '',
      ]
        .filter((part) => part !== '')
        .join(' und ')}. Halbfertiges bleibt nicht zurück; gespeicherte Dateien bleiben.`,
    leaveStay: 'Bleiben',
    leaveAnyway: 'Anhalten und abmelden',
    discardAnyway: 'Verwerfen und abmelden',
    leaving: 'Abmeldung läuft…',
  },

  offline: {
    start:
      'Sie sind offline. Zum Anmelden und zum Versiegeln oder Öffnen von Dateien brauchen Sie eine Verbindung.',
    here: 'Sie sind offline. Laufende Übertragungen warten und gehen von selbst weiter. Dateien auf diesem Gerät lassen sich unter „Untersuchen“ ansehen; zum Auflisten, Versiegeln oder Öffnen brauchen Sie eine Verbindung.',
    alone:
      'Sie sind offline. Sie sehen, was eine Datei über sich sagt; um sie zu prüfen oder zu öffnen, muss ihr Schlüssel von AWS KMS kommen.',
    lookInto: 'Eine versiegelte Datei auf diesem Gerät ansehen',
  },

  own: ownText,

  welcome: {
    title: 'Dateien, die nur du öffnen kannst.',
    lead: 'Sealdrop verschließt jede Datei in deinem Browser, bevor sie dieses Gerät verlässt, und speichert sie in deinem eigenen AWS-Konto. Niemand dazwischen kann sie lesen: nicht das Netz, nicht der Speicher, nicht wir.',
    points: [
      {
        title: 'Auf deinem Gerät verschlossen',
        text: 'Verschlüsselt wird hier, in der Seite. Unterwegs sind nur versiegelte Bytes.',
      },
      {
        title: 'Für jede Datei ein eigener Schlüssel',
        text: 'AWS KMS erzeugt für jede Datei einen neuen Schlüssel; verpackt liegt er neben ihr.',
      },
      {
        title: 'Öffnet sich auch ohne uns',
        text: 'Jede gespeicherte Datei ist eine gewöhnliche Nachricht des AWS Encryption SDK. Auch die Werkzeuge von AWS öffnen sie.',
      },
    ],
  },

  drop: {
    label: 'Dateien versiegeln',
    title: 'Dateien oder Ordner ablegen',
    text: 'Sie werden auf diesem Gerät versiegelt und dann gespeichert.',
    choose: 'Dateien auswählen',
    overlay: 'Zum Versiegeln loslassen',
    overlayText: 'Jede Datei bekommt ihren eigenen Schlüssel.',
    chooseFolder: 'Ordner auswählen',
    alreadySealed: (names) =>
      `${plural(names.length, { one: 'Eine Datei war schon versiegelt und wurde, wie sie ist, noch einmal versiegelt', other: '# Dateien waren schon versiegelt und wurden, wie sie sind, noch einmal versiegelt' })}: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}. Eine versiegelte Datei lässt sich unter „Untersuchen“ ansehen und öffnen.`,
    unreadable: (paths) =>
      `${plural(paths.length, { one: 'Ein Eintrag war nicht lesbar und wurde ausgelassen', other: '# Einträge waren nicht lesbar und wurden ausgelassen' })}: ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''}`,
    dismiss: 'Ausblenden',
  },

  storage: storageText,

  files: filesText,
  view: viewText,
  transfers: transfersText,
  unfinished: unfinishedText,

  crash: {
    title: 'Diese Seite ist stehen geblieben.',
    advice: 'Lade die Seite neu. Gespeicherte Dateien sind sicher.',
    partMissing: 'Dieser Teil der App konnte nicht geladen werden.',
    partMissingAdvice:
      'Alles andere läuft weiter. Wenn das Gerät wieder online ist und es noch immer nicht geht, gibt es vielleicht eine neuere Version: Lade die Seite neu.',
  },

  inspection: inspectionText,
  calls: callsText,
  how: howText,

  config: { title: 'Sealdrop kann nicht starten' },

  choices: {
    language: 'Sprache',
    look: 'Darstellung',
    looks: { system: 'Wie im System', light: 'Hell', dark: 'Dunkel' },
  },
};
