import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { Inspection } from '../inspect/inspection.ts';
import { createFakeVault, settled } from './fake-vault.ts';
import { createInspectionStore } from './inspection.ts';
import { createVaultLine } from './vault-line.ts';

const notTried = { outcome: 'not-tried', why: 'on-demand' } as const;

const inspection = (name: string): Inspection => ({
  name,
  size: 1,
  encoding: 'none',
  storage: null,
  anatomy: { bytes: new Uint8Array(0), fields: [] },
  frames: null,
  message: null,
  messageProblem: null,
  placement: 'not-stated',
  ownership: 'not-stated',
  chain: {
    steps: {
      header: notTried,
      unwrap: notTried,
      commitment: notTried,
      'header-tag': notTried,
      frames: notTried,
    },
    attempts: [],
    keyLife: null,
  },
  kmsKey: { status: 'not-asked' },
});

function setUp(inspect: (key: string) => Promise<Inspection>) {
  const line = createVaultLine();
  line.connect(
    createFakeVault({ inspect: ({ target }) => inspect(target.kind === 'stored' ? target.key : '') }),
  );
  return { line, store: createInspectionStore({ vault: line }) };
}

describe('createInspectionStore()', () => {
  it('loads, then is ready', async () => {
    const { store } = setUp(async (key) => inspection(key));
    store.inspect('a');
    expect(store.get().get('a')).toEqual({ status: 'loading' });
    await settled();
    expect(store.get().get('a')).toEqual({ status: 'ready', inspection: inspection('a') });
  });

  it('fails by name', async () => {
    const { store } = setUp(() => Promise.reject(new AppError('store-not-found', 'gone')));
    store.inspect('a');
    await settled();
    expect(store.get().get('a')).toMatchObject({ status: 'failed', error: { code: 'store-not-found' } });
  });

  it('drops the answer to an earlier question, and to a forgotten one', async () => {
    const answers: ((answer: Inspection) => void)[] = [];
    const { store } = setUp(() => new Promise((resolve) => answers.push(resolve)));
    store.inspect('a');
    store.inspect('a');
    answers[0]?.(inspection('first'));
    await settled();
    expect(store.get().get('a')).toEqual({ status: 'loading' });
    store.forget('a');
    answers[1]?.(inspection('second'));
    await settled();
    expect(store.get().size).toBe(0);
  });

  it('forgets everything when the session ends', async () => {
    const { store, line } = setUp(async (key) => inspection(key));
    store.inspect('a');
    line.close('ended');
    await settled();
    expect(store.get().size).toBe(0);
  });
});
