import type { ReactElement } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import { PushButton } from '../push-button.tsx';
import { pageCountOf, pageRange } from './paging.ts';

/** The ways to the pages before and after this one; nothing where there is one page. */
export function Pager(props: {
  /** what is paged, for the buttons' names */
  readonly what: string;
  /** from 0 */
  readonly page: number;
  readonly size: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}): ReactElement | null {
  const { what, page, size, count, onPage } = props;
  const { inspection } = useMessages();
  const text = inspection.bytes.pages;
  const pages = pageCountOf(count, size);
  if (pages < 2) return null;
  const { from, to } = pageRange(page, size, count);
  return (
    <div className="page-steps">
      <PushButton
        size="small"
        label={text.previousOf(what)}
        isDisabled={page === 0}
        onPress={() => onPage(page - 1)}
      >
        {text.previous}
      </PushButton>
      <p className="soft figure">{text.shown(from + 1, to, count)}</p>
      <PushButton
        size="small"
        label={text.nextOf(what)}
        isDisabled={page >= pages - 1}
        onPress={() => onPage(page + 1)}
      >
        {text.next}
      </PushButton>
    </div>
  );
}
