import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { Diagnosis } from '../vault/doctor-contract.ts';
import { createDoctorStore } from './doctor.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';

const works = { check: 'clock', verdict: { status: 'works', facts: { seconds: 0 } } } as const;

/** An answer that is given later. */
function createAnswer() {
  const answers = new EventTarget();
  let given: Diagnosis | null = null;
  const promise = new Promise<Diagnosis>((resolve) => {
    answers.addEventListener('given', () => {
      if (given !== null) resolve(given);
    });
  });
  return {
    promise,
    give(diagnosis: Diagnosis) {
      given = diagnosis;
      answers.dispatchEvent(new Event('given'));
    },
  };
}

function setUp(answers: Partial<Answers>, idToken: () => Promise<string | null> = async () => 'token') {
  const vault = createFakeVault(answers);
  const doctor = createDoctorStore({ vault: () => vault, origin: 'https://a.example', idToken });
  return { vault, doctor };
}

describe('createDoctorStore()', () => {
  it('shows findings as they come, then the whole, and ends its vault', async () => {
    const answer = createAnswer();
    const { vault, doctor } = setUp({ diagnose: () => answer.promise });
    const run = doctor.run();
    await settled();
    expect(vault.asked).toEqual([
      { command: 'diagnose', input: { origin: 'https://a.example', idToken: 'token' } },
    ]);
    vault.emit({ type: 'diagnosis', begun: 'clock' });
    vault.emit({ type: 'diagnosis', finding: works });
    expect(doctor.get()).toEqual({ status: 'running', findings: [works], current: 'clock' });
    const diagnosis = { findings: [works], left: [] };
    answer.give(diagnosis);
    await run;
    expect(doctor.get()).toEqual({ status: 'done', diagnosis });
    expect(vault.isTerminated()).toBe(true);
  });

  it('a second run while the first is under way does nothing', async () => {
    const { vault, doctor } = setUp({});
    void doctor.run();
    void doctor.run();
    await settled();
    expect(vault.asked).toHaveLength(1);
  });

  it('stopping asks the vault to stop, and waits for what it removes', async () => {
    const answer = createAnswer();
    const { vault, doctor } = setUp({ diagnose: () => answer.promise });
    const run = doctor.run();
    await settled();
    doctor.stop();
    expect(doctor.get()).toMatchObject({ status: 'stopping' });
    expect(vault.asked.at(-1)?.command).toBe('stopDiagnosis');
    expect(vault.isTerminated()).toBe(false);
    answer.give({ findings: [], left: [] });
    await run;
    expect(vault.isTerminated()).toBe(true);
  });

  it('checks as nobody where the sign-in cannot be asked, and tells of its own failure', async () => {
    const { vault, doctor } = setUp(
      { diagnose: () => Promise.reject(new AppError('vault-crashed', 'died')) },
      () => Promise.reject(new Error('no storage')),
    );
    await doctor.run();
    expect(vault.asked[0]?.input).toMatchObject({ idToken: null });
    expect(doctor.get()).toMatchObject({ status: 'failed', error: { code: 'vault-crashed' } });
  });
});
