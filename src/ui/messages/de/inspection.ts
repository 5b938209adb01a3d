import type { Messages } from '../shape.ts';
import { formatBytesExactly, formatCount, plural } from './figures.ts';
import { bytesText } from './inspection-bytes.ts';
import { flipText } from './inspection-flip.ts';
import { framesText, verifyText } from './inspection-frames.ts';
import { kmsKeyText, storageText } from './inspection-services.ts';

/** The German words of the inspection panel. */
export const inspectionText: Messages['inspection'] = {
  title: (name) => `${name} untersuchen`,
  loading: 'Der Header wird gelesen…',
  again: 'Noch einmal untersuchen',
  close: 'Schließen',
  copy: 'Kopieren',
  copyNamed: (what) => `${what} kopieren`,
  copied: 'Kopiert',
  copyFailed: 'Nicht kopiert',
  unknown: 'nicht angegeben',
  none: 'keine',
  yes: 'ja',
  no: 'nein',
  location: 'Gespeichert unter',
  sections: 'Teile der Untersuchung',
  decoded: 'Aus base64 dekodiert. Positionen zählen die dekodierten Bytes.',

  screen: {
    title: 'Eine Nachricht untersuchen',
    lead: 'Wähle irgendeine Nachricht des AWS Encryption SDK, als Datei oder als base64. Sie wird in diesem Browser gelesen; nur ihre verpackten Schlüssel und deren Kontext gehen an KMS, das sie auspackt.',
    choose: 'Nachricht auswählen',
    paste: 'Base64 einfügen',
    pasteLabel: 'Base64 einer Nachricht',
    pasteLook: 'Diesen Text untersuchen',
    pasted: 'eingefügter Text',
    dropTitle: 'Eine Nachricht zum Untersuchen ablegen',
    dropText:
      'Format 1 oder 2, jede Suite. Versiegelte Dateien sind solche Nachrichten: Wähle „Untersuchen“ in der Liste der Dateien.',
    overlay: 'Zum Untersuchen loslassen',
    overlayText: 'Sie wird hier gelesen; nur ihre verpackten Schlüssel gehen an KMS.',
    manyDropped: 'Eine Nachricht auf einmal: Die erste wurde genommen.',
    other: 'Eine andere Nachricht',
    about: [
      {
        title: 'Jedes Byte sehen',
        text: 'Den Header Feld für Feld: Kontext, verpackte Schlüssel, Commitment, Auth-Tag.',
      },
      {
        title: 'Der Vertrauenskette folgen',
        text: 'KMS packt den Schlüssel aus, das Commitment stimmt, das Auth-Tag des Headers wird verifiziert, dann jeder Frame.',
      },
      {
        title: 'Ein Bit kippen',
        text: 'Eine Kopie verändern und sehen, welche Prüfung es bemerkt.',
      },
    ],
  },

  open: {
    label: 'Diese Datei öffnen',
    open: 'Öffnen',
    openNamed: (name) => `${name} öffnen`,
    about:
      'KMS packt ihren Schlüssel aus, und jeder Frame wird verifiziert, bevor die Datei als solche gilt. Wird die Seite vor dem Ende verlassen, beginnt es von vorn.',
    stated:
      'Eine Datei auf dem Gerät liegt an keinem Ort des Speichers; mit der Angabe, wohin sie gehört, wurde also nichts verglichen. Sie kann eine ältere Version sein:',
    offline:
      'Offline lässt sie sich nicht öffnen. AWS KMS muss ihren Schlüssel auspacken, und dieses Gerät hat keine Verbindung. Verpackt ist der Schlüssel mit:',
    signedOut:
      'Melde dich an, um sie zu öffnen. AWS KMS muss ihren Schlüssel auspacken und antwortet nur Angemeldeten. Verpackt ist der Schlüssel mit:',
    noKey:
      'Hier lässt sie sich nicht öffnen: Keinen ihrer Schlüssel hat KMS verpackt. Was für ein Schlüsselpaar versiegelt wurde, öffnest du auf der Werkbank, wo KMS die private Hälfte auspackt.',
    otherOwner:
      'Hier wird sie nicht geöffnet: Nach eigener Angabe hat sie jemand anders versiegelt. Öffnen kann sie nur diese Person:',
  },

  verdict: {
    complete: 'Jedes Byte ist echt, und du hast den Schlüssel.',
    verified: 'Der Header ist echt, und du hast den Schlüssel.',
    failed: 'Diese Nachricht hat ihre Prüfungen nicht bestanden.',
    moved: 'Echt, aber nicht an dem Ort, für den sie versiegelt wurde.',
    noKey: 'Der Header wurde gelesen; keinen seiner Schlüssel hat KMS verpackt.',
    notTried: 'Der Header wurde gelesen, aber nicht geprüft.',
    unreadable: 'Das ist keine lesbare versiegelte Datei.',
  },

  chain: {
    title: 'Vertrauenskette',
    about: 'Jede Prüfung baut auf der vorigen auf. Sie wurden gerade eben gemacht, auf diesem Gerät.',
    steps: {
      header: {
        name: 'Der Header ist lesbar',
        about: 'Jede Länge darin passt, und seine Version und Suite sind bekannt.',
      },
      unwrap: {
        name: 'KMS hat den Schlüssel ausgepackt',
        about:
          'Zeigt, dass du den Schlüssel benutzen darfst, und dass der Verschlüsselungskontext der ist, mit dem er verpackt wurde.',
      },
      commitment: {
        name: 'Das Commitment stimmt',
        about: 'Zeigt, dass kein anderer Schlüssel diese Nachricht zu einem anderen Text öffnen kann.',
      },
      'header-tag': {
        name: 'Das Auth-Tag des Headers ist verifiziert',
        about: 'Zeigt, dass kein einziges Bit des Headers verändert wurde.',
      },
      frames: {
        name: 'Die Auth-Tags der Frames sind verifiziert',
        about: 'Zeigt, dass der Inhalt der versiegelte ist, in seiner Reihenfolge und bis zum Ende.',
      },
    },
    passed: 'Bestanden',
    failed: 'Nicht bestanden',
    notTried: 'Nicht versucht',
    why: {
      'earlier-failure': 'Eine frühere Prüfung ging nicht gut; diese würde nichts beweisen.',
      'no-key':
        'Keinen der verpackten Schlüssel hat KMS verpackt; es gab also keinen Schlüssel, um damit zu prüfen.',
      'not-in-suite': 'Diese Suite hat kein Commitment: Es kam später zum Format hinzu.',
      offline:
        'Der Schlüssel liegt bei AWS KMS, und dieses Gerät ist offline: Hier kann ihn niemand auspacken. Was der Kopf unten sagt, wurde gelesen, aber nicht geprüft.',
      'signed-out':
        'Der Schlüssel liegt bei AWS KMS, das nur Angemeldeten antwortet. Was der Kopf unten sagt, wurde gelesen, aber nicht geprüft.',
      'without-key': 'Dazu braucht es den Schlüssel, der nicht zu haben war.',
      'on-demand': 'Der Inhalt wird geprüft, wenn du die Datei öffnest, oder unten, wenn du es verlangst.',
    },
    attempt: (index, outcome) => `KMS Decrypt des verpackten Schlüssels ${formatCount(index)}: ${outcome}`,
    unwrapped: 'ausgepackt',
    refused: 'abgelehnt',
    key: 'KMS-Schlüssel',
    requestId: 'KMS-Anfrage',
    took: 'Dauer',
    milliseconds: (count) => `${formatCount(Math.round(count))} ms`,
    contextSent: (pairs) =>
      pairs === 0
        ? 'Mit leerem Verschlüsselungskontext gesendet.'
        : `Mit dem Verschlüsselungskontext dieses Headers gesendet, ${plural(pairs, { one: '# Paar', other: '# Paare' })}.`,
    noRequest: 'nicht angegeben',
    keyLife: (unwrapped, overwritten) =>
      `KMS hat den Datenschlüssel um ${unwrapped} ausgepackt. Er wurde als nicht exportierbarer Schlüssel importiert, und seine rohen Bytes wurden um ${overwritten} überschrieben. Er wurde nie gezeigt, gespeichert oder an diese Seite gesendet.`,
    noKeyLife: 'Kein Datenschlüssel wurde ausgepackt; es gab also keinen zu vernichten.',
    hiddenAttempts: (count) =>
      `und ${plural(count, { one: '# weiterer Versuch', other: '# weitere Versuche' })}, nicht gezeigt`,
  },

  message: {
    title: 'Nachricht',
    about: 'Eine Nachricht des AWS Encryption SDK. Das sagt ihr Header.',
    version: 'Version',
    suite: 'Algorithmus-Suite',
    messageId: 'Nachrichten-ID',
    commitment: 'Commitment',
    content: 'Inhalt',
    framed: 'in Frames',
    unframed: 'ein Block',
    signed: 'Signiert',
    size: 'Größe der Nachricht',
    headerLength: 'Header',
    frameLength: 'Frame-Länge',
    frameCount: 'Frames',
    plaintextLength: 'Größe der Datei',
    lengthUnknown: 'unbekannt: Die gespeicherte Größe passt nicht zum Header',
  },

  context: {
    title: 'Verschlüsselungskontext',
    about:
      'Nicht geheim, aber mit versiegelt: KMS packt den Schlüssel nur für genau diese Werte aus. Sie erscheinen in CloudTrail.',
    name: 'Name',
    value: 'Wert',
    empty: 'Der Verschlüsselungskontext ist leer.',
    hidden: (count) =>
      `und ${plural(count, { one: '# weiteres Paar', other: '# weitere Paare' })}, unten in den Bytes`,
    placement: {
      matches: 'Der Ort ist der, an dem die Datei liegt',
      moved: 'Der Ort ist nicht der, an dem die Datei liegt',
      'not-stated': 'Kein Ort angegeben',
    },
    ownership: {
      unknown: 'Sie sind nicht angemeldet: Ob sie Ihnen gehört, wurde nicht verglichen',
      mine: 'Du bist der Eigentümer',
      other: 'Gehört jemand anderem',
      'not-stated': 'Kein Eigentümer angegeben',
    },
  },

  wrappedKeys: {
    title: 'Verpackte Schlüssel',
    about:
      'Der eigene Schlüssel der Datei, verpackt von jedem Schlüssel, der sie öffnen darf. Ein einziger davon genügt.',
    nth: (index) => `Schlüssel ${index}`,
    provider: 'Anbieter',
    arn: 'Schlüssel-ARN',
    info: 'Angabe des Anbieters',
    size: 'Verpackte Größe',
    hidden: (count) => `und ${formatCount(count)} weitere, unten in den Bytes`,
  },

  limits: {
    title: 'Geltende Grenzen',
    about: 'Was das Format erlaubt, und wie viel davon diese Nachricht nutzt.',
    names: {
      frames: 'Frames',
      bytes: 'Bytes unter diesem Schlüssel',
      context: 'Verschlüsselungskontext',
    },
    meanings: {
      frames: 'Laufnummern haben 32 Bit; unter einem Schlüssel kann also kein IV zweimal vorkommen.',
      bytes:
        'Das Meiste, was so viele Frames dieser Länge fassen. Jede Nachricht hat ihren eigenen Schlüssel.',
      context: 'Im Header serialisiert; so viel liest jede Implementierung.',
    },
    used: (used, most) => `${used} von ${most}`,
    count: (value) => formatCount(value),
    bytes: (value) => formatBytesExactly(value),
  },

  bytes: bytesText,
  frames: framesText,
  verify: verifyText,
  flip: flipText,
  kmsKey: kmsKeyText,
  storage: storageText,
};
