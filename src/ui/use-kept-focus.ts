import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** Where the focus was in a list, so that it can be put close to it. */
interface Held {
  readonly element: Element;
  readonly row: Element | null;
  /** the place of that row among those of the section */
  readonly place: number;
}

/**
 * Keeps the focus in a section whose buttons come and go: when the focused one vanishes, the focus moves to its row's first
 * button, else to the row that took its place, else to the section's heading (which needs `tabIndex={-1}`).
 */
export function useKeptFocus(sectionRef: RefObject<HTMLElement | null>): void {
  const held = useRef<Held | null>(null);

  useEffect(() => {
    const section = sectionRef.current;
    if (section === null) return undefined;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      const row = target.closest('li');
      const place = row === null ? -1 : Array.from(section.querySelectorAll('li')).indexOf(row);
      held.current = { element: target, row, place };
    };
    const onBlur = ({ target }: FocusEvent) => {
      const { current } = held;
      // Chrome tells of a blur while it takes a focused element away: only one that is still there afterwards was left on purpose.
      queueMicrotask(() => {
        if (held.current === current && target instanceof Element && isUsable(target)) held.current = null;
      });
    };
    section.addEventListener('focusin', onFocus);
    section.addEventListener('focusout', onBlur);
    return () => {
      section.removeEventListener('focusin', onFocus);
      section.removeEventListener('focusout', onBlur);
    };
  }, [sectionRef]);

  useLayoutEffect(() => {
    const section = sectionRef.current;
    const last = held.current;
    if (section === null || last === null || isUsable(last.element)) return;
    const { activeElement } = document;
    const isLost =
      activeElement === null || activeElement === document.body || activeElement === last.element;
    if (isLost) nextTo(section, last)?.focus();
    else held.current = null;
  });
}

function isUsable(element: Element): boolean {
  return element.isConnected && element.matches(':not(:disabled)');
}

function nextTo(section: HTMLElement, { row, place }: Held): HTMLElement | null {
  const usable = 'button:not(:disabled)';
  if (row?.isConnected === true) return row.querySelector<HTMLElement>(usable);
  const rows = section.querySelectorAll('li');
  const neighbour = rows[Math.min(place, rows.length - 1)];
  return neighbour?.querySelector<HTMLElement>(usable) ?? section.querySelector<HTMLElement>('h2');
}
