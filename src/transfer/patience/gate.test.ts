import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';

const { signal } = new AbortController();

describe('createGate()', () => {
  it('lets pass until paused, and again when resumed', async () => {
    const gate = createGate();
    await gate.passed(signal);
    gate.pause();
    expect(gate.paused).toBe(true);
    let through = 0;
    const waiting = [1, 2].map(() => gate.passed(signal).then(() => (through += 1)));
    await Promise.resolve();
    expect(through).toBe(0);
    gate.resume();
    await Promise.all(waiting);
    expect(through).toBe(2);
    expect(gate.paused).toBe(false);
  });

  it('rejects with the reason of whoever gives up, paused or not', async () => {
    const gate = createGate();
    const controller = new AbortController();
    gate.pause();
    const waiting = gate.passed(controller.signal);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    gate.resume();
    await expect(gate.passed(controller.signal)).rejects.toBe(reason);
  });

  it('aborts at each pause what asked for it, once', () => {
    const gate = createGate();
    const first = gate.untilPaused();
    gate.pause();
    gate.pause();
    expect(first.aborted).toBe(true);
    expect(gate.untilPaused().aborted).toBe(true);
    gate.resume();
    gate.resume();
    const second = gate.untilPaused();
    expect(second.aborted).toBe(false);
    gate.pause();
    expect(second.aborted).toBe(true);
  });
});
