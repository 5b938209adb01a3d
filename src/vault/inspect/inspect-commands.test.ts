import { describe, expect, it } from 'vitest';
import { base64Encode } from '../../bytes/text.ts';
import { fileOf, smallFrame } from '../../transfer/testing/small-world.ts';
import { all, frameAt, frameStride, inspectWorld, key, plaintextLength, stored } from './inspect-fixture.ts';

describe('a sound message', () => {
  it('is inspected from its header alone, and its chain holds', async () => {
    const { commands, kms } = await inspectWorld();
    const inspection = await commands.inspect({ target: stored, edits: [] });
    expect(inspection).toMatchObject({
      name: 'a.bin',
      encoding: 'none',
      storage: { key, facts: { tags: { status: 'known', value: [] } } },
      messageProblem: null,
      frames: { frameLength: smallFrame, count: 7, finalLength: 100, messageLength: inspection.size },
      placement: 'matches',
      ownership: 'mine',
    });
    const { steps, attempts, keyLife } = inspection.chain;
    expect(steps).toEqual({
      header: { outcome: 'passed' },
      unwrap: { outcome: 'passed' },
      commitment: { outcome: 'passed' },
      'header-tag': { outcome: 'passed' },
      frames: { outcome: 'not-tried', why: 'on-demand' },
    });
    expect(attempts).toMatchObject([{ index: 0, requestId: 'request-1', error: null }]);
    expect(keyLife?.overwritten).toBeGreaterThanOrEqual(keyLife?.unwrapped ?? Infinity);
    expect(kms.handedOut.every((secret) => secret.every((byte) => byte === 0))).toBe(true);
  });

  it('shows its frames as they stand', async () => {
    const { commands, store } = await inspectWorld();
    const inspection = await commands.inspect({ target: stored, edits: [] });
    const message = store.bytesOf(key);
    const { frames } = await commands.frames({ target: stored, edits: [], places: [1, 2, 7] });
    const offset = frameAt(inspection, 1);
    const hex = (from: number, to: number) => Buffer.from(message.subarray(from, to)).toString('hex');
    expect(frames).toEqual([
      {
        place: 1,
        sequence: 1,
        final: false,
        offset,
        length: frameStride,
        plaintextLength: smallFrame,
        iv: hex(offset + 4, offset + 16),
        tag: hex(offset + frameStride - 16, offset + frameStride),
      },
      expect.objectContaining({ place: 2, sequence: 2, offset: offset + frameStride }),
      {
        place: 7,
        sequence: 7,
        final: true,
        offset: offset + 6 * frameStride,
        length: 140,
        plaintextLength: 100,
        iv: hex(offset + 6 * frameStride + 8, offset + 6 * frameStride + 20),
        tag: hex(message.length - 16, message.length),
      },
    ]);
    await expect(commands.frames({ target: stored, edits: [], places: [8] })).rejects.toMatchObject({
      code: 'internal',
    });
  });

  it('verifies whole, in part and frame by frame, and says so', async () => {
    const { commands, events, kms } = await inspectWorld();
    const verify = (what: Parameters<typeof commands.verify>[0]['what']) =>
      commands.verify({ id: 'v', target: stored, edits: [], what });
    const report = await verify(all);
    expect(report).toMatchObject({
      what: all,
      framesChosen: 7,
      framesVerified: 7,
      bytesVerified: plaintextLength,
      complete: true,
      failures: [],
      failureCount: 0,
      chain: { steps: { frames: { outcome: 'passed' } } },
    });
    expect(report.bytesRead).toBeGreaterThanOrEqual(plaintextLength);
    expect(Date.parse(report.startedAt)).toBeLessThanOrEqual(Date.now());
    const last = events.at(-1)?.progress;
    expect(last).toEqual({
      framesDone: 7,
      framesChosen: 7,
      bytesDone: plaintextLength,
      bytesChosen: plaintextLength,
      failureCount: 0,
    });
    expect(await verify({ kind: 'one', place: 7 })).toMatchObject({
      framesVerified: 1,
      bytesVerified: 100,
      complete: false,
      chain: { steps: { frames: { outcome: 'passed' } } },
    });
    expect(await verify({ kind: 'sample', count: 2 })).toMatchObject({ framesVerified: 4, complete: false });
    await expect(verify({ kind: 'one', place: 8 })).rejects.toMatchObject({ code: 'internal' });
    expect(kms.handedOut.every((secret) => secret.every((byte) => byte === 0))).toBe(true);
  });

  it.each([0, 1, smallFrame - 1, smallFrame, smallFrame + 1, 40 * smallFrame])(
    'verifies to its end: %i bytes',
    async (length) => {
      const { commands, seal } = await inspectWorld();
      const other = await seal(fileOf(length, 'other'));
      const target = { kind: 'stored', key: other } as const;
      expect(await commands.verify({ id: 'v', target, edits: [], what: all })).toMatchObject({
        complete: true,
        bytesVerified: length,
      });
    },
  );

  it('can be a file of the person’s own, as bytes or as base64', async () => {
    const { commands, store } = await inspectWorld();
    const message = store.bytesOf(key);
    store.objects.clear();
    for (const [content, encoding] of [
      [message, 'none'],
      [base64Encode(message), 'base64'],
    ] as const) {
      const target = { kind: 'local', file: new File([content], 'mine.esdk') } as const;
      expect(await commands.inspect({ target, edits: [] })).toMatchObject({
        name: 'mine.esdk',
        size: message.length,
        encoding,
        storage: null,
        placement: 'not-stated',
        chain: { steps: { 'header-tag': { outcome: 'passed' } } },
      });
      expect(await commands.verify({ id: 'v', target, edits: [], what: all })).toMatchObject({
        complete: true,
      });
    }
    expect(store.asked.filter((operation) => operation === 'read' || operation === 'head')).toEqual([]);
  });
});

describe('stopping', () => {
  it('ends with a report of what was done so far', async () => {
    const { commands, store } = await inspectWorld();
    let reads = 0;
    const reached = new EventTarget();
    const third = new Promise((resolve) => reached.addEventListener('third', resolve));
    store.intercept = (operation) => {
      if (operation === 'read') reads += 1;
      if (reads < 3) return undefined;
      reached.dispatchEvent(new Event('third'));
      return new Promise(() => {});
    };
    const verifying = commands.verify({ id: 'v', target: stored, edits: [], what: all });
    await third;
    await commands.stopVerifying({ id: 'v' });
    const report = await verifying;
    expect(report).toMatchObject({ complete: false, framesChosen: 7, failureCount: 0 });
    expect(report.framesVerified).toBeLessThan(7);
    expect(report.chain.steps.frames).toEqual({ outcome: 'not-tried', why: 'on-demand' });
  });

  it('fails when the session ends, and takes the id again afterwards', async () => {
    const { commands, store, ending } = await inspectWorld();
    store.intercept = () => new Promise(() => {});
    const verifying = commands.verify({ id: 'v', target: stored, edits: [], what: all });
    await expect(commands.verify({ id: 'v', target: stored, edits: [], what: all })).rejects.toMatchObject({
      code: 'internal',
    });
    ending.abort();
    await expect(verifying).rejects.toMatchObject({ name: 'AbortError' });
    expect(await commands.stopVerifying({ id: 'v' })).toBeNull();
  });
});
