import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { OpenedSecret } from '../vault/workbench-contract.ts';
import { createFakeVault, settled } from './fake-vault.ts';
import { createVaultLine } from './vault-line.ts';
import { createWorkbench } from './workbench.ts';

const from = { kind: 'text', text: 'sealed' } as const;
const secret = (text: string): OpenedSecret => ({ text, keyArn: 'arn', requestId: null });

function setUp(openSecret: () => Promise<OpenedSecret>) {
  const line = createVaultLine();
  const vault = createFakeVault({ openSecret });
  line.connect(vault);
  return { line, vault, task: createWorkbench({ vault: line }).openSecret };
}

describe('createWorkbench()', () => {
  it('runs a command of the vault, and has its answer', async () => {
    const { task, vault } = setUp(async () => secret('open'));
    expect(task.get()).toEqual({ status: 'idle' });
    task.run({ from });
    expect(task.get()).toEqual({ status: 'running' });
    await settled();
    expect(task.get()).toEqual({ status: 'done', output: secret('open') });
    expect(vault.asked).toEqual([{ command: 'openSecret', input: { from } }]);
  });

  it('fails by name', async () => {
    const { task } = setUp(() => Promise.reject(new AppError('kms-denied', 'no')));
    task.run({ from });
    await settled();
    expect(task.get()).toMatchObject({ status: 'failed', error: { code: 'kms-denied' } });
  });

  it('drops the answer to an earlier demand', async () => {
    const answers: ((answer: OpenedSecret) => void)[] = [];
    const { task } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    task.run({ from });
    task.run({ from });
    answers[1]?.(secret('second'));
    await settled();
    answers[0]?.(secret('first'));
    await settled();
    expect(task.get()).toEqual({ status: 'done', output: secret('second') });
  });

  it('keeps no secret after a reset, not even one that comes later', async () => {
    const answers: ((answer: OpenedSecret) => void)[] = [];
    const { task } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    task.run({ from });
    task.reset();
    answers[0]?.(secret('late'));
    await settled();
    expect(task.get()).toEqual({ status: 'idle' });
  });

  it('forgets everything when the session ends', async () => {
    const { task, line } = setUp(async () => secret('open'));
    task.run({ from });
    await settled();
    line.close('ended');
    expect(task.get()).toEqual({ status: 'idle' });
  });
});
