import { describe, expect, it } from 'vitest';
import type { TransferPhase } from '../../vault/contract.ts';
import type { Transfer } from '../../state/transfer.ts';
import { visibleTransfers } from './visible-transfers.ts';

const transfer = (id: string, status: 'queued' | 'preparing' | 'cancelled'): Transfer => {
  const phase: TransferPhase = { status };
  return {
    id,
    kind: 'seal',
    name: id,
    group: null,
    archive: null,
    size: 1,
    key: null,
    phase,
    asked: null,
    restarting: false,
    outlivesPage: true,
    opened: null,
  };
};

describe('visibleTransfers()', () => {
  const all = [
    transfer('a', 'cancelled'),
    transfer('b', 'queued'),
    transfer('c', 'preparing'),
    transfer('d', 'queued'),
  ];

  it('shows all that fit', () => {
    expect(visibleTransfers(all, 4)).toBe(all);
  });

  it('prefers what moves, then what waits, and keeps their order', () => {
    expect(visibleTransfers(all, 2).map(({ id }) => id)).toEqual(['b', 'c']);
  });
});
