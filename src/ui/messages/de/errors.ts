import type { ErrorDetails } from '../../../errors.ts';
import { describeBy, numbered, said, type ErrorTexts } from '../error-text.ts';
import { formatBytesExactly, formatCount } from './figures.ts';

const tryAgain =
  'Versuche es noch einmal. Geschieht es wieder, schicke die technischen Angaben an deine Administration.';
const tellAdministrator = 'Schicke die technischen Angaben an deine Administration.';
const damaged =
  'Nichts wurde gesichert. Bitte die Person, die die Datei versiegelt hat, um eine andere Kopie, und sage deiner Administration Bescheid.';

const texts: ErrorTexts = {
  'config-invalid': ({ field, problem }) => ({
    title: `Diese Website ist nicht richtig eingerichtet${said(field, (name) => `: „${name}“ stimmt nicht`)}.`,
    advice: `Deine Administration kann es in config.json berichtigen${said(problem, (text) => ` (${text})`)}.`,
  }),
  'sign-in-failed': ({ reason }) => ({
    title: 'Die Anmeldung ist nicht gelungen.',
    advice: `Melde dich noch einmal an${said(reason, (text) => `; der Anmeldedienst sagte: „${text}“`)}.`,
  }),
  'session-expired': {
    title: 'Deine Sitzung ist abgelaufen.',
    advice: 'Melde dich neu an, um weiterzumachen. Gespeicherte Dateien sind sicher.',
  },
  'identity-refused': {
    title: 'Du bist angemeldet, aber AWS gibt diesem Konto keinen Zugang.',
    advice: 'Frage deine Administration, ob du Sealdrop benutzen darfst.',
  },
  'own-key-unknown': {
    title: 'AWS kennt diesen Zugriffsschlüssel nicht.',
    advice:
      'Kopiere die Zugriffsschlüssel-ID noch einmal, und prüfe, ob der Schlüssel gelöscht oder deaktiviert wurde.',
  },
  'own-secret-wrong': {
    title: 'Der geheime Zugriffsschlüssel gehört nicht zu diesem Zugriffsschlüssel.',
    advice: 'Kopiere ihn noch einmal, und zwar ganz.',
  },
  'own-token-wrong': {
    title: 'Das Sitzungstoken gehört nicht zu diesem Zugriffsschlüssel.',
    advice:
      'Kopiere alle drei noch einmal, von derselben Stelle. Ein Schlüssel, der mit AKIA beginnt, ist dauerhaft und hat kein Sitzungstoken.',
  },
  'own-token-expired': {
    title: 'Diese Zugangsdaten sind abgelaufen.',
    advice:
      'Hole neue, zum Beispiel aus deinem Zugangsportal oder mit der AWS-Befehlszeile, und gib diese ein.',
  },
  offline: {
    title: 'Dieses Gerät ist offline.',
    advice: 'Prüfe die Netzverbindung, und versuche es dann noch einmal.',
  },
  'service-unreachable': ({ service }) => ({
    title: `${said(service, (name) => serviceNames[name] ?? name) || 'Ein Dienst, den diese Seite braucht,'} hat nicht geantwortet.`,
    advice:
      'Prüfe die Netzverbindung, und versuche es dann noch einmal. Auch eine Firewall oder eine falsche Einstellung der Website kann die Ursache sein.',
  }),
  throttled: {
    title: 'AWS bittet um weniger Anfragen.',
    advice: 'Warte eine Minute, und versuche es dann noch einmal.',
  },
  'service-failed': {
    title: 'Bei AWS liegt eine Störung vor.',
    advice: 'Warte ein paar Minuten, und versuche es dann noch einmal.',
  },
  'clock-wrong': {
    title: 'Die Uhr dieses Geräts geht falsch.',
    advice: 'Stelle Datum und Uhrzeit auf automatisch, und versuche es dann noch einmal.',
  },
  'credentials-refused': {
    title: 'AWS hat deine Anmeldung nicht angenommen.',
    advice: 'Melde dich ab und wieder an.',
  },

  'kms-denied': {
    title: 'Du darfst den Schlüssel dieser Datei nicht benutzen.',
    advice:
      'Bitte deine Administration um Zugang zum KMS-Schlüssel. Nur wer eine Datei versiegelt hat, kann sie öffnen.',
  },
  'kms-key-not-found': {
    title: 'Den KMS-Schlüssel gibt es nicht.',
    advice:
      'Frage deine Administration, welchen Schlüssel diese Website benutzen soll, oder ob der Schlüssel gelöscht wurde.',
  },
  'kms-key-disabled': {
    title: 'Der KMS-Schlüssel ist abgeschaltet.',
    advice: 'Bitte deine Administration, den Schlüssel zu aktivieren, und versuche es dann noch einmal.',
  },
  'kms-key-unusable': {
    title: 'Der KMS-Schlüssel ist zurzeit nicht benutzbar.',
    advice:
      'Frage deine Administration: Der Schlüssel wartet vielleicht auf seine Löschung, oder er ist für einen anderen Zweck.',
  },
  'kms-wrong-key': {
    title: 'Diese Datei wurde unter einem anderen KMS-Schlüssel versiegelt.',
    advice: 'Nichts wurde gesichert. Untersuche die Datei, um den Schlüssel zu sehen, den ihr Header nennt.',
  },
  'kms-wrapped-key-refused': {
    title: 'KMS weigert sich, den Schlüssel dieser Datei auszupacken.',
    advice:
      'Ihr verpackter Schlüssel oder ihr Verschlüsselungskontext wurde nach dem Versiegeln verändert. Nichts wurde gesichert; sage deiner Administration Bescheid.',
  },
  'kms-answer-invalid': {
    title: 'KMS hat eine Antwort gegeben, die nicht stimmen kann.',
    advice: `Nichts wurde damit versiegelt oder geöffnet. ${tellAdministrator}`,
  },

  'key-needs-network': {
    title: 'Der Schlüssel dieser Datei liegt bei AWS KMS, und dieses Gerät ist offline.',
    advice:
      'Offline kann ihn niemand auspacken. Kopf, Kontext und die Lage der Frames lassen sich ansehen; zum Öffnen braucht es eine Verbindung.',
  },
  'key-needs-sign-in': {
    title: 'Der Schlüssel dieser Datei liegt bei AWS KMS, das nur Angemeldeten antwortet.',
    advice:
      'Melden Sie sich an, um sie zu öffnen. Kopf, Kontext und die Lage der Frames lassen sich bis dahin ansehen.',
  },

  'store-denied': {
    title: 'Das darfst du im Speicher nicht tun.',
    advice: 'Bitte deine Administration um Zugang zu deinem Ordner im Bucket.',
  },
  'storage-key-refused': {
    title: 'Der Speicher darf den KMS-Schlüssel nicht benutzen, den seine eigene Verschlüsselung verlangt.',
    advice:
      'Der Schlüssel ist vielleicht abgeschaltet, wartet auf seine Löschung, oder du darfst ihn nicht benutzen. Wähle für neue Uploads eine andere Verschlüsselung des Speichers, oder frage deine Administration.',
  },
  'store-not-found': {
    title: 'Diese Datei ist hier nicht mehr gespeichert.',
    advice: 'Sie wurde gelöscht oder verschoben. Lade die Liste neu, um zu sehen, was jetzt gespeichert ist.',
  },
  'bucket-not-found': {
    title: 'Den Bucket dieser Website gibt es nicht.',
    advice: 'Bitte deine Administration, den Namen des Buckets in config.json zu prüfen.',
  },
  'name-taken': {
    title: 'Eine Datei mit diesem Namen ist schon gespeichert.',
    advice: 'Nichts wurde überschrieben. Entscheide, was mit ihr geschieht, oder wähle einen anderen Namen.',
  },
  'object-changed': {
    title: 'Die gespeicherte Datei wurde ersetzt, während sie gelesen wurde.',
    advice: 'Nichts wurde gesichert. Versuche es noch einmal, um die neue zu öffnen.',
  },
  'checksum-refused': {
    title: 'Einige Bytes wurden auf dem Weg zum Speicher verändert.',
    advice:
      'Nichts Beschädigtes wurde behalten. Versuche es noch einmal, und geschieht es wieder, in einem anderen Netz.',
  },
  'upload-lost': {
    title: 'Der Speicher hat den unvollendeten Upload fallen lassen.',
    advice: 'Versuche es noch einmal: Die Datei wird von vorn und unter einem neuen Schlüssel versiegelt.',
  },
  'store-answer-invalid': ({ hint }) => ({
    title: 'Der Speicher hat eine Antwort gegeben, die nicht stimmen kann.',
    advice:
      said(hint, (text) => `Deine Administration kann die Einstellungen des Buckets prüfen (${text}).`) ||
      tryAgain,
  }),

  'message-not-ours': {
    title: 'Das ist keine versiegelte Datei.',
    advice: 'Ein anderes Programm hat sie hierher gelegt. Es gibt nichts zu öffnen.',
  },
  'message-unsupported': {
    title: 'Diese Datei wurde in einem Format versiegelt, das diese Seite nicht kennt.',
    advice: 'Versuche es mit den Werkzeugen des AWS Encryption SDK oder mit einem neueren Sealdrop.',
  },
  'message-malformed': ({ encoding }) => ({
    title:
      encoding === 'base64'
        ? 'Der base64-Text in dieser Datei ist beschädigt.'
        : 'Der Header dieser Datei ist beschädigt.',
    advice: damaged,
  }),
  'message-truncated': {
    title: 'Die gespeicherte Datei endet zu früh.',
    advice: damaged,
  },
  'message-trailing-bytes': {
    title: 'Am Ende dieser Datei wurde etwas angehängt.',
    advice: damaged,
  },
  'message-out-of-order': (details) => ({
    title: `Die Teile dieser Datei sind nicht in Ordnung${frame(details, ': Der Bruch liegt bei')}.`,
    advice: damaged,
  }),
  'message-uncommitted': {
    title: 'Diese Datei wurde auf die ältere Art versiegelt, ohne Key Commitment.',
    advice:
      'Dass jeder denselben Text zu sehen bekommt, lässt sich nicht beweisen; deshalb wurde sie nicht geöffnet. Nimm die Werkzeuge des AWS Encryption SDK.',
  },
  'message-too-large-to-hold': ({ encoding }) =>
    encoding === 'base64'
      ? {
          title: 'Dieser base64-Text ist zu lang, um hier dekodiert zu werden.',
          advice: 'Dekodiere ihn zuerst in eine Binärdatei; die darf beliebig groß sein.',
        }
      : {
          title: 'Diese Datei ist zu groß, um geprüft zu werden, bevor sie gezeigt wird.',
          advice:
            'Ihr Format erlaubt eine Prüfung erst ganz am Ende. Nimm die Werkzeuge des AWS Encryption SDK.',
        },
  'commitment-mismatch': {
    title: 'Der Schlüssel ist nicht der, mit dem diese Datei versiegelt wurde.',
    advice: damaged,
  },
  'header-tampered': {
    title: 'Der Header dieser Datei wurde nach dem Versiegeln verändert.',
    advice: damaged,
  },
  'frame-tampered': (details) => ({
    title: `Diese Datei wurde nach dem Versiegeln verändert${frame(details, ', und zwar in')}.`,
    advice: damaged,
  }),
  'signature-invalid': {
    title: 'Die Signatur dieser Datei ist nicht gültig.',
    advice: damaged,
  },
  'context-invalid': {
    title: 'Der Verschlüsselungskontext dieser Datei ist nicht erlaubt.',
    advice: tellAdministrator,
  },
  moved: ({ sealedFor, foundAt }) => ({
    title: 'Diese Datei liegt an einem anderen Ort, als sie versiegelt wurde.',
    advice: `${said(sealedFor, (place) => `Versiegelt wurde sie für ${place}`)}${said(foundAt, (place) => `, gefunden unter ${place}`)}${
      typeof sealedFor === 'string' ? '. ' : ''
    }Jemand hat sie verschoben oder vertauscht. Öffne sie nur, wenn du weißt, warum.`,
  }),
  'other-owner': {
    title: 'Diese Datei hat jemand anderes versiegelt.',
    advice: 'Nur wer eine Datei versiegelt hat, kann sie öffnen. Bitte diese Person um eine Kopie.',
  },
  'no-usable-key': {
    title: 'Keinen der Schlüssel dieser Datei kannst du auspacken.',
    advice:
      'Untersuche die Datei, um ihre Schlüssel zu sehen, und bitte deine Administration um Zugang zu einem davon.',
  },
  'nonce-reuse-refused': {
    title: 'Das Versiegeln wurde angehalten, um deine Datei zu schützen.',
    advice:
      'Dasselbe Stück wäre unter einem Schlüssel zweimal versiegelt worden. Versuche es noch einmal: Die Datei bekommt einen neuen Schlüssel.',
  },

  'pasted-text-invalid': ({ expected }) => ({
    title: `Das ist ${(typeof expected === 'string' ? pastedKinds[expected] : undefined) ?? 'nicht der Text, der hierher gehört'}.`,
    advice: 'Kopiere ihn noch einmal, vom ersten bis zum letzten Zeichen, und füge ihn hier ein.',
  }),
  'over-limit': ({ length, limit }) => ({
    title: `Das ist zu lang${numbered(length, (bytes) => `: ${formatBytesExactly(bytes)}`)}${numbered(limit, (bytes) => `, wo höchstens ${formatCount(bytes)} passen`)}.`,
    advice: 'Nichts wurde versiegelt. Nimm einen Umschlag, der mehr fasst, oder versiegle es als Datei.',
  }),
  'key-pair-mismatch': {
    title: 'Das wurde für ein anderes Schlüsselpaar versiegelt.',
    advice:
      'Nichts wurde geöffnet. Vergleiche die Fingerabdrücke, und wähle das Schlüsselpaar, für das es versiegelt wurde.',
  },

  'file-changed': {
    title: 'Die Datei auf diesem Gerät hat sich geändert, während sie versiegelt wurde.',
    advice:
      'Nichts wurde gespeichert. Schließe das Programm, das in sie schreibt, und wähle die Datei dann noch einmal aus.',
  },
  'file-unreadable': {
    title: 'Die Datei auf diesem Gerät ist nicht mehr lesbar.',
    advice:
      'Sie wurde vielleicht verschoben oder umbenannt, oder sie ist ein Ordner. Wähle sie noch einmal aus.',
  },
  'file-too-large': {
    title: 'Die Datei ist größer, als der Speicher annimmt.',
    advice: 'Teile sie in kleinere Dateien, und versiegle diese.',
  },
  'name-invalid': {
    title: 'Unter diesem Namen kann nichts gespeichert werden.',
    advice:
      'Nimm einen kürzeren oder einfacheren: keine Schrägstriche, keine unsichtbaren Zeichen, nicht leer. Ganz oben sind „key-bench“ und „doctor“ für Sealdrop selbst vorbehalten.',
  },
  'wrong-file': ({ name }) => ({
    title: 'Das ist nicht die Datei, deren Übertragung unterbrochen wurde.',
    advice: `Wähle dieselbe Datei noch einmal aus${said(name, (text) => `, „${text}“`)}, unverändert. Hat sie sich geändert, verwirf die Übertragung, und versiegle sie neu.`,
  }),
  'disk-full': {
    title: 'Auf diesem Gerät ist nicht genug Platz frei.',
    advice: 'Schaffe dort Platz, und versuche es dann noch einmal.',
  },
  'storage-unavailable': {
    title: 'Dieser Browser gibt der Seite keinen Platz für die geöffnete Datei.',
    advice:
      'Verlasse den privaten Modus, oder erlaube dieser Website, Daten zu speichern, und versuche es dann noch einmal.',
  },
  'permission-lost': {
    title: 'Diese Seite darf die Datei auf deinem Gerät nicht mehr benutzen.',
    advice:
      'Versuche es noch einmal, und erlaube den Zugriff, wenn der Browser fragt, oder wähle einen anderen Ort.',
  },
  'download-stopped': {
    title: 'Der Browser hat den Download angehalten.',
    advice:
      'Was bisher gesichert ist, ist nicht die ganze Datei. Versuche es noch einmal, um sie von vorn zu öffnen.',
  },
  'in-other-tab': {
    title: 'Ein anderer Tab arbeitet an dieser Übertragung.',
    advice: 'Lass sie dort weiterlaufen, oder schließe jenen Tab, und versuche es hier noch einmal.',
  },
  'journal-unavailable': {
    title: 'Dieser Browser lässt die Seite keine Notizen auf diesem Gerät führen.',
    advice:
      'Dateien lassen sich trotzdem versiegeln, aber nach einem Neuladen nicht fortsetzen. Verlasse den privaten Modus, um das zu ändern.',
  },
  'script-altered': {
    title: 'Ein Teil dieser App ist nicht der, mit dem diese Seite gebaut wurde; er wurde nicht gestartet.',
    advice:
      'Gespeicherte Dateien sind sicher. Lade die Seite neu; bleibt es dabei, sag der Administration Bescheid: Jemand könnte die Dateien der App verändert haben.',
  },
  'vault-crashed': {
    title: 'Der Teil dieser Seite, der Dateien versiegelt und öffnet, ist stehen geblieben.',
    advice:
      'Gespeicherte Dateien sind sicher. Versuche es noch einmal; bleibt er wieder stehen, lade die Seite neu.',
  },
  internal: {
    title: 'In dieser Seite ist etwas schiefgegangen.',
    advice: tryAgain,
  },
};

const pastedKinds: Readonly<Record<string, string>> = {
  secret: 'kein versiegeltes Geheimnis',
  text: 'nichts, was als Text versiegelt wurde',
  'rsa-secret': 'kein Geheimnis, das hier mit einem öffentlichen Schlüssel versiegelt wurde',
  'key-pair': 'kein Schlüsselpaar, das hier erzeugt wurde',
  'public-key': 'kein öffentlicher RSA-Schlüssel von 2.048, 3.072 oder 4.096 Bit',
  message: 'keine versiegelte Nachricht in base64',
  'wrapped-key': 'weder ein verpackter Schlüssel noch eine versiegelte Nachricht',
};

const serviceNames: Readonly<Record<string, string>> = {
  s3: 'Der Speicher (Amazon S3)',
  kms: 'Der Schlüsseldienst (AWS KMS)',
  cognito: 'Der Zugangsdienst (Amazon Cognito)',
  sts: 'Der Zugangsdienst des Speichers (STS)',
  'sign-in': 'Der Anmeldedienst',
};

function frame(details: ErrorDetails, before: string): string {
  return numbered(details['frame'], (number) => `${before} Frame ${formatCount(number)}`);
}

/** The German sentences for a failure. */
export const describeError = describeBy(texts);
