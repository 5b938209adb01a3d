import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { Bytes } from '../bytes/bytes.ts';
import { createDownloadStreamSink } from '../vault/sinks/download-stream-sink.ts';
import type { Liveness } from '../vault/sinks/liveness.ts';
import { streamWindow } from '../vault/sinks/stream-protocol.ts';
import { createLiveStream } from './live-stream.ts';

const never = () => new Promise<never>(() => {});

/** Locks of threads that a test can let die. */
function fakeLiveness() {
  const held = new Map<string, () => void>();
  const ends = new Map<string, Promise<void>>();
  const liveness: Liveness = {
    async hold(lock) {
      ends.set(lock, new Promise((resolve) => held.set(lock, resolve)));
      return () => held.get(lock)?.();
    },
    gone: async (lock, signal) => {
      await ends.get(lock);
      if (signal.aborted) await never();
    },
  };
  const die = (of: string): void => {
    for (const [lock, letGo] of held) if (lock.startsWith(of)) letGo();
  };
  return { liveness, die };
}

async function download(length: number | null, wait: () => Promise<void> = never) {
  const { port1, port2 } = new MessageChannel();
  const { liveness, die } = fakeLiveness();
  const stream = await createLiveStream({ id: 'id', name: 'a b.bin', port: port2, liveness, wait });
  return { stream, die, vault: port1, sink: () => createDownloadStreamSink(port1, length, liveness) };
}

async function takenBy(response: Response): Promise<number[]> {
  return [...new Uint8Array(await response.arrayBuffer())];
}

const bytesOf = (...values: number[]): Bytes => Uint8Array.from(values);

