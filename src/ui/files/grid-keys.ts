/** What a key asks of the list. */
export type GridAct =
  /** lines down, or up when negative */
  | { readonly act: 'move'; readonly by: number; readonly extend: boolean; readonly only: boolean }
  | { readonly act: 'first' | 'last'; readonly extend: boolean }
  | { readonly act: 'toggle' | 'open' | 'rename' | 'remove' | 'all' | 'none' | 'up' | 'menu' }
  | { readonly act: 'type'; readonly text: string };

interface Pressed {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/**
 * The keys of a grid with many selectable rows (ARIA Authoring Practices, "Grid": rows as the unit of focus), and those of file managers
 * beside them. Null: not the list's business.
 * @param page lines that fit on the screen
 */
export function gridAct({ key, shiftKey, ctrlKey, metaKey, altKey }: Pressed, page: number): GridAct | null {
  const command = ctrlKey || metaKey;
  if (altKey) return key === 'ArrowUp' ? { act: 'up' } : null;
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key];
  if (steps !== undefined) return { act: 'move', by: steps, extend: shiftKey, only: !command };
  if (key === 'Home') return { act: 'first', extend: shiftKey };
  if (key === 'End') return { act: 'last', extend: shiftKey };
  if (key === 'F10' && shiftKey) return { act: 'menu' };
  if (command) return key.toLowerCase() === 'a' && !shiftKey ? { act: 'all' } : null;
  const named = keyNames[key];
  if (named !== undefined) return { act: named };
  return key.length === 1 || /^\p{L}\p{M}*$/u.test(key) ? { act: 'type', text: key } : null;
}

const keyNames: Readonly<Record<string, 'toggle' | 'open' | 'rename' | 'remove' | 'none' | 'up' | 'menu'>> = {
  ' ': 'toggle',
  Enter: 'open',
  F2: 'rename',
  Delete: 'remove',
  Escape: 'none',
  Backspace: 'up',
  ContextMenu: 'menu',
};
