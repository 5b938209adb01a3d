import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../bytes/bytes.ts';
import type { Edit } from '../../inspect/edits.ts';
import type { Inspection } from '../../inspect/inspection.ts';
import { fileOf, smallFrame } from '../../transfer/testing/small-world.ts';
import { all, flip, frameAt, frameStride, inspectWorld, key, offsetOf, stored } from './inspect-fixture.ts';

describe('a copy with a change', () => {
  type Tamper = (inspection: Inspection, messageLength: number) => readonly Edit[];
  const before: readonly (readonly [what: string, tamper: Tamper, step: string, code: string])[] = [
    ['the version', (i) => [flip(offsetOf(i, 'version'))], 'header', 'message-not-ours'],
    ['the suite', (i) => [flip(offsetOf(i, 'suite') + 1)], 'header', 'message-unsupported'],
    ['a count in the header', (i) => [flip(offsetOf(i, 'context-count') + 1)], 'header', 'context-invalid'],
    ['the context', (i) => [flip(offsetOf(i, 'context-value'))], 'unwrap', 'kms-wrapped-key-refused'],
    ['the wrapped key', (i) => [flip(offsetOf(i, 'wrapped-key') + 50)], 'unwrap', 'kms-wrapped-key-refused'],
    ['the key’s ARN', (i) => [flip(offsetOf(i, 'provider-info') + 70)], 'unwrap', 'kms-key-not-found'],
    ['the message id', (i) => [flip(offsetOf(i, 'message-id'))], 'commitment', 'commitment-mismatch'],
    ['the commitment', (i) => [flip(offsetOf(i, 'commitment'))], 'commitment', 'commitment-mismatch'],
    ['the frame length', (i) => [flip(offsetOf(i, 'frame-length') + 3)], 'header-tag', 'header-tampered'],
    ['the header’s tag', (i) => [flip(offsetOf(i, 'header-tag'))], 'header-tag', 'header-tampered'],
  ];
  it.each(before)('fails at its own step: %s', async (_, tamper, step, code) => {
    const { commands, store } = await inspectWorld();
    const untouched = await commands.inspect({ target: stored, edits: [] });
    const message = store.bytesOf(key).slice();
    const edits = tamper(untouched, message.length);
    const failed = { [step]: { outcome: 'failed', error: { code } } };
    const later = { frames: { outcome: 'not-tried', why: 'earlier-failure' } };
    expect((await commands.inspect({ target: stored, edits })).chain.steps).toMatchObject({
      ...failed,
      ...later,
    });
    const report = await commands.verify({ id: 'v', target: stored, edits, what: all });
    expect(report).toMatchObject({
      complete: false,
      framesVerified: 0,
      chain: { steps: { ...failed, ...later } },
    });
    expect(store.bytesOf(key)).toEqual(message);
  });

  const body: readonly (readonly [what: string, tamper: Tamper, code: string, places: readonly number[]])[] =
    [
      ['ciphertext', (i) => [flip(frameAt(i, 3) + 500)], 'frame-tampered', [3]],
      ['a tag', (i) => [flip(frameAt(i, 5) - 1)], 'frame-tampered', [4]],
      ['an IV', (i) => [flip(frameAt(i, 2) + 15)], 'frame-tampered', [2]],
      ['a sequence number', (i) => [flip(frameAt(i, 2) + 2)], 'message-out-of-order', [2]],
      ['two frames', (i) => [flip(frameAt(i, 2) + 99), flip(frameAt(i, 6) + 99)], 'frame-tampered', [2, 6]],
      [
        'the order of frames',
        () => [{ kind: 'swap-frames', first: 2, second: 5 }],
        'message-out-of-order',
        [2, 5],
      ],
      ['the end mark', (i) => [flip(frameAt(i, 7))], 'message-truncated', [7]],
      ['the end cut off', (_, length) => [{ kind: 'cut', length: length - 1 }], 'message-truncated', [7]],
      [
        'the end cut off between frames',
        (i) => [{ kind: 'cut', length: frameAt(i, 5) }],
        'message-truncated',
        [4],
      ],
      [
        'nothing left but the header',
        (i) => [{ kind: 'cut', length: frameAt(i, 1) }],
        'message-truncated',
        [1],
      ],
    ];
  it.each(body)('fails in its frames: %s', async (_, tamper, code, failed) => {
    const { commands, store } = await inspectWorld();
    const untouched = await commands.inspect({ target: stored, edits: [] });
    const message = store.bytesOf(key).slice();
    const edits = tamper(untouched, message.length);
    expect((await commands.inspect({ target: stored, edits })).chain.steps['header-tag']).toEqual({
      outcome: 'passed',
    });
    const report = await commands.verify({ id: 'v', target: stored, edits, what: all });
    expect(report.failures.map(({ place, error }) => [place, error.code])).toEqual(
      failed.map((place) => [place, code]),
    );
    expect(report).toMatchObject({
      complete: false,
      failureCount: failed.length,
      framesVerified: report.framesChosen - failed.length,
      chain: { steps: { frames: { outcome: 'failed', error: { code } } } },
    });
    const [place = 1] = failed;
    const one = await commands.verify({ id: 'v', target: stored, edits, what: { kind: 'one', place } });
    expect(one).toMatchObject({ failures: [{ place, error: { code } }], framesVerified: 0 });
    expect(store.bytesOf(key)).toEqual(message);
  });

  it('finds what was added', async () => {
    const { commands, store } = await inspectWorld();
    const message = store.bytesOf(key);
    for (const more of [1, frameStride, 3 * frameStride]) {
      store.place(key, concatBytes(message, new Uint8Array(more)));
      const report = await commands.verify({ id: 'v', target: stored, edits: [], what: all });
      expect(report.complete).toBe(false);
      expect(report.failures[0]).toMatchObject({ place: 7, error: { code: 'message-trailing-bytes' } });
    }
  });

  it('names no more than the first hundred failures', async () => {
    const { commands, seal } = await inspectWorld();
    const other = await seal(fileOf(150 * smallFrame, 'long'));
    const target = { kind: 'stored', key: other } as const;
    const inspection = await commands.inspect({ target, edits: [] });
    // At most 64 edits are taken; each swap spoils two frames.
    const edits = Array.from({ length: 64 }, (_, index): Edit => ({
      kind: 'swap-frames',
      first: 2 * index + 1,
      second: 2 * index + 2,
    }));
    const report = await commands.verify({ id: 'v', target, edits, what: all });
    expect(inspection.frames?.count).toBe(150);
    expect(report.failures).toHaveLength(100);
    expect(report).toMatchObject({ failureCount: 128, framesVerified: 22 });
  });
});
