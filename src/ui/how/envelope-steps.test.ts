import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../state/transfer.ts';
import { someCall } from '../../trace/call-fixture.ts';
import type { TransferPhase } from '../../vault/contract.ts';
import { followed, shareMoved, stateOf, steps, stepsBegun } from './envelope-steps.ts';

const noCalls = { kms: null, s3: null };

const moving = (moved: number, total = 10): TransferPhase => ({
  status: 'moving',
  moved,
  total,
  rate: null,
  secondsLeft: null,
});
const done: TransferPhase = { status: 'done', key: 'k', bytes: 1 };
const failed: TransferPhase = {
  status: 'failed',
  error: { code: 'offline', message: '', details: {} },
  resumable: true,
};

function transfer(id: string, phase: TransferPhase): Transfer {
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
    outlivesPage: false,
    opened: null,
  };
}

describe('stepsBegun()', () => {
  it.each<[TransferPhase, number | null, number | null]>([
    [{ status: 'queued' }, 1, 1],
    [{ status: 'preparing' }, 1, 1],
    [{ status: 'checking', moved: 0, total: 1 }, 3, 4],
    [moving(1), 5, 5],
    [{ status: 'finishing' }, 5, 5],
    [done, 6, 6],
    [{ status: 'paused', moved: 3, total: 10 }, 5, 5],
    [{ status: 'paused', moved: 0, total: null }, null, null],
    [failed, null, null],
    [{ status: 'cancelled' }, null, null],
  ])('of %j are %s when sealing and %s when opening', (phase, seal, open) => {
    expect(stepsBegun({ kind: 'seal', phase }, noCalls)).toBe(seal);
    expect(stepsBegun({ kind: 'open', phase }, noCalls)).toBe(open);
  });

  it('says nothing of KMS until it is asked, nor of a header before the store answered', () => {
    const phase = { status: 'preparing' } as const;
    const [asking, answered] = [someCall({ outcome: 'under-way' }), someCall()];
    expect(stepsBegun({ kind: 'seal', phase }, { kms: null, s3: answered })).toBe(1);
    expect(stepsBegun({ kind: 'seal', phase }, { kms: asking, s3: answered })).toBe(2);
    expect(stepsBegun({ kind: 'open', phase }, { kms: null, s3: asking })).toBe(1);
    expect(stepsBegun({ kind: 'open', phase }, { kms: null, s3: answered })).toBe(2);
    expect(stepsBegun({ kind: 'open', phase }, { kms: asking, s3: answered })).toBe(3);
  });
});

const states = (way: 'seal' | 'open', shown: number, isMoving: boolean): string =>
  steps[way].map((place) => stateOf(place, way, shown, isMoving)).join(' ');

describe('stateOf()', () => {
  it('lights one step after the other', () => {
    expect(states('seal', 0, false)).toBe('idle idle idle idle idle');
    expect(states('seal', 2, false)).toBe('done active idle idle idle');
    expect(states('open', 3, false)).toBe('done done active idle idle');
    expect(states('seal', 6, false)).toBe('done done done done done');
  });

  it('keeps alight what goes on together while bytes move', () => {
    expect(states('seal', 5, true)).toBe('done done active active active');
    expect(states('open', 5, true)).toBe('done done done active active');
  });
});

describe('shareMoved()', () => {
  it.each<[TransferPhase, number]>([
    [{ status: 'queued' }, 0],
    [moving(5), 0.5],
    [moving(0, 0), 1],
    [{ status: 'waiting', reason: 'offline', moved: 1, total: null, secondsLeft: null }, 0],
    [{ status: 'finishing' }, 1],
    [done, 1],
  ])('of %j is %f', (phase, share) => {
    expect(shareMoved({ phase })).toBe(share);
  });
});

describe('followed()', () => {
  it('is the latest, but stays with one that runs', () => {
    const running = transfer('a', moving(1));
    const ended = transfer('b', done);
    const latest = transfer('c', { status: 'queued' });
    expect(followed([], null)).toBeNull();
    expect(followed([running, ended, latest], null)).toBe(latest);
    expect(followed([running, ended, latest], 'a')).toBe(running);
    expect(followed([running, ended, latest], 'b')).toBe(latest);
    expect(followed([running, ended, latest], 'gone')).toBe(latest);
  });
});
