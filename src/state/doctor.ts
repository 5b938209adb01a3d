import type { CheckId } from '../doctor/checks.ts';
import type { Finding } from '../doctor/verdict.ts';
import { AppError, type ErrorData } from '../errors.ts';
import type { Vault, VaultEvent } from '../vault/contract.ts';
import type { Diagnosis } from '../vault/doctor-contract.ts';
import { createStore, type ReadableStore } from './store.ts';

export type DoctorState =
  | { readonly status: 'idle' }
  | {
      readonly status: 'running' | 'stopping';
      readonly findings: readonly Finding[];
      /** null before the first */
      readonly current: CheckId | null;
    }
  | { readonly status: 'done'; readonly diagnosis: Diagnosis }
  /** the doctor itself could not work */
  | { readonly status: 'failed'; readonly error: ErrorData };

export interface DoctorStore extends ReadableStore<DoctorState> {
  /** Checks everything; nothing happens while it does. */
  run(): Promise<void>;
  /** The rest is not checked. What was written is removed first. */
  stop(): void;
}

/** The doctor at work, in a vault of its own, so that it needs no session and disturbs none. No method throws. */
export function createDoctorStore(parts: {
  readonly vault: () => Vault;
  readonly origin: string;
  /** null: nobody is signed in */
  readonly idToken: () => Promise<string | null>;
}): DoctorStore {
  const store = createStore<DoctorState>({ status: 'idle' });
  let vault: Vault | null = null;

  const take = (event: VaultEvent): void => {
    const state = store.get();
    if (event.type !== 'diagnosis' || (state.status !== 'running' && state.status !== 'stopping')) return;
    if ('begun' in event) store.set({ ...state, current: event.begun });
    else store.set({ ...state, findings: [...state.findings, event.finding] });
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    async run() {
      if (vault !== null) return;
      const own = parts.vault();
      vault = own;
      store.set({ status: 'running', findings: [], current: null });
      const stopListening = own.subscribe(take);
      try {
        const idToken = await parts.idToken().catch(() => null);
        const diagnosis = await own.send('diagnose', { origin: parts.origin, idToken });
        store.set({ status: 'done', diagnosis });
      } catch (thrown) {
        store.set({ status: 'failed', error: AppError.from(thrown).toData() });
      } finally {
        stopListening();
        own.terminate();
        vault = null;
      }
    },
    stop() {
      const state = store.get();
      if (state.status !== 'running') return;
      store.set({ ...state, status: 'stopping' });
      void vault?.send('stopDiagnosis', null).catch(() => null);
    },
  };
}
