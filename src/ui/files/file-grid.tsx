import { useEffect, useMemo, type ReactElement } from 'react';
import type { StoredFile } from '../../state/files.ts';
import { useMessages } from '../messages/messages-context.ts';
import type { Arrangement, Entry, SortKey } from './entries.ts';
import { GridHead } from './grid-head.tsx';
import { GridRow, type RowActions } from './grid-row.tsx';
import type { useThumbnails } from './use-thumbnails.ts';
import { useLines } from './use-lines.ts';
import type { ListSelection } from './use-selection.ts';

/**
 * The lines of a folder as a grid with selectable rows. Only those in sight are laid out; how many there are is told to assistive
 * technology by `aria-rowcount`.
 */
export function FileGrid(props: {
  readonly list: ListSelection;
  readonly arrangement: Arrangement;
  readonly added: ReadonlySet<string>;
  /** the folder that dragged lines would go into now */
  readonly dropOn: string | null;
  readonly thumbnails: ReturnType<typeof useThumbnails>;
  readonly onSort: (by: SortKey) => void;
  readonly onOpen: (entry: Entry) => void;
  readonly onInspect: (file: StoredFile) => void;
  readonly onMenu: RowActions['onMenu'];
}): ReactElement {
  const { list, arrangement, added, dropOn, thumbnails, onSort, onOpen, onInspect, onMenu } = props;
  const { entries, selection, activeIndex, wantsFocus, click, toggleOne, focusTaken } = list;
  const { files: text } = useMessages();
  const ids = useMemo(() => entries.map(({ id }) => id), [entries]);
  const { lines, bodyRef, margin } = useLines(ids, activeIndex);

  useEffect(() => {
    if (wantsFocus && activeIndex >= 0) lines.scrollToIndex(activeIndex, { align: 'auto' });
  }, [wantsFocus, activeIndex, lines]);

  const actions = useMemo<RowActions>(
    () => ({ onOpen, onInspect, onMenu, onClick: click, onToggle: toggleOne, onFocused: focusTaken }),
    [onOpen, onInspect, onMenu, click, toggleOne, focusTaken],
  );
  const tabStop = Math.max(0, activeIndex);
  return (
    <table
      role="grid"
      className={thumbnails.isOn ? 'file-grid with-thumbnails' : 'file-grid'}
      aria-label={text.label}
      aria-rowcount={entries.length + 1}
      aria-multiselectable="true"
      onKeyDown={list.onKeyDown}
    >
      <GridHead list={list} arrangement={arrangement} onSort={onSort} />
      <tbody ref={bodyRef} style={{ blockSize: lines.getTotalSize() }}>
        {lines.getVirtualItems().map(({ index, key, start }) => {
          const entry = entries[index];
          if (entry === undefined) return null;
          return (
            <GridRow
              key={key}
              entry={entry}
              rowIndex={index + 2}
              isSelected={selection.selected.has(entry.id)}
              isActive={index === tabStop}
              wantsFocus={wantsFocus && index === activeIndex}
              isAdded={entry.kind === 'file' && added.has(entry.file.key)}
              isDropTarget={entry.kind === 'folder' && entry.folder.path === dropOn}
              offset={start - margin}
              measure={lines.measureElement}
              thumbnails={thumbnails.thumbnails}
              actions={actions}
            />
          );
        })}
      </tbody>
    </table>
  );
}
