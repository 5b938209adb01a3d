import { describe, expect, it } from 'vitest';
import { gridAct } from './grid-keys.ts';

const none = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };
const press = (key: string, keys: Partial<typeof none> = {}) => gridAct({ key, ...none, ...keys }, 10);

describe('gridAct()', () => {
  it('moves, selects ranges with Shift, and goes alone with Ctrl', () => {
    expect(press('ArrowDown')).toEqual({ act: 'move', by: 1, extend: false, only: true });
    expect(press('ArrowUp', { shiftKey: true })).toEqual({ act: 'move', by: -1, extend: true, only: true });
    expect(press('PageDown', { ctrlKey: true })).toEqual({ act: 'move', by: 10, extend: false, only: false });
    expect(press('End', { shiftKey: true })).toEqual({ act: 'last', extend: true });
  });

  it.each([
    [' ', 'toggle'],
    ['Enter', 'open'],
    ['F2', 'rename'],
    ['Delete', 'remove'],
    ['Escape', 'none'],
    ['Backspace', 'up'],
  ])('%j asks for %s', (key, act) => expect(press(key)).toEqual({ act }));

  it('selects all by either command key', () => {
    expect(press('a', { ctrlKey: true })).toEqual({ act: 'all' });
    expect(press('A', { metaKey: true })).toEqual({ act: 'all' });
  });

  it('takes letters of every script for a name that is typed', () => {
    for (const text of ['a', 'Ä', '7', '家', 'é']) expect(press(text)).toEqual({ act: 'type', text });
  });

  it('leaves to the browser what is its own', () => {
    for (const key of ['Tab', 'F5', 'Shift', 'Dead', 'ArrowLeft']) expect(press(key)).toBeNull();
    expect(press('r', { ctrlKey: true })).toBeNull();
    expect(press('d', { altKey: true })).toBeNull();
    expect(press('ArrowUp', { altKey: true })).toEqual({ act: 'up' });
  });
});
