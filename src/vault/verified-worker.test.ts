import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createVault } from './client.ts';
import { createCrewThread } from './crew/crew-thread.ts';
import { verifiedWorker, type WorkerPort } from './verified-worker.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve));

/** A worker, and whether its script turns out to be good. */
function scene() {
  const posted: unknown[] = [];
  const heard: string[] = [];
  let started = 0;
  const start = (): WorkerPort => {
    started += 1;
    return {
      postMessage: (message) => void posted.push(message),
      addEventListener: (type) => void heard.push(type),
      terminate: () => void posted.push('terminated'),
    };
  };
  return { posted, heard, started: () => started, start };
}

const thread = (failure: Error) =>
  createCrewThread(
    () => verifiedWorker(Promise.reject(failure), scene().start),
    () => {},
  );

const altered = new AppError('script-altered', 'another script');

describe('verifiedWorker()', () => {
  it('starts when its script was verified, and takes what was said to it before, in order', async () => {
    const { posted, heard, started, start } = scene();
    const script: { isGood?: () => void } = {};
    const verified = new Promise<void>((resolve) => (script.isGood = resolve));
    const port = verifiedWorker(verified, start);
    port.addEventListener('message', () => {});
    port.postMessage(1, []);
    port.postMessage(2, []);
    await settled();
    expect(started()).toBe(0);
    script.isGood?.();
    await settled();
    port.postMessage(3, []);
    expect({ started: started(), posted, heard }).toEqual({
      started: 1,
      posted: [1, 2, 3],
      heard: ['message'],
    });
  });

  it('never starts when it was not, and says why', async () => {
    const { started, start } = scene();
    const port = verifiedWorker(Promise.reject(altered), start);
    const why = new Promise((resolve) => port.addEventListener('refused', ({ data }) => resolve(data)));
    expect(await why).toBe(altered);
    await settled();
    expect(started()).toBe(0);
  });

  it('never starts when it was ended meanwhile', async () => {
    const { started, start } = scene();
    verifiedWorker(Promise.resolve(), start).terminate();
    await settled();
    expect(started()).toBe(0);
  });
});

describe('a script that is another than the build’s', () => {
  it('fails each command to the vault by its own name, and is asked about anew with the next', async () => {
    let asked = 0;
    const vault = createVault(() => {
      asked += 1;
      return verifiedWorker(Promise.reject(altered), scene().start);
    });
    const list = () => vault.send('list', { folder: '', continuation: null });
    await expect(list()).rejects.toMatchObject({ code: 'script-altered' });
    await expect(list()).rejects.toMatchObject({ code: 'script-altered' });
    expect(asked).toBe(2);
  });

  it('fails the jobs of a thread, which the vault would do itself where there are no threads', async () => {
    await expect(thread(altered).ready).rejects.toMatchObject({ code: 'script-altered' });
    expect(await thread(new Error('no workers here')).ready).toBe(false);
  });
});
