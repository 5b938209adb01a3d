import { describe, expect, it } from 'vitest';
import { createSmallWorld, fileOf, owner } from '../testing/small-world.ts';
import { expectStored, length, record } from '../testing/interrupted-upload.ts';

describe('a paused upload', () => {
  it('sends nothing, gives its turns away, and goes on', async () => {
    const world = createSmallWorld();
    const { gate, parts } = world.ports;
    const pausing = gate.untilPaused();
    const pause = new Promise((resolve) => {
      pausing.addEventListener('abort', resolve);
    });
    world.store.intercept = (operation) => {
      if (operation !== 'putPart' || gate.paused) return undefined;
      queueMicrotask(() => gate.pause());
      return new Promise(() => {});
    };
    const sealing = world.seal(fileOf(length), { record });
    await pause;
    // All turns are free: another file has as many as there are.
    await Promise.all([1, 2, 3, 4].map(() => parts.run(() => Promise.resolve())));
    world.store.intercept = () => {};
    const asked = world.store.asked.length;
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.store.asked.slice(asked).filter((operation) => operation === 'putPart')).toEqual([]);
    gate.resume();
    await expectStored(world, (await sealing).key);
  });
});

describe('a paused upload that is cancelled', () => {
  it('leaves nothing, though its store answers only while it is not paused', async () => {
    const world = createSmallWorld();
    const { gate } = world.ports;
    const controller = new AbortController();
    const never = new AbortController().signal;
    world.store.intercept = async (operation) => {
      if (operation === 'putPart') gate.pause();
      if (operation !== 'abortMultipart') await gate.passed(never);
    };
    gate.untilPaused().addEventListener('abort', () => setImmediate(() => controller.abort()));
    const sealing = world.seal(fileOf(length), { record, signal: controller.signal });
    await expect(sealing).rejects.toMatchObject({ name: 'AbortError' });
    expect(gate.paused).toBe(false);
    expect(world.store.uploads.size).toBe(0);
    expect(await world.ports.journal.list(owner)).toEqual([]);
  });
});
