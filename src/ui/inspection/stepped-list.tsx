/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a select cannot hold such items, nor a part of them */
import { useId, useLayoutEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Pager } from './pager.tsx';
import { pageOf, pageRange, stepByKey } from './paging.ts';
import { scrollWithin } from './scroll-within.ts';

/**
 * A list box of any length of which one page is rendered: arrow keys go on over its edges, which react-aria's, made of the
 * items that are there, cannot. The page is the one that holds the current item.
 */
export function SteppedList(props: {
  readonly label: string;
  readonly count: number;
  readonly pageSize: number;
  /** from 0 */
  readonly current: number;
  readonly onCurrent: (index: number) => void;
  /** null: the pointer has left */
  readonly onHover?: (index: number | null) => void;
  readonly renderItem: (index: number) => ReactNode;
}): ReactElement {
  const { label, count, pageSize, current, onCurrent, onHover, renderItem } = props;
  const id = useId();
  const boxRef = useRef<HTMLDivElement>(null);
  const page = pageOf(current, pageSize);
  const { from, to } = pageRange(page, pageSize, count);

  useLayoutEffect(() => {
    const box = boxRef.current;
    const item = document.getElementById(itemId(id, current));
    if (box !== null && item !== null) scrollWithin(box, item);
  }, [id, current]);

  return (
    <div className="stepped">
      <div
        ref={boxRef}
        className="stepped-items"
        role="listbox"
        aria-label={label}
        tabIndex={0}
        aria-activedescendant={count === 0 ? undefined : itemId(id, current)}
        onKeyDown={(event) => {
          const next = stepByKey(event.key, current, count, pageSize);
          if (next === null) return;
          event.preventDefault();
          onCurrent(next);
        }}
        onPointerLeave={() => onHover?.(null)}
      >
        {Array.from({ length: to - from }, (_, step) => from + step).map((index) => (
          // Keys are taken by the list itself, which holds the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={index}
            id={itemId(id, index)}
            className="stepped-item"
            role="option"
            aria-selected={index === current}
            aria-setsize={count}
            aria-posinset={index + 1}
            onClick={() => onCurrent(index)}
            onPointerMove={() => onHover?.(index)}
          >
            {renderItem(index)}
          </div>
        ))}
      </div>
      <Pager
        what={label}
        page={page}
        size={pageSize}
        count={count}
        onPage={(next) => onCurrent(next * pageSize)}
      />
    </div>
  );
}

function itemId(list: string, index: number): string {
  return `${list}-${index}`;
}
