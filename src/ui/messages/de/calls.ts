import type { Messages } from '../shape.ts';
import { formatCount, plural } from './figures.ts';

const calls = (count: number) => plural(count, { one: '# Aufruf', other: '# Aufrufe' });

/** The trace of calls in German. */
export const callsText: Messages['calls'] = {
  title: 'Aufrufe an AWS',
  about:
    'Jede Anfrage dieser Sitzung an Anmeldung, Cognito, KMS und S3, so wie sie dieses Gerät verlässt. Die Anfrage-IDs sind die, die CloudTrail zeigt. Tokens, Signaturen und Schlüssel werden nie notiert.',
  pause: 'Liste anhalten',
  resume: 'Weiter',
  paused: (waiting) =>
    `Die Liste steht still; seitdem ${plural(waiting, { one: 'kam # Aufruf', other: 'kamen # Aufrufe' })} dazu.`,
  exportJson: 'Als JSON exportieren',
  exportName: (day) => `sealdrop-aufrufe-${day}.json`,
  count: (shown, all) => (shown === all ? calls(all) : `${formatCount(shown)} von ${calls(all)}`),
  dropped: (count) =>
    plural(count, {
      one: '# älterer Aufruf hat diesen Platz gemacht.',
      other: '# ältere Aufrufe haben diesen Platz gemacht.',
    }),

  filters: 'Filter',
  service: 'Dienst',
  outcome: 'Ergebnis',
  transfer: 'Übertragung',
  search: 'Suche',
  searchHint: 'Schlüssel, Operation, Anfrage-ID',
  anyService: 'Alle Dienste',
  anyOutcome: 'Alle Ergebnisse',
  anyTransfer: 'Alle, mit und ohne Übertragung',
  noTransfer: 'Keine Übertragung',
  clear: 'Filter aufheben',
  services: { 'sign-in': 'Anmeldung', 'cognito-identity': 'Cognito', sts: 'STS', kms: 'KMS', s3: 'S3' },
  outcomes: {
    'under-way': 'Läuft',
    succeeded: 'Gelungen',
    refused: 'Abgelehnt',
    unanswered: 'Keine Antwort',
    cancelled: 'Abgebrochen',
  },
  failed: 'Fehlgeschlagen',
  kinds: { seal: 'Versiegeln', open: 'Öffnen' },
  transferNamed: (kind, name) => `${kind}: ${name}`,

  time: 'Zeit',
  operation: 'Operation',
  subject: 'Objekt oder Schlüssel',
  status: 'Status',
  duration: 'Dauer',
  attempt: 'Versuch',
  bytes: 'Bytes',
  part: (number) => `Teil ${formatCount(number)}`,
  attemptNumber: (attempt) => `${attempt}. Versuch`,
  details: (operation, time) => `Einzelheiten zu ${operation} um ${time}`,
  sent: (size) => `${size} hinaus`,
  received: (size) => `${size} herein`,
  newer: 'Neuere',
  older: 'Ältere',
  earlier: 'Frühere',
  later: 'Spätere',
  page: (from, to, all) => `${formatCount(from)} bis ${formatCount(to)} von ${formatCount(all)}`,

  emptyTitle: 'Noch keine Aufrufe',
  emptySteps: [
    'Die Anmeldung verschafft Zugangsdaten: GetId von Cognito, dann GetCredentialsForIdentity.',
    'Zum Versiegeln wird KMS um einen Datenschlüssel gebeten (GenerateDataKey); dann geht die versiegelte Datei an S3: mit PutObject, oder mit UploadPart für jeden Teil einer großen.',
    'Zum Öffnen wird der Header der Datei aus S3 gelesen (GetObject), und KMS packt ihren Schlüssel aus (Decrypt).',
  ],
  nothingFits: 'Kein Aufruf passt zu diesem Filter.',

  close: 'Schließen',
  detailsTitle: (operation) => `Aufruf: ${operation}`,
  facts: 'Was geschah',
  factsAbout: 'So, wie dieses Gerät es gesehen hat.',
  asked: 'Was gefragt wurde',
  askedAbout: 'Namen und Werte, wie CloudTrail sie hat. Ein Verschlüsselungskontext ist nicht geheim.',
  answered: 'Was geantwortet wurde',
  answeredAbout: 'Von einer Antwort werden nur diese Felder notiert.',
  json: 'In der Form von CloudTrail',
  jsonAbout:
    'Was der Export über diesen Aufruf sagt. Für das, was unter additionalEventData steht, hat CloudTrail keine Namen.',
  began: 'Begonnen',
  region: 'Region',
  errorCode: 'Fehler',
  errorMessage: 'Meldung',
  requestId: 'Anfrage-ID',
  extendedRequestId: 'Erweiterte Anfrage-ID von S3',
  bytesSent: 'Gesendete Bytes',
  bytesReceived: 'Empfangene Bytes',
  httpStatus: 'HTTP-Status',
  ofTransfer: 'Übertragung',

  waterfall: (kind, name) => `${kind}: ${name}, Aufruf für Aufruf`,
  waterfallAbout: (count, lanes, span) =>
    `${calls(count)} in ${span}, höchstens ${formatCount(lanes)} gleichzeitig. Jeder Balken beginnt und endet mit seinem Aufruf.`,
  bar: (lane, offset) => `Spur ${lane}, nach ${offset}`,
  callsOf: (name) => `Aufrufe für ${name}`,
};
