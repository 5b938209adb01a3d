import type { Messages } from '../shape.ts';
import { formatCount, plural } from './figures.ts';

const files = (count: number) => plural(count, { one: '# Datei', other: '# Dateien' });

function contents(folderCount: number, fileCount: number): string {
  return [
    folderCount > 0 ? plural(folderCount, { one: '# Ordner', other: '# Ordner' }) : '',
    fileCount > 0 ? files(fileCount) : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The stored files in German. */
export const filesText: Messages['files'] = {
  label: 'Gespeicherte Dateien',
  folderPath: 'Ordner',
  top: 'Alle Dateien',
  name: 'Name',
  size: 'Größe',
  date: 'Gespeichert',
  actions: 'Aktionen',
  select: (name) => `${name} auswählen`,
  selectAll: 'Alle auswählen',
  sortBy: (column) => `Sortieren nach: ${column}`,
  folder: 'Ordner',
  open: 'Öffnen',
  openNamed: (name) => `${name} öffnen`,
  openFolder: (name) => `Ordner ${name} öffnen`,
  inspect: 'Untersuchen',
  inspectNamed: (name) => `${name} untersuchen`,
  refresh: 'Liste neu laden',
  storageUse: 'Belegter Speicher',
  thumbnails: 'Vorschaubilder',
  thumbnailsOn: 'Bilder in der Liste klein zeigen',
  thumbnailsCost:
    'Jedes Bild wird dafür einmal geöffnet, was einen KMS Decrypt und seine Bytes kostet; das kleine bleibt versiegelt auf diesem Gerät, bis du das abschaltest oder dich abmeldest.',
  newFolder: 'Neuer Ordner',
  newFolderName: 'Name des Ordners',
  makeFolder: 'Ordner anlegen',
  find: 'Hier suchen',
  askWhere: 'Bei großen Dateien nach dem Speicherort fragen',
  loading: 'Deine Dateien werden geladen…',
  loadingRest: 'Der Rest wird geladen…',
  count: contents,
  countSoFar: (folderCount, fileCount) => `Bisher ${contents(folderCount, fileCount)}…`,
  found: (count) => (count === 0 ? 'Nichts gefunden' : `${formatCount(count)} gefunden`),
  selected: (count, size) => `${formatCount(count)} ausgewählt${size === null ? '' : `, ${size}`}`,
  clearSelection: 'Auswahl aufheben',
  openSelected: (count) => (count === 1 ? 'Öffnen' : `${formatCount(count)} öffnen`),
  moreFor: (name) => `Mehr zu ${name}`,
  acts: {
    open: 'Öffnen',
    into: 'In einen Ordner öffnen',
    archive: 'Als ein ZIP öffnen',
    view: 'Ansehen',
    inspect: 'Untersuchen',
    rename: 'Umbenennen',
    move: 'Verschieben',
    versions: 'Versionen',
    remove: 'Löschen',
  },
  archiveName: 'Sealdrop-Dateien',
  openings: {
    planning: 'Die Auswahl wird durchgesehen…',
    taken: (taken, total) =>
      `${formatCount(taken)} von ${files(total)} ${taken === 1 ? 'liegt' : 'liegen'} schon in diesem Ordner.`,
    nothing: 'Darin ist nichts, was sich öffnen ließe.',
  },
  newName: 'Neuer Name',
  moveTitle: (count) =>
    count === 1 ? 'Verschieben nach' : `${formatCount(count)} Einträge verschieben nach`,
  moveHere: 'Hierher verschieben',
  noFolders: 'Hier sind keine Ordner.',
  removeTitle: (count) =>
    count === 1 ? 'Diesen Eintrag löschen?' : `Diese ${formatCount(count)} Einträge löschen?`,
  removeAdvice: (hasFolder) =>
    `${hasFolder ? 'Ordner werden mit allem darin gelöscht. ' : ''}Wo der Speicher Versionen behält, lässt sich das rückgängig machen.`,
  andMore: (count) => `und ${formatCount(count)} weitere`,
  versionsOf: 'Versionen von',
  versionsAdvice: 'Wiederherstellen macht eine Kopie der Version zur neuesten. Die anderen bleiben.',
  latest: 'Neueste',
  deletedThen: 'gelöscht',
  restore: 'Wiederherstellen',
  restoreNamed: (date) => `Version vom ${date} wiederherstellen`,
  filing: {
    working: {
      remove: (count) => `${formatCount(count)} werden gelöscht…`,
      restore: (count) => `${formatCount(count)} werden wiederhergestellt…`,
      move: (count) => `${formatCount(count)} werden verschoben…`,
    },
    done: {
      remove: (count) => `${files(count)} gelöscht.`,
      restore: (count) => `${files(count)} wiederhergestellt.`,
      move: (count) => `${files(count)} verschoben.`,
      rename: (count) => `${files(count)} umbenannt.`,
    },
    taken: 'Einige Namen sind dort vergeben.',
    failed: (count) => `Bei ${plural(count, { one: '# Datei', other: '# Dateien' })} ging es nicht: `,
    undo: 'Rückgängig',
    replace: 'Ersetzen',
    keepBoth: 'Beide behalten',
    skip: 'Überspringen',
  },
  noDate: 'Datum unbekannt',
  added: 'Neu',
  emptyTitle: 'Noch nichts gespeichert',
  emptySteps: [
    'Lege eine Datei irgendwo auf dieser Seite ab, oder wähle eine aus.',
    'Sie wird hier mit einem Schlüssel nur für sie versiegelt und dann gespeichert.',
    'Öffne sie wieder, wann du willst, oder untersuche ihre Schlüssel.',
  ],
  emptyFolderTitle: 'Dieser Ordner ist leer',
  emptyFolderSteps: ['Lege Dateien hier ab: Sie werden in diesen Ordner versiegelt.'],
  nothingFound: (find) => `Kein Name hier enthält „${find}“.`,
};
