/** Which lines of a list are selected, and which one the keyboard is at. A value; every act makes another. Ids, as in `Entry`. */
export interface Selection {
  readonly selected: ReadonlySet<string>;
  /** the line that has the focus, or would get it; null before there was any */
  readonly active: string | null;
  /** where a range begins that Shift extends */
  readonly anchor: string | null;
}

export const noSelection: Selection = { selected: new Set(), active: null, anchor: null };

/** A click or a move without a modifier key: this line alone. */
export function selectOnly(id: string): Selection {
  return { selected: new Set([id]), active: id, anchor: id };
}

/** A click with Ctrl or Command, the space bar, a checkbox: this line changes, the others stay. */
export function toggle({ selected }: Selection, id: string): Selection {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return { selected: next, active: id, anchor: id };
}

/** With Shift: everything from the anchor to this line, and nothing else. */
export function extendTo(selection: Selection, ids: readonly string[], id: string): Selection {
  const { anchor } = selection;
  const from = anchor === null ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  if (from < 0 || to < 0) return selectOnly(id);
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { selected: new Set(range), active: id, anchor };
}

/** The keyboard goes to a line and leaves what is selected as it is. */
export function moveTo({ selected, anchor }: Selection, id: string): Selection {
  return { selected, active: id, anchor: anchor ?? id };
}

export function selectAll({ active, anchor }: Selection, ids: readonly string[]): Selection {
  return { selected: new Set(ids), active: active ?? ids[0] ?? null, anchor };
}

export function selectNone({ active }: Selection): Selection {
  return { selected: new Set(), active, anchor: active };
}

/** What is no longer listed is no longer selected. The same value where nothing is lost. */
export function keepListed(selection: Selection, ids: readonly string[]): Selection {
  const { selected, active, anchor } = selection;
  if (selected.size === 0 && active === null) return selection;
  const listed = new Set(ids);
  const kept = [...selected].filter((id) => listed.has(id));
  const isActive = active === null || listed.has(active);
  if (kept.length === selected.size && isActive) return selection;
  return {
    selected: new Set(kept),
    active: isActive ? active : null,
    anchor: anchor !== null && listed.has(anchor) ? anchor : null,
  };
}
