import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { FrameFacts } from '../inspect/anatomy.ts';
import type { VerificationReport } from '../inspect/chain.ts';
import { someChain, someInspection, someReport } from '../inspect/inspection-fixture.ts';
import type { InspectTarget } from '../vault/inspect-contract.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createInspections } from './inspection.ts';
import { createVaultLine } from './vault-line.ts';

const target: InspectTarget = { kind: 'stored', key: 'me/a' };

const report = someReport();

const frame: FrameFacts = {
  place: 2,
  sequence: 2,
  final: true,
  offset: 10,
  length: 50,
  plaintextLength: 10,
  iv: '00',
  tag: '11',
};

function setUp(answers: Partial<Answers> = {}) {
  const line = createVaultLine();
  const vault = createFakeVault({ inspect: async () => someInspection(), ...answers });
  line.connect(vault);
  let at = 0;
  const opened = createInspections({ vault: line, now: () => at }).open(target);
  const commands = (name: string) => vault.asked.filter(({ command }) => command === name);
  const idOf = (name: string): string => {
    const input = commands(name).at(-1)?.input;
    if (typeof input === 'object' && input !== null && 'id' in input) return String(input.id);
    throw new Error(`${name} was not asked`);
  };
  return { line, vault, opened, commands, idOf, pass: (ms: number) => (at += ms) };
}

/** An answer that comes when the test says so. */
function later<Output>() {
  const answers: ((output: Output) => void)[] = [];
  return { ask: () => new Promise<Output>((resolve) => answers.push(resolve)), answers };
}

describe('an open inspection', () => {
  it('loads, then is ready', async () => {
    const { opened, vault } = setUp();
    opened.inspect();
    expect(opened.get().look).toEqual({ status: 'loading' });
    await settled();
    expect(opened.get().look).toEqual({ status: 'ready', inspection: someInspection() });
    expect(vault.asked).toEqual([{ command: 'inspect', input: { target, edits: [] } }]);
  });

  it('fails by name', async () => {
    const { opened } = setUp({ inspect: () => Promise.reject(new AppError('store-not-found', 'gone')) });
    opened.inspect();
    await settled();
    expect(opened.get().look).toMatchObject({ status: 'failed', error: { code: 'store-not-found' } });
  });

  it('drops the answer to an earlier question, and every answer once it is closed', async () => {
    const { ask, answers } = later<ReturnType<typeof someInspection>>();
    const { opened } = setUp({ inspect: ask });
    opened.inspect();
    opened.inspect();
    answers[0]?.(someInspection());
    await settled();
    expect(opened.get().look).toEqual({ status: 'loading' });
    opened.close();
    answers[1]?.(someInspection());
    await settled();
    expect(opened.get().look).toEqual({ status: 'loading' });
  });

  it('forgets everything when the session ends, and begins anew after it was closed', async () => {
    const { opened, line } = setUp();
    opened.inspect();
    await settled();
    line.close('ended');
    expect(opened.get().look).toEqual({ status: 'loading' });
    opened.close();
    line.connect(createFakeVault({ inspect: async () => someInspection({ name: 'again' }) }));
    opened.inspect();
    await settled();
    expect(opened.get().look).toMatchObject({ inspection: { name: 'again' } });
  });

  it('reads the frame asked last', async () => {
    const { ask, answers } = later<{ frames: readonly FrameFacts[] }>();
    const { opened, commands } = setUp({ frames: ask });
    opened.lookAtFrame(1);
    opened.lookAtFrame(2);
    expect(commands('frames').map(({ input }) => input)).toEqual([
      { target, edits: [], places: [1] },
      { target, edits: [], places: [2] },
    ]);
    answers[1]?.({ frames: [frame] });
    await settled();
    answers[0]?.({ frames: [{ ...frame, place: 1 }] });
    await settled();
    expect(opened.get().frame).toEqual({ status: 'ready', place: 2, frame });
  });

  it('says why a frame could not be read', async () => {
    const { opened } = setUp({ frames: () => Promise.reject(new AppError('object-changed', 'other')) });
    opened.lookAtFrame(7);
    await settled();
    expect(opened.get().frame).toMatchObject({
      status: 'failed',
      place: 7,
      error: { code: 'object-changed' },
    });
  });
});