describe('a download stream', () => {
  it('delivers what was written, in order, with its length and name', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 }), async (chunks) => {
        const all = chunks.flatMap((chunk) => [...chunk]);
        const { stream, sink } = await download(all.length);
        const answering = stream.answer();
        const writing = await sink();
        const response = await answering;
        const taken = takenBy(response);
        for (const chunk of chunks) await writing.write(Uint8Array.from(chunk));
        expect(await writing.commit()).toBeNull();
        expect(await taken).toEqual(all);
        expect(response.headers.get('content-length')).toBe(String(all.length));
        expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%20b.bin");
        await stream.over;
      }),
      { numRuns: 30 },
    );
  });

  it('gives away a buffer of its own, and nothing that lies beside a view', async () => {
    const { stream, sink } = await download(5);
    const writing = await sink();
    const whole = bytesOf(1, 2, 3);
    const views = bytesOf(4, 5, 6);
    await writing.write(whole);
    await writing.write(views.subarray(0, 2));
    expect([whole.length, views.length]).toEqual([0, 3]);
    const taken = stream.answer().then(takenBy);
    await writing.commit();
    expect(await taken).toEqual([1, 2, 3, 4, 5]);
  });

  it('holds the vault back while the browser takes nothing', async () => {
    const half = streamWindow / 2;
    const { stream, sink } = await download(3 * half);
    const writing = await sink();
    await writing.write(new Uint8Array(half));
    await writing.write(new Uint8Array(half));
    const third = writing.write(new Uint8Array(half)).then(() => 'written');
    expect(await Promise.race([third, nextTurns()])).toBe('waiting');
    const reader = (await stream.answer()).body?.getReader();
    await reader?.read();
    expect(await third).toBe('written');
  });

  it('is not whole before the vault says so', async () => {
    const { stream, sink } = await download(3);
    const writing = await sink();
    await writing.write(bytesOf(1, 2));
    await writing.write(bytesOf(3));
    await writing.write(bytesOf());
    const reader = (await stream.answer()).body?.getReader();
    expect((await reader?.read())?.value).toEqual(bytesOf(1, 2));
    const last = reader?.read();
    expect(await Promise.race([last, nextTurns()])).toBe('waiting');
    await writing.commit();
    expect((await last)?.value).toEqual(bytesOf(3));
    expect((await reader?.read())?.done).toBe(true);
  });

  it('of unknown length is whole when the vault says so, and fails otherwise', async () => {
    for (const whole of [true, false]) {
      const { stream, sink } = await download(null);
      const writing = await sink();
      const response = await stream.answer();
      expect(response.headers.get('content-length')).toBeNull();
      const taken = takenBy(response);
      for (const byte of [1, 2, 3]) await writing.write(bytesOf(byte));
      await nextTurns();
      if (whole) await writing.commit();
      else await writing.discard();
      if (whole) expect(await taken).toEqual([1, 2, 3]);
      else await expect(taken).rejects.toThrow('whole');
    }
  });

  it('is whole for a browser that cancels as soon as it has the announced length', async () => {
    const { stream, sink } = await download(3);
    const writing = await sink();
    const reader = (await stream.answer()).body?.getReader();
    const cancelled = reader?.read().then(() => reader.cancel());
    await writing.write(bytesOf(1, 2, 3));
    await nextTurns();
    expect(await writing.commit()).toBeNull();
    await cancelled;
  });

  it('gives the browser no more than was announced', async () => {
    const { stream, sink } = await download(2);
    const writing = await sink();
    const reading = (await stream.answer()).body?.getReader().read();
    await writing.write(bytesOf(1, 2, 3));
    await expect(reading).rejects.toThrow('did not arrive whole');
  });

  it.each(['discard', 'suspend'] as const)('%s fails the download', async (leave) => {
    const { stream, sink } = await download(3);
    const writing = await sink();
    await writing.write(bytesOf(1, 2));
    const taken = expect(stream.answer().then(takenBy)).rejects.toThrow('did not arrive whole');
    await nextTurns();
    await writing[leave]();
    await taken;
    await expect(writing.write(bytesOf(3))).rejects.toMatchObject({ code: 'download-stopped' });
  });

  it('fails when fewer or more bytes came than were announced', async () => {
    for (const announced of [2, 4]) {
      const { stream, sink } = await download(announced);
      const writing = await sink();
      const taken = expect(stream.answer().then(takenBy)).rejects.toThrow('did not arrive whole');
      await writing.write(bytesOf(1, 2, 3));
      await expect(writing.commit()).rejects.toMatchObject({ code: 'download-stopped' });
      await taken;
    }
  });

  it('fails when the vault dies', async () => {
    const { stream, sink, die } = await download(3);
    await (await sink()).write(bytesOf(1));
    const taken = expect(stream.answer().then(takenBy)).rejects.toThrow('did not arrive whole');
    await nextTurns();
    die('sealdrop-vault-');
    await taken;
  });

  it('stops the vault when the browser cancels, or the service worker dies', async () => {
    const cancelled = await download(9);
    const first = await cancelled.sink();
    const answer = await cancelled.stream.answer();
    await answer.body?.cancel();
    await expect(first.commit()).rejects.toMatchObject({ code: 'download-stopped' });

    const dead = await download(9);
    const second = await dead.sink();
    await nextTurns();
    dead.die('sealdrop-stream-');
    await expect(second.commit()).rejects.toMatchObject({ code: 'download-stopped' });
  });

  it('is no download at all when it fails before its first byte', async () => {
    const { stream, vault } = await download(3);
    const answering = stream.answer();
    vault.postMessage({ type: 'fail' });
    const answer = await answering;
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([204, null]);
  });

  it('is answered without a length when the vault takes long to begin', async () => {
    const { stream, sink } = await download(2, () => Promise.resolve());
    const answer = await stream.answer();
    expect(answer.headers.get('content-length')).toBeNull();
    const taken = takenBy(answer);
    const writing = await sink();
    await writing.write(bytesOf(1, 2));
    await writing.commit();
    expect(await taken).toEqual([1, 2]);
  });
});

/** Long enough for any message that is on its way between ports. */
async function nextTurns(): Promise<'waiting'> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  return 'waiting';
}
