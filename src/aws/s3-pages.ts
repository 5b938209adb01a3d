import { AppError } from '../errors.ts';

interface Page<Marker, Item> {
  readonly items: readonly Item[];
  /** where the next page begins; null on the last one */
  readonly next: Marker | null;
}

/**
 * All items of a listing that comes in pages.
 * @throws AppError `store-answer-invalid` when the pages do not move on; whatever `read` throws
 */
export async function allPages<Marker, Item>(
  read: (marker: Marker | undefined) => Promise<Page<Marker, Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  const seen = new Set<string>();
  let marker: Marker | undefined;
  for (;;) {
    const page = await read(marker);
    items.push(...page.items);
    if (page.next === null) return items;
    const place = JSON.stringify(page.next);
    if (seen.has(place)) {
      throw new AppError('store-answer-invalid', 'S3 repeats a page of its listing', {
        details: { field: 'marker' },
      });
    }
    seen.add(place);
    marker = page.next;
  }
}
