import { describe, expect, it } from 'vitest';
import { planOrder, waitingLines, type Reordering } from './plan-order.ts';
import type { Transfer } from './transfer.ts';

/** `a:g` is transfer a of group g; capital letters move already. */
const list = (text: string): readonly Transfer[] =>
  text.split(' ').map((one): Transfer => {
    const [id = '', group = null] = one.split(':');
    const moves = id !== id.toLowerCase();
    return {
      id,
      kind: 'seal',
      name: id,
      group,
      archive: null,
      size: 1,
      key: null,
      phase: moves ? { status: 'preparing' } : { status: 'queued' },
      asked: null,
      restarting: false,
      outlivesPage: true,
      opened: null,
    };
  });

function applied(ids: readonly string[], { ids: moved, before }: Reordering): string {
  const others = ids.filter((id) => !moved.includes(id));
  const at = before === null ? others.length : others.indexOf(before);
  return others.toSpliced(at, 0, ...moved).join(' ');
}

describe('planOrder()', () => {
  it.each([
    ['A b c d', 'd', 'first', 'A d b c', 'd b c'],
    ['A b c d', 'd', 'earlier', 'A b d c', 'b d c'],
    ['A b c d', 'b', 'later', 'A c b d', 'c b d'],
    ['A b c d', 'c', 'later', 'A b d c', 'b d c'],
    ['a X:g y:g z:g b', 'g', 'first', 'X y z a b', 'y z a b'],
    ['a X:g y:g z:g b', 'g', 'later', 'a b X y z', 'a b y z'],
    ['a X:g y:g z:g b', 'b', 'earlier', 'a b X y z', 'a b y z'],
    ['a x:g y:g z:g b', 'z', 'first', 'a z x y b', 'a z x y b'],
    ['a x:g y:g z:g b', 'y', 'later', 'a x z y b', 'a x z y b'],
    ['x:g y:g u:h v:h', 'h', 'first', 'u v x y', 'u v x y'],
  ] as const)('%s: %s %s', (text, line, place, shown, turns) => {
    const transfers = list(text);
    const plan = planOrder(transfers, line, place);
    if (plan === null) throw new Error('no plan');
    const waiting = transfers.filter(({ phase }) => phase.status === 'queued');
    expect(
      applied(
        transfers.map(({ id }) => id),
        plan.shown,
      ),
    ).toBe(shown);
    expect(
      applied(
        waiting.map(({ id }) => id),
        plan.turns,
      ),
    ).toBe(turns);
  });

  it.each([
    ['a b', 'a', 'first'],
    ['a b', 'a', 'earlier'],
    ['a b', 'b', 'later'],
    ['A b', 'A', 'later'],
    ['a x:g y:g', 'y', 'later'],
    ['a b', 'unknown', 'first'],
  ] as const)('%s: %s cannot go %s', (text, line, place) => {
    expect(planOrder(list(text), line, place)).toBeNull();
  });
});

describe('waitingLines()', () => {
  it('has groups as one line, or the lines of one', () => {
    const transfers = list('a X:g y:g z:g b');
    expect(waitingLines(transfers, null)).toEqual(['a', 'g', 'b']);
    expect(waitingLines(transfers, 'g')).toEqual(['y', 'z']);
  });
});
