import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { TransferSnapshot } from './contract.ts';
import { createTransferQueue, type JobControl, type TransferJob } from './transfer-queue.ts';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function world() {
  const snapshots: TransferSnapshot[] = [];
  const failures: AppError[] = [];
  const queue = createTransferQueue(
    (snapshot) => snapshots.push(snapshot),
    (error) => void (error && failures.push(error)),
  );
  const finish = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const begun: string[] = [];
  const controls = new Map<string, JobControl>();
  const job = (id: string, kind: 'seal' | 'open' = 'seal', isSmall = false): TransferJob => ({
    id,
    record: id,
    kind,
    name: id,
    key: null,
    isSmall,
    run: (control) => {
      const { signal, onStep } = control;
      begun.push(id);
      controls.set(id, control);
      onStep({ status: 'preparing', key: `key of ${id}` });
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        finish.set(id, { resolve: () => resolve({ key: `key of ${id}`, bytes: 7 }), reject });
      });
    },
  });
  const phasesOf = (id: string) => snapshots.filter((one) => one.id === id).map(({ phase }) => phase.status);
  return { queue, job, controls, begun, finish, phasesOf, snapshots, failures };
}

describe('createTransferQueue()', () => {
  it('seals three large files and opens three at once, the others in their order', async () => {
    const { queue, job, begun, finish } = world();
    for (const id of ['a', 'b', 'c', 'd', 'e']) queue.add(job(id));
    for (const id of ['v', 'w', 'x', 'y']) queue.add(job(id, 'open'));
    expect(begun).toEqual(['a', 'b', 'c', 'v', 'w', 'x']);
    finish.get('b')?.resolve();
    await settle();
    expect(begun).toEqual(['a', 'b', 'c', 'v', 'w', 'x', 'd']);
    finish.get('w')?.reject(new AppError('moved', 'moved'));
    await settle();
    expect(begun.at(-1)).toBe('y');
  });

  it('gives those that wait their turn in the order they are put in', async () => {
    const { queue, job, begun, finish } = world();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) queue.add(job(id));
    queue.reorder(['g', 'f'], 'd');
    queue.reorder(['d', 'a', 'unknown'], null);
    // `a` runs already: before it means at once.
    queue.reorder(['e'], 'a');
    for (const id of ['a', 'b', 'c']) finish.get(id)?.resolve();
    await settle();
    expect(begun.slice(3)).toEqual(['e', 'g', 'f']);
    finish.get('g')?.resolve();
    await settle();
    expect(begun.slice(6)).toEqual(['d']);
  });

  it('seals six small files at once', () => {
    const { queue, job, begun } = world();
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) queue.add(job(id, 'seal', true));
    expect(begun).toHaveLength(6);
  });

  it('shows a pause over whatever happens, gives its place to others, and goes on', async () => {
    const { queue, job, begun, controls, snapshots, finish } = world();
    for (const id of ['a', 'b', 'c', 'd']) queue.add(job(id));
    controls.get('a')?.onStep({ status: 'moving', key: 'k', moved: 3, total: 9, rate: 1, secondsLeft: 1 });
    queue.pause('a');
    expect(snapshots.findLast(({ id }) => id === 'a')?.phase).toEqual({
      status: 'paused',
      moved: 3,
      total: 9,
    });
    expect(controls.get('a')?.gate.paused).toBe(true);
    expect(begun.at(-1)).toBe('d');
    controls.get('a')?.onStep({ status: 'moving', key: 'k', moved: 5, total: 9, rate: 1, secondsLeft: 1 });
    expect(snapshots.at(-1)?.phase).toEqual({ status: 'paused', moved: 5, total: 9 });
    queue.resume('a');
    expect(snapshots.at(-1)?.phase).toMatchObject({ status: 'moving', moved: 5 });
    finish.get('a')?.resolve();
    await settle();
    expect(snapshots.at(-1)?.phase).toMatchObject({ status: 'done' });
  });

  it('does not begin what was paused in the queue before it is resumed', async () => {
    const { queue, job, begun, finish } = world();
    for (const id of ['a', 'b', 'c', 'd', 'e']) queue.add(job(id));
    queue.pause('d');
    finish.get('a')?.resolve();
    await settle();
    expect(begun.at(-1)).toBe('e');
    finish.get('b')?.resolve();
    await settle();
    expect(begun).not.toContain('d');
    queue.resume('d');
    expect(begun.at(-1)).toBe('d');
  });

  it('shows why nothing moves, until it does', () => {
    const { queue, job, controls, snapshots } = world();
    queue.add(job('a'));
    controls.get('a')?.onWaiting({ reason: 'throttled', milliseconds: 1500 });
    expect(snapshots.at(-1)?.phase).toEqual({
      status: 'waiting',
      reason: 'throttled',
      moved: 0,
      total: null,
      secondsLeft: 1.5,
    });
    controls.get('a')?.onWaiting(null);
    expect(snapshots.at(-1)?.phase).toEqual({ status: 'preparing' });
  });

  it('says whether a failure can be gone on from', async () => {
    const { queue, job, finish, snapshots } = world();
    for (const id of ['a', 'b']) queue.add(job(id));
    finish.get('a')?.reject(new AppError('session-expired', 'over'));
    finish.get('b')?.reject(new AppError('frame-tampered', 'evil'));
    await settle();
    const last = (id: string) => snapshots.findLast((one) => one.id === id)?.phase;
    expect(last('a')).toMatchObject({ status: 'failed', resumable: true });
    expect(last('b')).toMatchObject({ status: 'failed', resumable: false });
  });

  it('shows each phase, and the key once it is known', async () => {
    const { queue, job, finish, phasesOf, snapshots } = world();
    queue.add(job('a'));
    finish.get('a')?.resolve();
    await settle();
    expect(phasesOf('a')).toEqual(['queued', 'preparing', 'done']);
    expect(snapshots.map(({ key }) => key)).toEqual([null, 'key of a', 'key of a']);
    expect(snapshots.at(-1)?.phase).toEqual({ status: 'done', key: 'key of a', bytes: 7 });
  });

  it('names a failure, a nameless one too', async () => {
    const { queue, job, finish, snapshots, failures } = world();
    queue.add(job('a'));
    finish.get('a')?.reject(new TypeError('surprise'));
    await settle();
    expect(snapshots.at(-1)?.phase).toMatchObject({ status: 'failed', error: { code: 'internal' } });
    expect(failures.map(({ code }) => code)).toEqual(['internal']);
  });

  it('cancels a queued transfer without running it, and a running one', async () => {
    const { queue, job, begun, phasesOf, failures } = world();
    for (const id of ['a', 'b', 'c', 'd']) queue.add(job(id));
    queue.cancel('d');
    queue.cancel('a');
    queue.cancel('never was');
    await settle();
    expect(begun).toEqual(['a', 'b', 'c']);
    expect(phasesOf('d')).toEqual(['queued', 'cancelled']);
    expect(phasesOf('a')).toEqual(['queued', 'preparing', 'cancelled']);
    expect(failures).toEqual([]);
  });

  it('leaves a finished transfer as it is', async () => {
    const { queue, job, finish, phasesOf } = world();
    queue.add(job('a'));
    finish.get('a')?.resolve();
    await settle();
    queue.cancel('a');
    await settle();
    expect(phasesOf('a').at(-1)).toBe('done');
  });

  it('cancels all and waits for them', async () => {
    const { queue, job, begun, phasesOf } = world();
    for (const id of ['a', 'b', 'c', 'd']) queue.add(job(id));
    await queue.cancelAll();
    for (const id of ['a', 'b', 'c', 'd']) expect(phasesOf(id).at(-1)).toBe('cancelled');
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('refuses an id that was used', () => {
    const { queue, job } = world();
    queue.add(job('a'));
    expect(() => queue.add(job('a'))).toThrowError(expect.objectContaining({ code: 'internal' }));
  });
});
