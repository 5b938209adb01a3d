import { defaultRangeExtractor, useWindowVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Pixels of a line before it was measured. */
const usualHeight = 56;
/** Lines laid out beyond the edges of the window. */
const overscan = 10;

/**
 * Which lines of a long list are laid out: those in the window, and the active one wherever it is, so that the focus is never lost.
 * @returns `bodyRef` belongs to the element that is as high as all lines together
 */
export function useLines(
  ids: readonly string[],
  active: number,
): {
  readonly lines: Virtualizer<Window, HTMLTableRowElement>;
  readonly bodyRef: RefObject<HTMLTableSectionElement | null>;
  readonly margin: number;
} {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const margin = useDistanceFromTop(bodyRef);
  const lines = useWindowVirtualizer<HTMLTableRowElement>({
    count: ids.length,
    estimateSize: () => usualHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan,
    scrollMargin: margin,
    // What is scrolled to stays clear of the list's head, which stays in sight.
    scrollPaddingStart: usualHeight,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      if (active < 0 || active >= ids.length || shown.includes(active)) return shown;
      return [...shown, active].toSorted((left, right) => left - right);
    },
  });
  return { lines, bodyRef, margin };
}

/** Pixels from the beginning of the page; it changes with whatever stands above. */
function useDistanceFromTop(ref: RefObject<HTMLElement | null>): number {
  const [distance, setDistance] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const { current } = ref;
      if (current !== null) setDistance(Math.round(current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [ref]);
  return distance;
}
