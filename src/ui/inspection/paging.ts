/** Which page of `size` holds the item `index`; all from 0. */
export function pageOf(index: number, size: number): number {
  return Math.floor(Math.max(0, index) / size);
}

/** At least 1. */
export function pageCountOf(count: number, size: number): number {
  return Math.max(1, Math.ceil(count / size));
}

/** The items on a page: from, and up to but not with. */
export function pageRange(
  page: number,
  size: number,
  count: number,
): { readonly from: number; readonly to: number } {
  return { from: Math.min(page * size, count), to: Math.min((page + 1) * size, count) };
}

/** Where a key leads from `index` in a list of `count`; null for keys that lead nowhere. Goes on over the edge of a page. */
export function stepByKey(key: string, index: number, count: number, pageSize: number): number | null {
  const to = stepOf(key, index, count, pageSize);
  return to === null || count === 0 ? null : Math.min(count - 1, Math.max(0, to));
}

function stepOf(key: string, index: number, count: number, pageSize: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'PageDown':
      return index + pageSize;
    case 'PageUp':
      return index - pageSize;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
