import type { GroupFacts, GroupId, Transfer } from './transfer.ts';

/** Files without a folder that are still shown line by line when they come together. */
const looseLimit = 20;

/** The group that files which come together form; null for a few that no folder holds. */
export function groupOfSeal(files: readonly { readonly folder: string }[]): GroupFacts | null {
  if (files.length <= looseLimit && files.every(({ folder }) => folder === '')) return null;
  const tops = new Set(files.map(({ folder }) => folder.slice(0, folder.indexOf('/') + 1)));
  const [top = ''] = tops;
  const name = tops.size === 1 && top !== '' ? top.slice(0, -1) : null;
  return { id: crypto.randomUUID(), kind: 'seal', name, changed: [] };
}

/** Whether a transfer belongs to a group; to null all do. */
export function isIn({ group }: Transfer, of: GroupId | null): boolean {
  return of === null || group === of;
}
