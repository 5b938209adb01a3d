import type { StorageUseText } from '../shape.ts';
import { formatCount, plural } from './figures.ts';

/** The count of everything stored in German. */
export const storageUseText: StorageUseText = {
  title: 'Belegter Speicher',
  soFar: (count, size) => `Bisher ${formatCount(count)} gezählt, ${size} …`,
  files: 'Dateien',
  former: 'Frühere Versionen und gelöschte Dateien',
  kept: 'Von der Werkbank aufbewahrt',
  total: 'Zusammen',
  filesOf: (count) => plural(count, { one: '# Datei', other: '# Dateien' }),
  versionsOf: (count) => plural(count, { one: '# Version', other: '# Versionen' }),
  documentsOf: (count) => plural(count, { one: '# Dokument', other: '# Dokumente' }),
  formerUnknown: 'nicht bekannt: Mit deinem Zugang lassen sich Versionen nicht auflisten',
  countedAt: (when) => `In allen Ordnern, versiegelt, wie S3 es zählt. Gezählt am ${when}.`,
  notCounted: 'Teile unfertiger Uploads sind nicht dabei.',
  stale: 'Seit Beginn dieser Zählung hat sich etwas geändert.',
  again: 'Neu zählen',
};
