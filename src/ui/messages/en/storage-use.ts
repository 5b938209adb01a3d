import { formatCount, plural } from './figures.ts';

/** The count of everything stored in English. */
export const storageUseText = {
  title: 'Storage used',
  soFar: (count: number, size: string) => `Counted ${formatCount(count)} so far, ${size}…`,
  files: 'Files',
  former: 'Former versions and deleted files',
  kept: 'Kept by the key bench',
  total: 'Together',
  filesOf: (count: number) => plural(count, { one: '# file', other: '# files' }),
  versionsOf: (count: number) => plural(count, { one: '# version', other: '# versions' }),
  documentsOf: (count: number) => plural(count, { one: '# document', other: '# documents' }),
  formerUnknown: 'not known: your access does not let you list versions',
  countedAt: (when: string) => `In all folders, sealed, as S3 counts it. Counted on ${when}.`,
  notCounted: 'Parts of unfinished uploads are not in it.',
  stale: 'Something has changed since this count began.',
  again: 'Count again',
} as const;
