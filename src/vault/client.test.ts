import { describe, expect, it } from 'vitest';
import { createVault } from './client.ts';
import type { VaultEvent } from './contract.ts';
import type { WorkerPort } from './verified-worker.ts';

/** Workers that a test answers for. */
function fakeWorkers() {
  const workers: { posted: { call: number; command: string }[]; fire: Fire; terminated: boolean }[] = [];
  type Fire = (type: 'message' | 'error' | 'messageerror', data?: unknown) => void;
  const start = (): WorkerPort => {
    const listeners: { type: string; listener: (event: { data?: unknown }) => void }[] = [];
    const worker = {
      posted: [] as { call: number; command: string }[],
      terminated: false,
      fire: ((type, data) => {
        for (const each of listeners) if (each.type === type) each.listener({ data });
      }) as Fire,
    };
    workers.push(worker);
    return {
      postMessage: (message) => {
        if (
          typeof message !== 'object' ||
          message === null ||
          !('call' in message) ||
          !('command' in message)
        )
          return;
        worker.posted.push({ call: Number(message.call), command: String(message.command) });
      },
      addEventListener: (type, listener) => void listeners.push({ type, listener }),
      terminate: () => void (worker.terminated = true),
    };
  };
  return { workers, vault: createVault(start) };
}

const stored = (key: string) => ({ target: { kind: 'stored', key }, edits: [] }) as const;

describe('createVault()', () => {
  it('starts no worker before the first command, and one for all', () => {
    const { workers, vault } = fakeWorkers();
    expect(workers).toHaveLength(0);
    vault.send('list', { folder: '', continuation: null }).catch(() => {});
    vault.send('list', { folder: '', continuation: null }).catch(() => {});
    expect(workers).toHaveLength(1);
    expect(workers[0]?.posted.map(({ command }) => command)).toEqual(['list', 'list']);
  });

  it('gives each call its own answer, in whatever order they come', async () => {
    const { workers, vault } = fakeWorkers();
    const first = vault.send('inspect', stored('k'));
    const second = vault.send('list', { folder: '', continuation: null });
    const [one, two] = workers[0]?.posted ?? [];
    workers[0]?.fire('message', { call: two?.call, ok: true, output: { files: [], continuation: null } });
    workers[0]?.fire('message', { call: one?.call, ok: true, output: { key: 'k' } });
    expect(await first).toEqual({ key: 'k' });
    expect(await second).toEqual({ files: [], continuation: null });
  });

  it('rebuilds the error with its code and details', async () => {
    const { workers, vault } = fakeWorkers();
    const running = vault.send('inspect', stored('k'));
    const error = { code: 'store-denied', message: 'no', details: { status: 403 } };
    workers[0]?.fire('message', { call: workers[0].posted[0]?.call, ok: false, error });
    await expect(running).rejects.toMatchObject({ name: 'AppError', ...error });
  });

  it('hands events to those who listen, until they stop', () => {
    const { workers, vault } = fakeWorkers();
    const heard: VaultEvent[] = [];
    const stop = vault.subscribe((event) => heard.push(event));
    vault.send('list', { folder: '', continuation: null }).catch(() => {});
    workers[0]?.fire('message', { event: { type: 'token-needed' } });
    stop();
    workers[0]?.fire('message', { event: { type: 'session-expired' } });
    expect(heard).toEqual([{ type: 'token-needed' }]);
  });

  it.each(['error', 'messageerror'] as const)(
    'fails every pending call on %s, and ends the worker',
    async (type) => {
      const { workers, vault } = fakeWorkers();
      const heard: VaultEvent[] = [];
      vault.subscribe((event) => heard.push(event));
      const running = [
        vault.send('list', { folder: '', continuation: null }),
        vault.send('inspect', stored('k')),
      ];
      workers[0]?.fire(type);
      expect(heard).toEqual([{ type: 'crashed' }]);
      for (const call of running) await expect(call).rejects.toMatchObject({ code: 'vault-crashed' });
      expect(workers[0]?.terminated).toBe(true);
      vault.send('list', { folder: '', continuation: null }).catch(() => {});
      expect(workers).toHaveLength(2);
    },
  );

  it.each([
    null,
    'text',
    {},
    { call: 1 },
    { call: 1, ok: true },
    { call: 1, ok: false, error: { code: 'no such code', message: '', details: {} } },
    { event: { type: 'unheard of' } },
    { event: { type: 'verification', id: 'v', progress: { framesDone: -1 } } },
    { event: { type: 'opened', id: 'a', name: 'n', file: 'not a file' } },
    {
      event: {
        type: 'transfer',
        snapshot: { id: 'a', kind: 'seal', name: 'n', key: null, phase: { status: 'odd' } },
      },
    },
  ])('takes a worker that sends %j for broken', async (data) => {
    const { workers, vault } = fakeWorkers();
    const running = vault.send('list', { folder: '', continuation: null });
    workers[0]?.fire('message', data);
    await expect(running).rejects.toMatchObject({ code: 'vault-crashed' });
    expect(workers[0]?.terminated).toBe(true);
  });

  it('ends the worker after forget', async () => {
    const { workers, vault } = fakeWorkers();
    const running = vault.send('forget', null);
    workers[0]?.fire('message', { call: workers[0].posted[0]?.call, ok: true, output: null });
    expect(await running).toBeNull();
    expect(workers[0]?.terminated).toBe(true);
  });

  it('terminate fails what is pending and lets nothing through afterwards', async () => {
    const { workers, vault } = fakeWorkers();
    const heard: VaultEvent[] = [];
    vault.subscribe((event) => heard.push(event));
    const running = vault.send('list', { folder: '', continuation: null });
    vault.terminate();
    await expect(running).rejects.toMatchObject({ code: 'vault-crashed' });
    workers[0]?.fire('message', { event: { type: 'token-needed' } });
    expect(heard).toEqual([]);
  });

  it('names a worker that cannot be started', async () => {
    const vault = createVault(() => {
      throw new Error('blocked');
    });
    await expect(vault.send('list', { folder: '', continuation: null })).rejects.toMatchObject({
      code: 'vault-crashed',
    });
  });
});
