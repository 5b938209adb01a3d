import type { ReactElement } from 'react';
import { useMessages } from '../messages/messages-context.ts';
import { sortKeys, type Arrangement, type SortKey } from './entries.ts';
import type { ListSelection } from './use-selection.ts';

/** The head of the grid: all or none, and the columns, which sort. */
export function GridHead(props: {
  readonly list: ListSelection;
  readonly arrangement: Arrangement;
  readonly onSort: (by: SortKey) => void;
}): ReactElement {
  const { list, arrangement, onSort } = props;
  const { files: text } = useMessages();
  const { selected } = list.selection;
  const isAll = selected.size > 0 && selected.size === list.entries.length;
  return (
    <thead>
      <tr aria-rowindex={1} className="grid-row">
        <th scope="col" className="cell-select">
          <input
            type="checkbox"
            aria-label={text.selectAll}
            checked={isAll}
            ref={(box) => {
              if (box !== null) box.indeterminate = selected.size > 0 && !isAll;
            }}
            onChange={isAll ? list.none : list.all}
          />
        </th>
        {sortKeys.map((by) => (
          <ColumnHead key={by} by={by} arrangement={arrangement} onSort={onSort} />
        ))}
        <th scope="col">
          <span className="visually-hidden">{text.actions}</span>
        </th>
      </tr>
    </thead>
  );
}

function ColumnHead(props: {
  readonly by: SortKey;
  readonly arrangement: Arrangement;
  readonly onSort: (by: SortKey) => void;
}): ReactElement {
  const { by, arrangement, onSort } = props;
  const { files: text } = useMessages();
  const isSorted = arrangement.by === by;
  const direction = arrangement.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={isSorted ? direction : 'none'} className={`cell-${by}`}>
      <button
        type="button"
        className="sort-button"
        aria-label={text.sortBy(text[by])}
        onClick={() => onSort(by)}
      >
        {text[by]}
        <span aria-hidden="true" className="sort-mark">
          {isSorted ? (arrangement.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}
