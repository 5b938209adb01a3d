import { formatCount, plural } from './figures.ts';

const files = (count: number) => plural(count, { one: '# file', other: '# files' });
const folders = (count: number) => plural(count, { one: '# folder', other: '# folders' });

function contents(folderCount: number, fileCount: number): string {
  return [folderCount > 0 ? folders(folderCount) : '', fileCount > 0 ? files(fileCount) : '']
    .filter((part) => part !== '')
    .join(', ');
}

/** The stored files in English. */
export const filesText = {
  label: 'Stored files',
  folderPath: 'Folder',
  top: 'All files',
  name: 'Name',
  size: 'Size',
  date: 'Stored',
  actions: 'Actions',
  select: (name: string) => `Select ${name}`,
  selectAll: 'Select all',
  sortBy: (column: string) => `Sort by ${column.toLowerCase()}`,
  folder: 'Folder',
  open: 'Open',
  openNamed: (name: string) => `Open ${name}`,
  openFolder: (name: string) => `Open folder ${name}`,
  inspect: 'Inspect',
  inspectNamed: (name: string) => `Inspect ${name}`,
  refresh: 'Reload the list',
  storageUse: 'Storage used',
  thumbnails: 'Thumbnails',
  thumbnailsOn: 'Show pictures small in the list',
  thumbnailsCost:
    'Each picture is opened once for it, which costs one KMS Decrypt and its bytes; the small one stays on this device, sealed, until you turn this off or sign out.',
  newFolder: 'New folder',
  newFolderName: 'Name of the folder',
  makeFolder: 'Make folder',
  find: 'Find in this folder',
  askWhere: 'Ask where to save large files',
  loading: 'Loading your files…',
  loadingRest: 'Loading more…',
  count: contents,
  countSoFar: (folderCount: number, fileCount: number) => `${contents(folderCount, fileCount)} so far…`,
  found: (count: number) => (count === 0 ? 'Nothing found' : `${formatCount(count)} found`),
  selected: (count: number, size: string | null) =>
    `${formatCount(count)} selected${size === null ? '' : `, ${size}`}`,
  clearSelection: 'Clear selection',
  openSelected: (count: number) => (count === 1 ? 'Open' : `Open ${formatCount(count)}`),
  moreFor: (name: string) => `More for ${name}`,
  acts: {
    open: 'Open',
    into: 'Open into a folder',
    archive: 'Open as one ZIP',
    view: 'View',
    inspect: 'Inspect',
    rename: 'Rename',
    move: 'Move',
    versions: 'Versions',
    remove: 'Delete',
  },
  newName: 'New name',
  moveTitle: (count: number) => (count === 1 ? 'Move to' : `Move ${formatCount(count)} things to`),
  moveHere: 'Move here',
  noFolders: 'No folders in here.',
  removeTitle: (count: number) => (count === 1 ? 'Delete this?' : `Delete these ${formatCount(count)}?`),
  removeAdvice: (hasFolder: boolean) =>
    `${hasFolder ? 'Folders go with everything in them. ' : ''}Where the store keeps versions, this can be undone.`,
  andMore: (count: number) => `and ${formatCount(count)} more`,
  versionsOf: 'Versions of',
  versionsAdvice: 'To restore one makes a copy of it the latest. The others stay.',
  latest: 'Latest',
  deletedThen: 'deleted',
  restore: 'Restore',
  restoreNamed: (date: string) => `Restore the version of ${date}`,
  /** of the archive of things that no folder holds */
  archiveName: 'Sealdrop files',
  openings: {
    planning: 'Looking through what was chosen…',
    taken: (taken: number, total: number) =>
      `${formatCount(taken)} of ${files(total)} ${taken === 1 ? 'is' : 'are'} in that folder already.`,
    nothing: 'There is nothing in it to open.',
  },
  filing: {
    working: {
      remove: (count: number) => `Deleting ${formatCount(count)}…`,
      restore: (count: number) => `Restoring ${formatCount(count)}…`,
      move: (count: number) => `Moving ${formatCount(count)}…`,
    },
    done: {
      remove: (count: number) => `${files(count)} deleted.`,
      restore: (count: number) => `${files(count)} restored.`,
      move: (count: number) => `${files(count)} moved.`,
      rename: (count: number) => `${files(count)} renamed.`,
    },
    taken: 'Some names are taken there.',
    failed: (count: number) => `${files(count)} could not be: `,
    undo: 'Undo',
    replace: 'Replace',
    keepBoth: 'Keep both',
    skip: 'Skip',
  },
  noDate: 'date unknown',
  added: 'New',
  emptyTitle: 'Nothing stored yet',
  emptySteps: [
    'Drop a file anywhere on this page, or choose one.',
    'It is sealed here with a key made for it alone, then stored.',
    'Open it again whenever you like, or inspect its keys.',
  ],
  emptyFolderTitle: 'This folder is empty',
  emptyFolderSteps: ['Drop files here: they are sealed into this folder.'],
  nothingFound: (find: string) => `No name here contains “${find}”.`,
} as const;
