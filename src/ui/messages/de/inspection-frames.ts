import type { Messages } from '../shape.ts';
import { formatCount, formatSize, plural } from './figures.ts';

const frames = (count: number) => plural(count, { one: '# Frame', other: '# Frames' });

/** The map of the whole message, and verifying frames, in German. */
export const framesText: Messages['inspection']['frames'] = {
  title: 'Frames',
  about:
    'Der Inhalt ist Frame für Frame versiegelt, jeder mit eigenem IV und Auth-Tag, sodass jeder Teil für sich gelesen und geprüft werden kann.',
  unframed: 'Diese Nachricht ist ein Block, nicht in Frames geteilt.',
  unknown:
    'Wo die Frames liegen, lässt sich nicht sagen: Eine vollständige Nachricht mit diesem Header hat nicht diese Größe.',
  signed:
    'Wo die Frames enden, lässt sich aus der Größe nicht sagen: Diese Nachricht endet mit einer Signatur, deren Länge schwankt.',
  map: (header, regular, frameLength, final) =>
    `Ein Header von ${formatSize(header)}, dann ${
      regular === 0 ? '' : `${frames(regular)} von ${formatSize(frameLength)} und `
    }ein letzter Frame von ${formatSize(final)}.`,
  header: 'Header',
  regular: 'Frames',
  final: 'Letzter Frame',
  list: 'Frames der Nachricht',
  nth: (place) => `Frame ${formatCount(place)}`,
  isFinal: 'letzter',
  goTo: 'Frame',
  go: 'Zeigen',
  reading: 'Wird gelesen…',
  notRead: 'noch nicht gelesen',
  read: 'IV und Auth-Tag lesen',
  offset: 'Position',
  length: 'Gespeicherte Größe',
  plaintextLength: 'Klartext',
  sequence: 'Laufnummer',
  iv: 'IV',
  tag: 'Auth-Tag',
  unverified: 'So, wie er gespeichert ist. Verifiziere den Frame, um zu wissen, dass er echt ist.',
  verifyOne: 'Diesen Frame verifizieren',
};

export const verifyText: Messages['inspection']['verify'] = {
  title: 'Den Inhalt verifizieren',
  about:
    'Liest Frames abschnittweise und prüft ihre Auth-Tags auf diesem Gerät. Der Klartext wird dabei weggeworfen; nichts wird gesichert.',
  sample: 'Eine Stichprobe verifizieren',
  sampleAbout: (others) => `Der erste Frame, der letzte, und bis zu ${formatCount(others)} ausgeloste.`,
  all: 'Alles verifizieren',
  allAbout: (size) => `Jeder Frame bis zum Ende: liest alle ${formatSize(size)}.`,
  stop: 'Anhalten',
  stopping: 'Wird angehalten…',
  again: 'Noch einmal verifizieren',
  starting: 'Der Header wird geprüft…',
  progress: 'Verifizierung',
  framesOf: (done, chosen) => `${formatCount(done)} von ${frames(chosen)}`,
  failedSoFar: (count) => `${formatCount(count)} nicht bestanden`,
  result: {
    complete: 'Jeder Frame ist verifiziert, bis zum Ende der Nachricht.',
    all: (count) => `${frames(count)} verifiziert, keiner fehlerhaft.`,
    stopped: (verified, chosen) =>
      `Angehalten: ${formatCount(verified)} von ${frames(chosen)} verifiziert, keiner fehlerhaft.`,
    failed: (failed, verified) =>
      `${plural(failed, { one: '# Prüfung', other: '# Prüfungen' })} nicht bestanden; ${frames(verified)} verifiziert.`,
    none: 'Kein Frame wurde verifiziert: Eine frühere Prüfung ging nicht gut.',
    notTried: 'Kein Frame konnte verifiziert werden: Keinen der verpackten Schlüssel hat KMS verpackt.',
  },
  report: {
    title: 'Bericht',
    what: 'Verifiziert',
    whatOne: (place) => `Frame ${formatCount(place)}`,
    whatSample: 'eine Stichprobe',
    whatAll: 'alles',
    started: 'Begonnen',
    took: 'Dauer',
    seconds: (value) => `${value} s`,
    frames: 'Frames',
    bytesRead: 'Gelesen',
    bytesVerified: 'Verifizierter Klartext',
    failures: 'Nicht bestanden',
    failure: (place) => (place === null ? 'Die Nachricht' : `Frame ${formatCount(place)}`),
    moreFailures: (count) => `und ${formatCount(count)} weitere, nicht aufgeführt`,
    save: 'Bericht sichern',
  },
};
