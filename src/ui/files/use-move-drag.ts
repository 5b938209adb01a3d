import { useRef, useState, type DragEvent } from 'react';
import type { Entry } from './entries.ts';
import { mayMoveInto } from './filing-plans.ts';

/** What a drag within the list carries: a sign alone, so that no name or key is given to another page. */
const carried = 'application/x-sealdrop-move';

/** The element that a path is dropped on says which folder it is by `data-folder`, and a line by `data-entry` which one it is. */
export interface MoveDrag {
  /** the folder that what is dragged would go into if it were let go now; null: none */
  readonly over: string | null;
  readonly handlers: {
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragEnter: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/**
 * Lines are dragged onto the line of a folder, or onto a step of the way to this one. By the browser's own events: they reach whatever is laid
 * out now, and cost nothing for each line. With the keyboard, and on touch, the same is done by "Move". What comes from the device is not this
 * hook's business.
 */
export function useMoveDrag(parts: {
  readonly folder: string;
  readonly entries: readonly Entry[];
  readonly chosen: readonly Entry[];
  /** the words that go with the pointer */
  readonly describe: (dragged: readonly Entry[]) => string;
  readonly onMove: (dragged: readonly Entry[], to: string) => void;
}): MoveDrag {
  const { folder, entries, chosen, describe, onMove } = parts;
  const dragged = useRef<readonly Entry[]>([]);
  const [over, setOver] = useState<string | null>(null);

  const targetOf = ({ target, dataTransfer }: DragEvent): string | null => {
    if (!dataTransfer.types.includes(carried) || !(target instanceof Element)) return null;
    const to = target.closest<HTMLElement>('[data-folder]')?.dataset['folder'];
    return to !== undefined && mayMoveInto(dragged.current, folder, to) ? to : null;
  };

  const onOver = (event: DragEvent): void => {
    const to = targetOf(event);
    setOver(to);
    if (to === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
  };

  return {
    over,
    handlers: {
      onDragStart(event) {
        const line =
          event.target instanceof Element ? event.target.closest<HTMLElement>('[data-entry]') : null;
        const entry = entries.find(({ id }) => id === line?.dataset['entry']);
        if (entry === undefined) return;
        dragged.current = chosen.includes(entry) ? chosen : [entry];
        event.dataTransfer.clearData();
        event.dataTransfer.setData(carried, 'move');
        event.dataTransfer.effectAllowed = 'move';
        showWords(event.dataTransfer, describe(dragged.current));
      },
      onDragEnter: onOver,
      onDragOver: onOver,
      onDragLeave({ relatedTarget, currentTarget }) {
        // It comes for every element on the way.
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(null);
      },
      onDrop(event) {
        const to = targetOf(event);
        setOver(null);
        if (to === null) return;
        event.preventDefault();
        onMove(dragged.current, to);
        dragged.current = [];
      },
      onDragEnd: () => setOver(null),
    },
  };
}

/** The browser takes the picture when the drag begins; the element has to be in the page until then. */
function showWords(data: DataTransfer, words: string): void {
  const badge = document.createElement('div');
  badge.className = 'drag-badge';
  badge.textContent = words;
  document.body.append(badge);
  data.setDragImage(badge, 0, 0);
  requestAnimationFrame(() => badge.remove());
}
