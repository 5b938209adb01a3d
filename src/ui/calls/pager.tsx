import type { ReactElement } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';

/** Rows that are in the page at a time. */
export const pageLength = 100;

/** Which rows of many are shown, and the ways to the others. Nothing where all fit. */
export function Pager(props: {
  /** counted from 0 */
  readonly page: number;
  readonly count: number;
  readonly before: string;
  readonly after: string;
  readonly onPage: (page: number) => void;
}): ReactElement | null {
  const { page, count, before, after, onPage } = props;
  const { calls: text } = useMessages();
  if (count <= pageLength) return null;
  const from = page * pageLength;
  const to = Math.min(count, from + pageLength);
  return (
    <div className="pager">
      <PushButton size="small" isDisabled={page === 0} onPress={() => onPage(page - 1)}>
        {before}
      </PushButton>
      <p className="soft figure">{text.page(from + 1, to, count)}</p>
      <PushButton size="small" isDisabled={to === count} onPress={() => onPage(page + 1)}>
        {after}
      </PushButton>
    </div>
  );
}

/** The page that is shown when there are only so many rows. */
export function pageWithin(page: number, count: number): number {
  return Math.max(0, Math.min(page, Math.ceil(count / pageLength) - 1));
}
