import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../state/transfer.ts';
import { transfersText } from '../messages/en/transfers.ts';
import { announcementOf } from './announcement.ts';

const base: Omit<Transfer, 'id' | 'phase'> = {
  kind: 'seal',
  name: 'a.txt',
  group: null,
  archive: null,
  size: 1,
  key: null,
  asked: null,
  restarting: false,
  outlivesPage: true,
  opened: null,
};
const queued = (id: string): Transfer => ({ ...base, id, phase: { status: 'queued' } });
const done = (id: string): Transfer => ({ ...base, id, phase: { status: 'done', key: 'k', bytes: 1 } });
const paused = (id: string): Transfer => ({ ...base, id, phase: { status: 'paused', moved: 1, total: 2 } });
const offline = (id: string): Transfer => ({
  ...base,
  id,
  phase: { status: 'waiting', reason: 'offline', moved: 1, total: 2, secondsLeft: null },
});
const said = (before: readonly Transfer[], after: readonly Transfer[]) =>
  announcementOf(before, after, transfersText);

describe('announcementOf()', () => {
  it('says nothing of what stayed as it was', () => {
    expect(said([done('a'), paused('b')], [done('a'), paused('b'), queued('c')])).toBeNull();
  });

  it('says one sentence for all that ended together', () => {
    expect(said([queued('a')], [done('a')])).toBe('a.txt is sealed and stored.');
    expect(said([queued('a'), queued('b')], [done('a'), done('b')])).toBe('2 files sealed.');
  });

  it('says how many were paused', () => {
    expect(said([queued('a'), queued('b')], [paused('a'), paused('b')])).toBe('2 files paused.');
  });

  it('says that transfers wait when the first does, and not again', () => {
    expect(said([queued('a')], [offline('a')])).toBe('No network. Transfers go on by themselves.');
    expect(said([offline('a'), queued('b')], [offline('a'), offline('b')])).toBeNull();
  });
});
