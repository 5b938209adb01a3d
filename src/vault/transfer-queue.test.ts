import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { TransferSnapshot } from './contract.ts';
import { createTransferQueue, type TransferJob } from './transfer-queue.ts';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

function world() {
  const snapshots: TransferSnapshot[] = [];
  const failures: AppError[] = [];
  const queue = createTransferQueue(
    (snapshot) => snapshots.push(snapshot),
    (error) => failures.push(error),
  );
  const finish = new Map<string, { resolve: () => void; reject: (error: Error) => void }>();
  const begun: string[] = [];
  const job = (id: string, kind: 'seal' | 'open' = 'seal'): TransferJob => ({
    id,
    kind,
    name: id,
    key: null,
    run: (signal, onStep) => {
      begun.push(id);
      onStep({ status: 'preparing', key: `key of ${id}` });
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
        finish.set(id, { resolve: () => resolve({ key: `key of ${id}`, bytes: 7 }), reject });
      });
    },
  });
  const phasesOf = (id: string) => snapshots.filter((one) => one.id === id).map(({ phase }) => phase.status);
  return { queue, job, begun, finish, phasesOf, snapshots, failures };
}

describe('createTransferQueue()', () => {
  it('seals three and opens two at once, the others in their order', async () => {
    const { queue, job, begun, finish } = world();
    for (const id of ['a', 'b', 'c', 'd', 'e']) queue.add(job(id));
    for (const id of ['v', 'w', 'x']) queue.add(job(id, 'open'));
    expect(begun).toEqual(['a', 'b', 'c', 'v', 'w']);
    finish.get('b')?.resolve();
    await settle();
    expect(begun).toEqual(['a', 'b', 'c', 'v', 'w', 'd']);
    finish.get('w')?.reject(new AppError('moved', 'moved'));
    await settle();
    expect(begun.at(-1)).toBe('x');
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
