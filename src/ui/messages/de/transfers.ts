import type { WaitReason } from '../en/transfers.ts';
import type { Messages } from '../shape.ts';
import { formatCount, formatSize, plural } from './figures.ts';

const files = (count: number) => plural(count, { one: '# Datei', other: '# Dateien' });

const waitReasons: Readonly<Record<WaitReason, string>> = {
  offline: 'Kein Netz',
  unreachable: 'Keine Antwort von AWS',
  'service-failed': 'AWS hat eine Störung',
  throttled: 'AWS bittet um weniger Anfragen',
};

/** The transfers panel in German. */
export const transfersText: Messages['transfers'] = {
  label: 'Übertragungen',
  empty: 'Hier siehst du, wie weit das Versiegeln und Öffnen deiner Dateien ist.',
  sealing: 'Versiegeln',
  opening: 'Öffnen',
  sealedOf: (done, total) => `${formatCount(done)} von ${formatCount(total)} versiegelt`,
  openedOf: (done, total) => `${formatCount(done)} von ${formatCount(total)} geöffnet`,
  failedCount: (count) => `${formatCount(count)} fehlgeschlagen`,
  pausedCount: (count) => `${formatCount(count)} angehalten`,

  openedArchive: (count, bytes) => `${files(count)} verifiziert, ${formatSize(bytes)}`,
  inFile: (name) => `Es ist ${name}.`,
  leaveOut: 'Auslassen',
  leaveOutNamed: (name) => `Auslassen und noch einmal versuchen: ${name}`,
  leftOut: (count) => plural(count, { one: '# Datei fehlt darin', other: '# Dateien fehlen darin' }),
  leftOutNote: {
    name: 'Nicht in diesem Archiv.txt',
    heading: 'Diese Dateien ließen sich nicht öffnen und sind nicht in diesem Archiv:',
  },
  taken: (count) =>
    plural(count, {
      one: 'Der Name von # Datei ist dort vergeben.',
      other: 'Die Namen von # Dateien sind dort vergeben.',
    }),
  takenAdvice: 'Was ersetzt wird, bleibt als frühere Version, wo der Speicher Versionen behält.',
  replace: 'Ersetzen',
  replaceNamed: (name) => `${name} ersetzen`,
  keepBoth: 'Beide behalten',
  keepBothNamed: (name) => `Beide behalten: ${name}`,
  skip: 'Überspringen',
  skipNamed: (name) => `${name} überspringen`,
  replaceAll: 'Alle ersetzen',
  keepBothAll: 'Alle behalten',
  skipAll: 'Alle überspringen',
  all: 'Alle Übertragungen',
  toTop: (name) => `Nach ganz oben: ${name}`,
  earlier: (name) => `Früher: ${name}`,
  later: (name) => `Später: ${name}`,
  placeNow: (place, count) => `Jetzt ${formatCount(place)} von ${formatCount(count)}.`,
  notifyEnd: 'Sag mir, wenn alles fertig ist',
  noticesRefused:
    'Dieser Browser lässt die Seite keine Mitteilungen zeigen. In seinen Einstellungen für diese Website lässt sich das ändern.',
  endNotice: (done, failed) =>
    failed === 0 ? `${files(done)} fertig.` : `${files(done)} fertig, ${formatCount(failed)} fehlgeschlagen.`,
  groupOf: files,
  groupDone: (done, total) => `${formatCount(done)} von ${files(total)}`,
  showFiles: (name) => `Dateien von ${name} zeigen`,
  hideFiles: (name) => `Dateien von ${name} verbergen`,
  changedNames: (count) => plural(count, { one: '# Name wurde geändert', other: '# Namen wurden geändert' }),
  changedWhy: 'So, wie sie sind, nimmt dieses Gerät sie nicht an.',
  failedFirst: (count, title) => `${formatCount(count)} fehlgeschlagen. ${title}`,

  queued: 'Wartet, bis sie dran ist',
  preparingSeal: 'Ein Schlüssel wird geholt',
  preparingOpen: 'Ihr Schlüssel wird ausgepackt',
  checkingSeal: 'Wird mit dem Gespeicherten verglichen',
  checkingOpen: 'Prüft, was schon gesichert ist',
  restarting: 'Geht nach einem Fehler der Seite weiter',
  pausing: 'Wird angehalten…',
  resuming: 'Geht weiter…',
  paused: 'Angehalten',
  pausedAt: (moved, total) => `Angehalten bei ${moved} von ${total}`,
  waiting: (reason, seconds) =>
    seconds === null
      ? `${waitReasons[reason]}. Geht weiter, sobald es wieder da ist.`
      : seconds === 0
        ? `${waitReasons[reason]}. Neuer Versuch…`
        : `${waitReasons[reason]}. Nächster Versuch in ${seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`}`,
  finishingSeal: 'Das Hochladen wird abgeschlossen',
  finishingOpen: 'Die Datei wird übergeben',
  cancelling: 'Wird abgebrochen…',
  discarding: 'Wird verworfen…',
  sealed: (bytes) => `Versiegelt und gespeichert, ${formatSize(bytes)}`,
  opened: (bytes) => `Geöffnet und verifiziert, ${formatSize(bytes)}`,
  cancelled: 'Abgebrochen. Nichts wurde behalten.',
  kept: 'Was bisher geschafft ist, bleibt erhalten.',
  movedOf: (moved, total) => `${moved} von ${total}`,
  timeLeft(left) {
    if (left.unit === 'moment') return 'noch Sekunden';
    if (left.unit === 'seconds') return `noch ${left.count} s`;
    if (left.unit === 'minutes') return `noch ${left.count} min`;
    return left.minutes === 0 ? `noch ${left.count} h` : `noch ${left.count} h ${left.minutes} min`;
  },

  pauseNamed: (name) => `${name} anhalten`,
  resume: 'Fortsetzen',
  resumeNamed: (name) => `${name} fortsetzen`,
  cancel: 'Abbrechen',
  cancelNamed: (name) => `${name} abbrechen`,
  retry: 'Noch einmal versuchen',
  retryNamed: (name) => `Noch einmal versuchen: ${name}`,
  openAnyway: 'Trotzdem öffnen',
  openAnywayNamed: (name) => `Trotzdem öffnen: ${name}`,
  saveAgain: 'Noch einmal sichern',
  saveAgainNamed: (name) => `Noch einmal sichern: ${name}`,
  discard: 'Verwerfen',
  discardNamed: (name) => `${name} verwerfen`,
  dismiss: 'Ausblenden',
  dismissNamed: (name) => `${name} ausblenden`,
  pauseAll: 'Alle anhalten',
  resumeAll: 'Alle fortsetzen',
  cancelAll: 'Alle abbrechen',
  retryFailed: 'Fehlgeschlagene noch einmal',
  clearFinished: 'Fertige ausblenden',
  hidden: (count) =>
    `und ${plural(count, { one: '# weitere Datei', other: '# weitere Dateien' })}, nicht gezeigt`,

  announceSealed: (name) => `${name} ist versiegelt und gespeichert.`,
  announceOpened: (name) => `${name} wurde geöffnet und verifiziert.`,
  announceMany: (sealed, opened) =>
    [sealed > 0 ? `${files(sealed)} versiegelt.` : '', opened > 0 ? `${files(opened)} geöffnet.` : '']
      .join(' ')
      .trim(),
  announcePaused: (count) => `${files(count)} angehalten.`,
  announceWaiting: (reason) => `${waitReasons[reason]}. Die Übertragungen gehen von selbst weiter.`,
};
