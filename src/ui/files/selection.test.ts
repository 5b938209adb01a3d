import { describe, expect, it } from 'vitest';
import {
  extendTo,
  keepListed,
  moveTo,
  noSelection,
  selectAll,
  selectNone,
  selectOnly,
  toggle,
} from './selection.ts';

const ids = ['a', 'b', 'c', 'd'];
const of = (...selected: string[]) => new Set(selected);

describe('the selection of a list', () => {
  it('is one line after a click, and grows and shrinks line by line', () => {
    const one = selectOnly('b');
    expect(one).toEqual({ selected: of('b'), active: 'b', anchor: 'b' });
    const two = toggle(one, 'd');
    expect(two.selected).toEqual(of('b', 'd'));
    expect(toggle(two, 'b')).toEqual({ selected: of('d'), active: 'b', anchor: 'b' });
  });

  it('extends from its anchor, to either side, and back again', () => {
    const start = selectOnly('b');
    const down = extendTo(start, ids, 'd');
    expect(down).toEqual({ selected: of('b', 'c', 'd'), active: 'd', anchor: 'b' });
    expect(extendTo(down, ids, 'a')).toEqual({ selected: of('a', 'b'), active: 'a', anchor: 'b' });
  });

  it('begins a range where there is no anchor, or one that is not listed', () => {
    expect(extendTo(noSelection, ids, 'c').selected).toEqual(of('c'));
    expect(extendTo(selectOnly('gone'), ids, 'c').selected).toEqual(of('c'));
  });

  it('moves the keyboard without selecting', () => {
    expect(moveTo(selectOnly('a'), 'c')).toEqual({ selected: of('a'), active: 'c', anchor: 'a' });
  });

  it('takes all and none, and stays where it is', () => {
    expect(selectAll(selectOnly('b'), ids)).toEqual({ selected: of(...ids), active: 'b', anchor: 'b' });
    expect(selectNone(selectOnly('b'))).toEqual({ selected: of(), active: 'b', anchor: 'b' });
    expect(selectAll(noSelection, []).active).toBeNull();
  });

  it('loses what is no longer listed', () => {
    const held = extendTo(selectOnly('a'), ids, 'c');
    expect(keepListed(held, ids)).toBe(held);
    expect(keepListed(held, ['b', 'd'])).toEqual({ selected: of('b'), active: null, anchor: null });
  });
});
