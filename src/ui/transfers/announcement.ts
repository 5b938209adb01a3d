import type { Transfer } from '../../state/transfer.ts';
import { visibleName } from '../format/visible-name.ts';
import type { Messages } from '../messages/shape.ts';

/**
 * What is worth saying of a change, in one sentence for all that it happened to: ends before pauses before waits, and a wait only
 * when it is the first. Failures speak for themselves, as alerts. Null: nothing.
 */
export function announcementOf(
  before: readonly Transfer[],
  after: readonly Transfer[],
  text: Messages['transfers'],
): string | null {
  const statusBefore = new Map(before.map(({ id, phase }) => [id, phase.status]));
  const fresh = (status: Transfer['phase']['status']) =>
    after.filter(({ id, phase }) => phase.status === status && statusBefore.get(id) !== status);
  const done = fresh('done');
  const [first] = done;
  if (first !== undefined) {
    const sealed = done.filter(({ kind }) => kind === 'seal').length;
    if (done.length > 1) return text.announceMany(sealed, done.length - sealed);
    const name = visibleName(first.name);
    return first.kind === 'seal' ? text.announceSealed(name) : text.announceOpened(name);
  }
  const paused = fresh('paused').length;
  if (paused > 0) return text.announcePaused(paused);
  const [waiting] = fresh('waiting');
  if (waiting?.phase.status !== 'waiting' || before.some(({ phase }) => phase.status === 'waiting'))
    return null;
  return text.announceWaiting(waiting.phase.reason);
}
