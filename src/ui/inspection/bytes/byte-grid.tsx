/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a table's rows cannot be two groups of cells, hex and characters */
import { memo, useId, useLayoutEffect, useMemo, useRef, type ReactElement } from 'react';
import type { Anatomy } from '../../../inspect/anatomy.ts';
import { useMessages } from '../../messages/messages-context.ts';
import { Pager } from '../pager.tsx';
import { pageOf, pageRange } from '../paging.ts';
import { scrollWithin } from '../scroll-within.ts';
import { byteByKey, byteRows, type ByteRow } from './byte-rows.ts';
import { useColumns } from './use-columns.ts';

/** Bytes that are rendered at once: a header may hold a million. */
const pageSize = 1024;

/** From a byte, and up to but not with another. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Hex and ASCII of the page that holds the cursor, which arrow keys move over all bytes. */
export function ByteGrid(props: {
  readonly anatomy: Anatomy;
  /** the byte that is looked at */
  readonly cursor: number;
  /** the bytes of the field that is looked at */
  readonly lit: Range | null;
  readonly onCursor: (offset: number) => void;
  /** null: the pointer has left */
  readonly onHover: (offset: number | null) => void;
}): ReactElement {
  const { anatomy, cursor, lit, onCursor, onHover } = props;
  const { inspection } = useMessages();
  const text = inspection.bytes;
  const columns = useColumns();
  const id = useId();
  const boxRef = useRef<HTMLDivElement>(null);
  const count = anatomy.bytes.length;
  const page = pageOf(cursor, pageSize);
  const rows = useMemo(
    () => byteRows(anatomy, { ...pageRange(page, pageSize, anatomy.bytes.length), columns }),
    [anatomy, page, columns],
  );

  useLayoutEffect(() => {
    const box = boxRef.current;
    const cell = document.getElementById(`${id}-${cursor}`);
    if (box !== null && cell !== null) scrollWithin(box, cell);
  }, [id, cursor]);

  return (
    <div className="byte-pane">
      <div
        ref={boxRef}
        className="byte-grid"
        role="grid"
        aria-label={text.bytes}
        aria-activedescendant={`${id}-${cursor}`}
        tabIndex={0}
        data-columns={columns}
        onKeyDown={(event) => {
          const next = byteByKey(event.key, cursor, { count, columns });
          if (next === null) return;
          event.preventDefault();
          onCursor(next);
        }}
        onClick={(event) => {
          const offset = offsetOf(event.target);
          if (offset !== null) onCursor(offset);
        }}
        onPointerMove={(event) => onHover(offsetOf(event.target))}
        onPointerLeave={() => onHover(null)}
      >
        {rows.map((row) => (
          <Row
            key={row.offset}
            row={row}
            idPrefix={id}
            cursor={holds(row, cursor) ? cursor : null}
            litFrom={litIn(row, lit)?.from ?? null}
            litTo={litIn(row, lit)?.to ?? null}
          />
        ))}
      </div>
      <Pager
        what={text.bytes}
        page={page}
        size={pageSize}
        count={count}
        onPage={(next) => onCursor(next * pageSize)}
      />
    </div>
  );
}

/** Rendered again only where something in it changed. */
const Row = memo(function Row(props: {
  readonly row: ByteRow;
  readonly idPrefix: string;
  /** the cursor, where it is in this row */
  readonly cursor: number | null;
  readonly litFrom: number | null;
  readonly litTo: number | null;
}): ReactElement {
  const { row, idPrefix, cursor, litFrom, litTo } = props;
  const isLit = (offset: number) => litFrom !== null && litTo !== null && offset >= litFrom && offset < litTo;
  return (
    <div role="row" className="byte-row">
      <span role="rowheader" className="byte-offset">
        {row.offset.toString(16).padStart(4, '0')}
      </span>
      <span role="presentation" className="byte-cells">
        {row.cells.map(({ offset, hex, group, starts }) => (
          <span
            key={offset}
            id={`${idPrefix}-${offset}`}
            role="gridcell"
            aria-selected={offset === cursor}
            className="byte"
            data-offset={offset}
            data-group={group}
            data-starts={starts}
            data-lit={isLit(offset)}
          >
            {hex}
          </span>
        ))}
      </span>
      <span className="byte-text" aria-hidden="true">
        {row.cells.map(({ offset, ascii, group }) => (
          <span
            key={offset}
            className="byte-character"
            data-offset={offset}
            data-group={group}
            data-lit={isLit(offset)}
            data-cursor={offset === cursor}
          >
            {ascii}
          </span>
        ))}
      </span>
    </div>
  );
});

function offsetOf(target: EventTarget): number | null {
  const offset = target instanceof HTMLElement ? target.dataset['offset'] : undefined;
  return offset === undefined ? null : Number(offset);
}

function holds({ offset, cells }: ByteRow, byte: number): boolean {
  return byte >= offset && byte < offset + cells.length;
}

/** The part of a range that lies in a row. */
function litIn({ offset, cells }: ByteRow, lit: Range | null): Range | null {
  if (lit === null) return null;
  const from = Math.max(lit.from, offset);
  const to = Math.min(lit.to, offset + cells.length);
  return from < to ? { from, to } : null;
}
