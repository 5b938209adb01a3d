import type { Facts } from '../../../doctor/verdict.ts';
import type { DoctorText } from '../shape.ts';

const fact = (facts: Facts, name: string): string => String(facts[name] ?? '');

const seconds = (facts: Facts): string => {
  const off = Number(facts['seconds']);
  return off === 0 ? 'auf die Sekunde genau' : `${Math.abs(off)} s ${off > 0 ? 'vor' : 'nach'}`;
};

/** The doctor in German. */
export const doctorText: DoctorText = {
  title: 'Diagnose',
  lead: 'Probiert alles, was diese Installation braucht, der Reihe nach und mit deinem eigenen Zugang. Was nicht geht, kommt mit dem, was einzufügen ist, und mit nicht mehr Rechten als nötig.',
  about:
    'Sie schreibt ein paar Bytes unter doctor/ in deinen eigenen Ordner und entfernt sie wieder. In einem Bucket mit Versionen bleibt von jedem eine alte Version, bis die Regeln des Buckets sie ablaufen lassen. Keine deiner Dateien wird berührt.',
  run: 'Alles prüfen',
  again: 'Noch einmal prüfen',
  stop: 'Anhalten',
  stopping: 'Wird angehalten; was geschrieben wurde, wird entfernt…',
  running: (check) => `Wird geprüft: ${check}…`,
  copyReport: 'Bericht',
  copyReportLabel: 'Bericht kopieren',
  listLabel: 'Prüfungen',
  fix: 'Was zu tun ist',
  command: 'Mit der AWS-Befehlszeile anwenden',
  savedAs: (file) => `Sichern als ${file}`,
  left: 'Konnte nicht wieder entfernt werden',
  summary: (works, fails, unchecked) =>
    fails === 0 && unchecked === 0
      ? `Alles geht: ${works} von ${works} Prüfungen.`
      : `${works} gehen, ${fails} gehen nicht, ${unchecked} konnten nicht geprüft werden.`,
  status: {
    works: 'Geht',
    fails: 'Geht nicht',
    unchecked: 'Konnte nicht geprüft werden',
    waiting: 'Noch nicht geprüft',
    running: 'Wird geprüft…',
  },

  checks: {
    configuration: 'Konfiguration',
    clock: 'Uhr',
    'sign-in': 'Anmeldung',
    identity: 'Identität und Zugangsdaten',
    cors: 'CORS: Anfragen',
    list: 'Deine Dateien auflisten',
    put: 'Ein Objekt schreiben',
    multipart: 'In Teilen hochladen',
    checksums: 'Prüfsummen verifiziert',
    get: 'Abschnittweise lesen',
    'cors-answers': 'CORS: Antworten',
    delete: 'Ein Objekt löschen',
    'kms-generate': 'KMS: einen Datenschlüssel erzeugen',
    'kms-decrypt': 'KMS: ihn wieder auspacken',
    'wrong-context': 'Abgelehnt: ein anderer Verschlüsselungskontext',
    'other-prefix': 'Abgelehnt: der Ordner einer anderen Person',
    lifecycle: 'Regel für unvollendete Uploads',
    versioning: 'Versionierung',
    sse: 'Verschlüsselung des Speichers selbst',
  },

  works: {
    configuration: (facts) =>
      `config.json ist wohlgeformt: Bucket ${fact(facts, 'bucket')} in ${fact(facts, 'region')}.`,
    clock: (facts) =>
      Number(facts['seconds']) === 0
        ? `Die Uhr dieses Geräts stimmt mit AWS überein, ${seconds(facts)}.`
        : `Die Uhr dieses Geräts geht ${seconds(facts)}; das ist nah genug an AWS.`,
    'sign-in': (facts) =>
      facts['signedIn'] === 'yes'
        ? 'Der Anbieter antwortet, und deine Anmeldung gilt für diese Installation.'
        : 'Der Anbieter antwortet und ist der, den config.json nennt.',
    identity: (facts) => `Der Identitätspool hat ${fact(facts, 'identity')} Zugangsdaten gegeben.`,
    cors: (facts) =>
      `Seiten von ${fact(facts, 'origin')} dürfen ${fact(facts, 'methods')} senden, mit jedem Header, den die App sendet.`,
    list: (facts) => `Nur nach ${fact(facts, 'prefix')} wurde gefragt.`,
    put: () => 'Ein paar Bytes, mit einer Prüfsumme, und nur wo nichts war.',
    multipart: () =>
      'Ein Upload wurde begonnen, gefüllt, aufgelistet und abgeschlossen, ein anderer abgebrochen.',
    checksums: () => 'Bytes, die nicht zu ihrer CRC-32 passen, werden abgelehnt, als Objekt und als Teil.',
    get: () => 'Vier Bytes aus der Mitte, festgelegt auf die geschriebene Version.',
    'cors-answers': (facts) =>
      `Alle ${fact(facts, 'count')} Antwort-Header, nach denen gesehen wurde, sind lesbar.`,
    delete: () => 'Was geschrieben wurde, ist entfernt.',
    'kms-generate': (facts) => `Unter einem Kontext, der dich nennt, von ${fact(facts, 'key')}.`,
    'kms-decrypt': () => 'Unter demselben Kontext kam derselbe Schlüssel heraus und wurde überschrieben.',
    'wrong-context': () =>
      'KMS verweigert einen Datenschlüssel und ein Auspacken für einen anderen Eigentümer, und ein Auspacken unter einem veränderten Kontext.',
    'other-prefix': () =>
      'Auflisten, Schreiben und Lesen im Ordner einer erfundenen Person werden verweigert.',
    lifecycle: (facts) =>
      `Ein jetzt begonnener Upload würde am ${fact(facts, 'date')} abgebrochen${facts['rule'] === '' ? '' : `, nach der Regel ${fact(facts, 'rule')}`}.`,
    versioning: () => 'Ein Schreiben legt eine Version an: Was ersetzt oder gelöscht wird, bleibt erhalten.',
    sse: (facts) =>
      `Ohne Angabe ${fact(facts, 'algorithm')}; ausprobiert für jede Wahl, die config.json bietet: ${fact(facts, 'choices')}.`,
  },

  problems: {
    'config-invalid': (facts) => `config.json: ${fact(facts, 'field')}: ${fact(facts, 'problem')}.`,
    'clock-off': (facts) =>
      facts['seconds'] === undefined
        ? 'Ein Dienst hat eine Anfrage wegen ihrer Uhrzeit abgelehnt.'
        : `Die Uhr dieses Geräts geht ${seconds(facts)}. AWS lehnt Anfragen ab, die um mehr als fünf Minuten abweichen.`,
    'provider-unreachable': (facts) =>
      `Das Discovery-Dokument des Anmeldeanbieters ist nicht lesbar: ${fact(facts, 'url')}.`,
    'discovery-malformed': (facts) => `Im Discovery-Dokument des Anbieters fehlt ${fact(facts, 'field')}.`,
    'issuer-differs': (facts) =>
      `Der Anbieter nennt sich ${fact(facts, 'issuer')}, config.json nennt ihn ${fact(facts, 'authority')}. Beides muss gleich sein, Buchstabe für Buchstabe.`,
    'token-expired': () => 'Deine Anmeldung ist abgelaufen und wurde nicht erneuert.',
    'token-audience': (facts) =>
      facts['audience'] === undefined
        ? 'Der Identitätspool nimmt kein Token, das für diesen Client gemacht wurde.'
        : `Deine Anmeldung wurde für ${fact(facts, 'audience')} gemacht, und config.json nennt ${fact(facts, 'clientId')}.`,
    'pool-not-found': (facts) => `In dieser Region gibt es keinen Identitätspool ${fact(facts, 'pool')}.`,
    'provider-unknown': () => 'Der Identitätspool kennt den Anbieter nicht unter dem Namen in config.json.',
    'token-refused': (facts) => `Der Identitätspool lehnt das Token ab: ${fact(facts, 'message')}`,
    'role-trust': () =>
      'Der Identitätspool darf die Rolle der angemeldeten Personen nicht annehmen, oder er hat keine.',
    'identity-refused': (facts) =>
      `Der Identitätspool hat keine Zugangsdaten gegeben: ${fact(facts, 'message')}`,
    unreachable: (facts) => `Unter ${fact(facts, 'url')} antwortet nichts.`,
    'cors-or-unreachable': (facts) =>
      `Keine Anfrage von ${fact(facts, 'origin')} kommt durch. Ein Browser sagt nicht, warum: Entweder antwortet unter ${fact(facts, 'url')} nichts, oder keine CORS-Regel des Buckets lässt diese Herkunft ein. „npm run doctor“ sagt, was davon.`,
    'cors-none': (facts) => `Keine CORS-Regel des Buckets lässt Seiten von ${fact(facts, 'origin')} ein.`,
    'cors-missing': (facts) => `Die CORS-Regeln des Buckets erlauben nicht: ${fact(facts, 'missing')}.`,
    'cors-hides': (facts) => `Die CORS-Regeln des Buckets zeigen Seiten nicht: ${fact(facts, 'missing')}.`,
    denied: (facts) => `S3 erlaubt ${fact(facts, 'operation')} in deinem eigenen Ordner nicht.`,
    'bucket-not-found': (facts) => `Einen Bucket ${fact(facts, 'bucket')} gibt es nicht.`,
    'storage-key-refused': () =>
      'KMS lässt S3 den Schlüssel der Verschlüsselung des Speichers nicht in deinem Namen benutzen.',
    'kms-denied': (facts) =>
      `KMS erlaubt ${fact(facts, 'operation')} für eine Nachricht, die dich nennt, nicht.`,
    'kms-key-not-found': (facts) => `KMS hat in dieser Region keinen Schlüssel ${fact(facts, 'key')}.`,
    'kms-key-disabled': () => 'Der KMS-Schlüssel ist abgeschaltet.',
    'kms-key-unusable': () =>
      'Der KMS-Schlüssel wartet auf seine Löschung, ist für einen anderen Zweck, oder sein Material ist nicht verfügbar.',
    'credentials-refused': () => 'Die Zugangsdaten wurden abgelehnt.',
    'answer-wrong': (facts) => `Die Antwort ist nicht, was sie sein muss: ${fact(facts, 'message')}.`,
    'checksums-refused': (facts) =>
      `Der Speicher lehnt ein Schreiben mit CRC-32 ab und nimmt dasselbe ohne (${fact(facts, 'reason')}). Sealdrop sendet eine mit jedem Schreiben: In diesen Speicher kann nichts versiegelt werden.`,
    'checksums-ignored': (facts) =>
      `Der Speicher nimmt Bytes, die nicht zu ihrer CRC-32 passen (${fact(facts, 'operation')}). Was unterwegs beschädigt wird, wird gespeichert und erst beim Öffnen entdeckt: Falsches öffnet sich nie, aber die Datei ist verloren.`,
    'context-not-bound': (facts) =>
      `KMS erlaubt dir ${fact(facts, 'operation')} für einen anderen Eigentümer. Wer angemeldet ist, kann öffnen, was irgendwem gehört.`,
    'prefix-not-bound': (facts) =>
      `S3 erlaubt dir ${fact(facts, 'operation')} im Ordner einer anderen Person.`,
    'no-lifecycle': () =>
      'Keine Antwort nennt eine Regel, die unvollendete Uploads abbricht: Ihre Teile bleiben und werden berechnet.',
    'not-versioned': () =>
      'Mit einem Schreiben kam keine Version: Was ersetzt oder gelöscht wird, ist endgültig fort.',
    'not-encrypted': () => 'Keine Antwort nennt eine Verschlüsselung des Speichers selbst.',
    'encryption-differs': (facts) =>
      `Um ${fact(facts, 'kind')} gebeten, nahm S3 ${facts['told'] === '' ? 'etwas, das es nicht nennt' : fact(facts, 'told')}.`,
  },

  unchecked: {
    depends: (facts) => `Zuerst muss dies gehen: ${fact(facts, 'check')}.`,
    'nobody-signed-in': () => 'Niemand ist angemeldet.',
    'service-failed': (facts) =>
      `Der Dienst ist überlastet oder gestört (${fact(facts, 'reason')}). Versuche es später noch einmal.`,
    unexpected: (facts) =>
      `Es ging auf eine Weise schief, die hierüber nichts sagt: ${fact(facts, 'message')}.`,
    'not-applicable': () => 'Diese Installation kommt ohne aus.',
    stopped: () => 'Vorher angehalten.',
  },

  fixes: {
    'edit-config': (facts) => `Berichtige ${fact(facts, 'field')} in config.json, und lade die Seite neu.`,
    'set-clock': () => 'Lass das Gerät seine Uhrzeit aus dem Netz holen.',
    'check-network': (facts) =>
      `Sorge dafür, dass ${fact(facts, 'url')} von hier erreichbar ist: Ein Proxy, eine Firewall oder die Content-Security-Policy der Website kann im Weg sein.`,
    'sign-in-again': () => 'Melde dich neu an.',
    'trust-provider': (facts) =>
      `Der Identitätspool ${fact(facts, 'pool')} muss ${fact(facts, 'provider')} mit dieser Client-ID aufführen. Dies zeigt, was er aufführt:`,
    'trust-role': (facts) =>
      `Lass den Pool ${fact(facts, 'pool')}, und niemanden sonst, die Rolle der angemeldeten Personen annehmen, und setze diese Rolle als die für Angemeldete. Die Vertrauensrichtlinie der Rolle:`,
    cors: (facts) =>
      `Gib dem Bucket diese CORS-Regeln. Sie ersetzen die vorhandenen; füge neben ${fact(facts, 'origin')} andere Herkünfte hinzu.`,
    'allow-role': (facts) =>
      `Gib der Rolle der angemeldeten Personen die Anweisung ${fact(facts, 'sid')}, als eigene Richtlinie neben dem, was sie hat. Sie erlaubt dies und sonst nichts.`,
    'narrow-role': (facts) =>
      `Eine Anweisung der Rolle erlaubt mehr als ${fact(facts, 'sid')}. Nimm sie weg, und lass diese an ihrer Stelle.`,
    'allow-key': () =>
      'Oder erlaube es in der Richtlinie des Schlüssels selbst, neben den Anweisungen, die dort stehen.',
    'narrow-key': () =>
      'Erlaubt die Richtlinie des Schlüssels selbst mehr, lass diese Anweisung an ihrer Stelle.',
    'create-bucket': (facts) =>
      `Richte den Stack ein (docs/deployment.md); er legt den Bucket ${fact(facts, 'bucket')} mit allem, was dazugehört, in ${fact(facts, 'region')} an.`,
    'enable-key': () => 'Wurde er nicht mit Absicht abgeschaltet, aktiviere ihn.',
    'keep-key': () =>
      'Soll er gelöscht werden, und das war nicht gewollt, widerrufe die Löschung, und aktiviere ihn.',
    'abort-uploads': (facts) =>
      `Lass den Bucket Uploads ${fact(facts, 'days')} Tage nach ihrem Beginn abbrechen. Diese Regeln ersetzen die vorhandenen; füge deine hinzu.`,
    'enable-versioning': () => 'Schalte die Versionierung ein.',
    'encrypt-bucket': () => 'Lass den Bucket verschlüsseln, was er bekommt.',
    'verify-after': () =>
      'Untersuche bis dahin jede Datei nach dem Versiegeln, und verifiziere alle ihre Frames, bevor du das Original löschst.',
    'other-store': () =>
      'Nimm eine Version dieses Speichers, die x-amz-checksum-crc32 verifiziert, oder einen anderen Speicher. S3 selbst tut es.',
  },
};
