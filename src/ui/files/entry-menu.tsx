import { useRef, type ReactElement } from 'react';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { useMessages } from '../messages/messages-context.ts';
import type { Entry } from './entries.ts';

export type EntryAct =
  'open' | 'into' | 'archive' | 'view' | 'inspect' | 'rename' | 'move' | 'versions' | 'remove';

/** Where a menu opens: pixels in the window. */
export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

/** What can be done with the lines it was opened on. Loaded when the first one opens. */
export default function EntryMenu(props: {
  readonly entries: readonly Entry[];
  readonly place: MenuPlace;
  /** ways to open many at once that this browser has */
  readonly ways: readonly EntryAct[];
  readonly onAct: (act: EntryAct) => void;
  readonly onClose: () => void;
}): ReactElement {
  const { entries, place, ways, onAct, onClose } = props;
  const { files: text } = useMessages();
  const acts = actsFor(entries, ways);
  const anchor = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span
        ref={anchor}
        className="menu-anchor"
        style={{ insetBlockStart: place.y, left: place.x }}
        aria-hidden="true"
      />
      {/* Not modal: react-aria would add a style element to keep the page from scrolling, which the Content-Security-Policy refuses. */}
      <Popover
        triggerRef={anchor}
        isOpen
        isNonModal
        placement="bottom start"
        className="menu-popover"
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose();
        }}
      >
        <Menu
          aria-label={text.actions}
          autoFocus="first"
          className="menu"
          onClose={onClose}
          onAction={(id) => {
            const act = acts.find((one) => one === id);
            if (act !== undefined) onAct(act);
          }}
        >
          {acts.map((act) => (
            <MenuItem key={act} id={act} className={act === 'remove' ? 'menu-item menu-danger' : 'menu-item'}>
              {text.acts[act]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </>
  );
}

function actsFor(entries: readonly Entry[], ways: readonly EntryAct[]): readonly EntryAct[] {
  const [only] = entries;
  if (entries.length !== 1 || only === undefined) {
    const hasFile = entries.some(({ kind }) => kind === 'file');
    return [...(hasFile ? (['open'] as const) : []), ...ways, 'move', 'remove'];
  }
  if (only.kind === 'folder') return ['open', ...ways, 'rename', 'move', 'remove'];
  return ['open', 'view', 'inspect', 'rename', 'move', 'versions', 'remove'];
}
