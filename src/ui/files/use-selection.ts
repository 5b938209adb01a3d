import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { findTyped, type Entry } from './entries.ts';
import { gridAct, type GridAct } from './grid-keys.ts';
import {
  extendTo,
  keepListed,
  moveTo,
  noSelection,
  selectAll,
  selectNone,
  selectOnly,
  toggle,
  type Selection,
} from './selection.ts';

/** What the keys ask of whoever can do it. */
export interface GridActions {
  readonly onOpen: (entry: Entry) => void;
  /** to the folder above */
  readonly onUp: () => void;
  readonly onRename: (entry: Entry) => void;
  /** what is selected, or the line the keyboard is at */
  readonly onRemove: (entries: readonly Entry[]) => void;
  readonly onMenu: (entries: readonly Entry[], row: Element) => void;
}

/** Milliseconds between two letters of one name that is typed. */
const typingPause = 700;
/** Pixels of a line, for Page Up and Page Down. */
const lineHeight = 56;

export interface ListSelection {
  readonly selection: Selection;
  readonly entries: readonly Entry[];
  /** lines that are selected, in the order of the list */
  readonly chosen: readonly Entry[];
  /** the active line's place; -1 where there is none */
  readonly activeIndex: number;
  /** true once the keyboard moved: the active line then takes the focus */
  readonly wantsFocus: boolean;
  readonly focusTaken: () => void;
  /** The active line gets the focus back. */
  readonly focus: () => void;
  readonly click: (entry: Entry, keys: { readonly range: boolean; readonly add: boolean }) => void;
  readonly toggleOne: (entry: Entry) => void;
  /** What an act on this line is about: all that is selected where it is among that, else it alone, which is then selected. */
  readonly takeIn: (entry: Entry) => readonly Entry[];
  readonly all: () => void;
  readonly none: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The selection of a list, by pointer and by keyboard. It begins anew with another `place`. */
export function useSelection(
  place: string,
  entries: readonly Entry[],
  locale: string,
  actions: GridActions,
): ListSelection {
  const [held, setHeld] = useState({ place, selection: noSelection, wantsFocus: false });
  const ids = useMemo(() => entries.map(({ id }) => id), [entries]);
  const selection = useMemo(
    () => (held.place === place ? keepListed(held.selection, ids) : noSelection),
    [held, ids, place],
  );
  const typed = useTyping(entries, locale);
  const activeIndex = useMemo(
    () => (selection.active === null ? -1 : ids.indexOf(selection.active)),
    [ids, selection.active],
  );
  const chosen = useMemo(
    () => (selection.selected.size === 0 ? [] : entries.filter(({ id }) => selection.selected.has(id))),
    [entries, selection.selected],
  );
  const set = (next: Selection, wantsFocus = false): void => setHeld({ place, selection: next, wantsFocus });
  const focusTaken = useCallback(() => setHeld((now) => ({ ...now, wantsFocus: false })), []);

  function takeIn(entry: Entry): readonly Entry[] {
    if (selection.selected.has(entry.id)) return chosen;
    set(selectOnly(entry.id));
    return [entry];
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (isInControl(event)) return;
    const page = Math.max(1, Math.floor(window.innerHeight / lineHeight) - 2);
    const asked = gridAct(event, page);
    if (asked === null) return;
    const next = selectionAfter(asked, { selection, ids, activeIndex }, () =>
      typed.find(asked, activeIndex, event.timeStamp),
    );
    if (next !== null) set(next, true);
    else if (!actOn(asked, event, { actions, chosen, active: entries[activeIndex] })) return;
    event.preventDefault();
  }

  return {
    selection,
    entries,
    chosen,
    activeIndex,
    wantsFocus: held.place === place && held.wantsFocus,
    focusTaken,
    focus: () => set(selection, true),
    click: (entry, keys) => {
      if (keys.range) set(extendTo(selection, ids, entry.id), true);
      else set(keys.add ? toggle(selection, entry.id) : selectOnly(entry.id), true);
    },
    toggleOne: (entry) => set(toggle(selection, entry.id)),
    takeIn,
    all: () => set(selectAll(selection, ids)),
    none: () => set(selectNone(selection)),
    onKeyDown,
  };
}

interface Now {
  readonly selection: Selection;
  readonly ids: readonly string[];
  readonly activeIndex: number;
}

/** The selection that a key leads to; null where it leads to none. */
function selectionAfter(asked: GridAct, now: Now, findName: () => number): Selection | null {
  const { selection, ids, activeIndex } = now;
  const active = ids[activeIndex];
  switch (asked.act) {
    case 'move':
      return arriveAt(now, activeIndex < 0 ? 0 : activeIndex + asked.by, asked);
    case 'first':
      return arriveAt(now, 0, { ...asked, only: true });
    case 'last':
      return arriveAt(now, ids.length - 1, { ...asked, only: true });
    case 'toggle': {
      // A space within a name that is being typed belongs to the name.
      const found = findName();
      if (found >= 0) return arriveAt(now, found, { extend: false, only: true });
      return active === undefined ? null : toggle(selection, active);
    }
    case 'type': {
      const found = findName();
      return found < 0 ? null : arriveAt(now, found, { extend: false, only: true });
    }
    case 'all':
      return selectAll(selection, ids);
    case 'none':
      return selection.selected.size === 0 ? null : selectNone(selection);
    case 'open':
    case 'up':
    case 'rename':
    case 'remove':
    case 'menu':
      break;
  }
  return null;
}

function arriveAt(
  { selection, ids }: Now,
  index: number,
  { extend, only }: { readonly extend: boolean; readonly only: boolean },
): Selection | null {
  const id = ids[Math.max(0, Math.min(ids.length - 1, index))];
  if (id === undefined) return null;
  if (extend) return extendTo(selection, ids, id);
  return only ? selectOnly(id) : moveTo(selection, id);
}

/** @returns whether the key asked for anything that there is */
function actOn(
  asked: GridAct,
  event: KeyboardEvent,
  on: {
    readonly actions: GridActions;
    readonly chosen: readonly Entry[];
    readonly active: Entry | undefined;
  },
): boolean {
  const { actions, chosen, active } = on;
  if (asked.act === 'up') actions.onUp();
  if (asked.act === 'up') return true;
  if (active === undefined) return false;
  const about = chosen.length > 0 ? chosen : [active];
  if (asked.act === 'open') actions.onOpen(active);
  else if (asked.act === 'rename') actions.onRename(active);
  else if (asked.act === 'remove') actions.onRemove(about);
  else if (asked.act === 'menu' && event.target instanceof Element)
    actions.onMenu(about, event.target.closest('tr') ?? event.target);
  else return false;
  return true;
}

/** Names that are typed letter by letter. */
function useTyping(
  entries: readonly Entry[],
  locale: string,
): { readonly find: (asked: GridAct, activeIndex: number, at: number) => number } {
  const typed = useRef({ text: '', at: -typingPause });
  return {
    find(asked, activeIndex, at) {
      const isTyping = at - typed.current.at < typingPause;
      if (asked.act === 'toggle' && !isTyping) return -1;
      const text = asked.act === 'type' ? asked.text : ' ';
      const whole = isTyping ? typed.current.text + text : text;
      typed.current = { text: whole, at };
      // The same letter again goes to the next name with it.
      const isRepeat = whole === text.repeat(whole.length / text.length);
      const start = Math.max(0, activeIndex) + (isRepeat && activeIndex >= 0 ? 1 : 0);
      return findTyped(entries, isRepeat ? text : whole, start % Math.max(1, entries.length), locale);
    },
  };
}

/** Enter and the space bar belong to the button or link that has the focus; in a field every key does. */
function isInControl({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches('input[type="search"], input[type="text"]')) return true;
  return (key === 'Enter' || key === ' ') && target.matches('button, a, input');
}
