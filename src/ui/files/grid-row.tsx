import { memo, useEffect, useRef, type MouseEvent, type ReactElement } from 'react';
import type { StoredFile } from '../../state/files.ts';
import { FileName } from '../file-name.tsx';
import { formatDate, formatSize } from '../format/quantities.ts';
import { visibleName } from '../format/visible-name.ts';
import { FileIcon, FolderIcon, InspectIcon, MoreIcon } from '../icons.tsx';
import { useMessages } from '../messages/messages-context.ts';
import type { Entry } from './entries.ts';
import type { MenuPlace } from './entry-menu.tsx';
import { addressOfFolder } from './folder-address.ts';
import type { ListThumbnails } from './thumbnails/make-thumbnails.ts';
import { mayBePicture } from './use-thumbnails.ts';

export interface RowActions {
  readonly onOpen: (entry: Entry) => void;
  readonly onInspect: (file: StoredFile) => void;
  readonly onClick: (entry: Entry, keys: { readonly range: boolean; readonly add: boolean }) => void;
  readonly onToggle: (entry: Entry) => void;
  readonly onMenu: (entry: Entry, place: MenuPlace) => void;
  readonly onFocused: () => void;
}

interface RowProps {
  readonly entry: Entry;
  /** counted from 1, the head included */
  readonly rowIndex: number;
  readonly isSelected: boolean;
  /** the one line that Tab comes to */
  readonly isActive: boolean;
  readonly wantsFocus: boolean;
  readonly isAdded: boolean;
  /** what is dragged goes into it if it is let go now */
  readonly isDropTarget: boolean;
  /** pixels below the first line */
  readonly offset: number;
  /** told the line's element, to learn how high it is */
  readonly measure: (row: HTMLTableRowElement | null) => void;
  /** what shows a file’s thumbnail; null: icons alone */
  readonly thumbnails: ListThumbnails | null;
  readonly actions: RowActions;
}

/** One line. Its buttons are the browser’s own: react-aria’s take four times as long to appear. */
export const GridRow = memo(function GridRow(props: RowProps): ReactElement {
  const { entry, rowIndex, isSelected, isActive, wantsFocus, isAdded, offset, measure, actions } = props;
  const { files: text, unnamed } = useMessages();
  const ref = useRef<HTMLTableRowElement>(null);
  const { onFocused } = actions;
  useEffect(() => {
    if (!wantsFocus) return;
    ref.current?.focus({ preventScroll: true });
    onFocused();
  }, [wantsFocus, onFocused]);
  const shownName = visibleName(entry.name).trim() === '' ? unnamed : visibleName(entry.name);
  const tabIndex = isActive ? 0 : -1;

  function click(event: MouseEvent): void {
    if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
    actions.onClick(entry, { range: event.shiftKey, add: event.ctrlKey || event.metaKey });
  }

  return (
    <tr
      ref={(row) => {
        ref.current = row;
        measure(row);
      }}
      data-index={rowIndex - 2}
      data-entry={entry.id}
      data-folder={entry.kind === 'folder' ? entry.folder.path : undefined}
      data-drop={props.isDropTarget}
      draggable
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      tabIndex={tabIndex}
      className="grid-row"
      style={{ transform: `translateY(${offset}px)` }}
      onClick={click}
      onContextMenu={(event) => {
        event.preventDefault();
        actions.onMenu(entry, { x: event.clientX, y: event.clientY });
      }}
      onDoubleClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, input') !== null) return;
        actions.onOpen(entry);
      }}
    >
      <td className="cell-select">
        <input
          type="checkbox"
          tabIndex={tabIndex}
          checked={isSelected}
          aria-label={text.select(shownName)}
          onChange={() => actions.onToggle(entry)}
        />
      </td>
      <th scope="row" className="cell-name">
        <Sign entry={entry} thumbnails={props.thumbnails} />
        {entry.kind === 'folder' ? (
          <a
            href={addressOfFolder(entry.folder.path)}
            tabIndex={tabIndex}
            aria-label={text.openFolder(shownName)}
          >
            <FileName name={entry.name} />
          </a>
        ) : (
          <span>
            <FileName name={entry.name} />
            {isAdded ? <span className="badge">{text.added}</span> : null}
          </span>
        )}
      </th>
      <Facts entry={entry} />
      <td className="row-actions">
        {entry.kind === 'folder' ? null : (
          <FileButtons
            file={entry.file}
            name={shownName}
            entry={entry}
            tabIndex={tabIndex}
            actions={actions}
          />
        )}
        <button
          type="button"
          className="button button-quiet button-small"
          tabIndex={tabIndex}
          aria-label={text.moreFor(shownName)}
          aria-haspopup="menu"
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            actions.onMenu(entry, { x: left, y: bottom });
          }}
        >
          <MoreIcon />
        </button>
      </td>
    </tr>
  );
});

/** What stands before the name: an icon, and a picture's thumbnail over it once there is one. */
function Sign({ entry, thumbnails }: Pick<RowProps, 'entry' | 'thumbnails'>): ReactElement {
  const place = useRef<HTMLSpanElement>(null);
  const picture = entry.kind === 'file' && mayBePicture(entry.file) ? entry.file : null;
  const { key = '', etag = '' } = picture ?? {};
  useEffect(() => {
    if (thumbnails === null || key === '' || place.current === null) return undefined;
    return thumbnails.show(place.current, { key, etag });
  }, [thumbnails, key, etag]);
  return (
    <span ref={place} className="entry-sign">
      {entry.kind === 'folder' ? <FolderIcon /> : <FileIcon />}
    </span>
  );
}

function Facts({ entry }: { readonly entry: Entry }): ReactElement {
  const { files: text, locale } = useMessages();
  if (entry.kind === 'folder') {
    return (
      <>
        <td className="figure cell-size">{text.folder}</td>
        <td className="figure cell-date">
          <span className="visually-hidden">{text.noDate}</span>
        </td>
      </>
    );
  }
  const { storedSize, lastModified } = entry.file;
  return (
    <>
      <td className="figure cell-size">{formatSize(storedSize, locale)}</td>
      <td className="figure cell-date">
        {(lastModified === null ? null : formatDate(lastModified, locale)) ?? text.noDate}
      </td>
    </>
  );
}

function FileButtons(props: {
  readonly entry: Entry;
  readonly file: StoredFile;
  readonly name: string;
  readonly tabIndex: number;
  readonly actions: RowActions;
}): ReactElement {
  const { entry, file, name, tabIndex, actions } = props;
  const { files: text } = useMessages();
  return (
    <>
      <button
        type="button"
        className="button button-plain button-small"
        tabIndex={tabIndex}
        aria-label={text.openNamed(name)}
        onClick={() => actions.onOpen(entry)}
      >
        {text.open}
      </button>
      <button
        type="button"
        className="button button-quiet button-small"
        tabIndex={tabIndex}
        aria-label={text.inspectNamed(name)}
        onClick={() => actions.onInspect(file)}
      >
        <InspectIcon />
      </button>
    </>
  );
}