describe('verifying', () => {
  const progress = { framesDone: 1, framesChosen: 4, bytesDone: 1000, bytesChosen: 4000, failureCount: 0 };

  it('tells how far it is and how fast, of its own events only, and ends with the report', async () => {
    const { ask, answers } = later<VerificationReport>();
    const { opened, vault, idOf, pass } = setUp({ verify: ask });
    opened.verify({ kind: 'all' });
    expect(opened.get().verification).toMatchObject({ status: 'running', progress: null, isStopping: false });
    pass(1000);
    vault.emit({ type: 'verification', id: 'another', progress: { ...progress, framesDone: 3 } });
    vault.emit({ type: 'verification', id: idOf('verify'), progress });
    expect(opened.get().verification).toMatchObject({
      progress: { ...progress, rate: 1000, secondsLeft: 3 },
    });
    answers[0]?.(report);
    await settled();
    expect(opened.get().verification).toEqual({ status: 'ended', report });
  });

  it('stops when asked, and still shows the report of what was done', async () => {
    const { ask, answers } = later<VerificationReport>();
    const { opened, commands, idOf } = setUp({ verify: ask });
    opened.verify({ kind: 'all' });
    opened.stopVerifying();
    expect(opened.get().verification).toMatchObject({ status: 'running', isStopping: true });
    expect(commands('stopVerifying')).toEqual([{ command: 'stopVerifying', input: { id: idOf('verify') } }]);
    answers[0]?.({ ...report, complete: false });
    await settled();
    expect(opened.get().verification).toMatchObject({ status: 'ended', report: { complete: false } });
  });

  it('ends the one before it, whose report is dropped', async () => {
    const { ask, answers } = later<VerificationReport>();
    const { opened, commands } = setUp({ verify: ask });
    opened.verify({ kind: 'all' });
    opened.verify({ kind: 'one', place: 3 });
    expect(commands('stopVerifying')).toHaveLength(1);
    answers[0]?.(report);
    await settled();
    expect(opened.get().verification).toMatchObject({ status: 'running', what: { kind: 'one', place: 3 } });
  });

  it('is stopped by closing', async () => {
    const { ask } = later<VerificationReport>();
    const { opened, commands } = setUp({ verify: ask });
    opened.verify({ kind: 'all' });
    opened.close();
    expect(commands('stopVerifying')).toHaveLength(1);
    expect(opened.get().verification).toEqual({ status: 'idle' });
  });

  it('fails by name', async () => {
    const { opened } = setUp({ verify: () => Promise.reject(new AppError('store-not-found', 'gone')) });
    opened.verify({ kind: 'sample', count: 30 });
    await settled();
    expect(opened.get().verification).toMatchObject({
      status: 'failed',
      what: { kind: 'sample', count: 30 },
      error: { code: 'store-not-found' },
    });
  });
});

describe('altering a copy', () => {
  const edits = [{ kind: 'flip', offset: 5, mask: 1 }] as const;
  const error = { code: 'header-tampered', message: '', details: {} } as const;

  it('verifies frames of a copy whose header passes', async () => {
    const { opened, commands, idOf } = setUp({ verify: async () => report });
    opened.alter(edits, { kind: 'one', place: 1 });
    expect(opened.get().experiment).toEqual({ status: 'running' });
    await settled();
    expect(commands('inspect').map(({ input }) => input)).toEqual([{ target, edits }]);
    expect(commands('verify').map(({ input }) => input)).toEqual([
      { id: idOf('verify'), target, edits, what: { kind: 'one', place: 1 } },
    ]);
    expect(opened.get().experiment).toMatchObject({ status: 'done', report });
  });

  it('asks for no frame where the header is caught', async () => {
    const caught = someInspection({ chain: someChain({ 'header-tag': { outcome: 'failed', error } }) });
    const { opened, commands } = setUp({ inspect: async () => caught });
    opened.alter(edits, { kind: 'all' });
    await settled();
    expect(commands('verify')).toEqual([]);
    expect(opened.get().experiment).toEqual({ status: 'done', inspection: caught, report: null });
  });

  it('leaves what is known of the message itself as it was, and is forgotten by a reset', async () => {
    const { opened } = setUp({ verify: async () => report });
    opened.inspect();
    await settled();
    const before = opened.get().look;
    opened.alter(edits, { kind: 'all' });
    await settled();
    opened.resetCopy();
    expect(opened.get()).toMatchObject({ look: before, experiment: { status: 'none' } });
  });

  it('drops what a reset overtakes', async () => {
    const { ask, answers } = later<VerificationReport>();
    const { opened } = setUp({ verify: ask });
    opened.alter(edits, { kind: 'all' });
    await settled();
    opened.resetCopy();
    answers[0]?.(report);
    await settled();
    expect(opened.get().experiment).toEqual({ status: 'none' });
  });
});
