import { AppError, type ErrorData } from '../errors.ts';
import { createStore, type ReadableStore } from './store.ts';

export type TaskState<Output> =
  | { readonly status: 'idle' }
  | { readonly status: 'running' }
  | { readonly status: 'done'; readonly output: Output }
  | { readonly status: 'failed'; readonly error: ErrorData };

/** One thing that is done on demand, and what came of it last. */
export interface Task<Input, Output> extends ReadableStore<TaskState<Output>> {
  /** Does it, or does it again; the answer to an earlier demand is dropped. */
  readonly run: (input: Input) => void;
  /** Forgets what came of it; an answer that is still on its way is dropped. */
  readonly reset: () => void;
}

export function createTask<Input, Output>(perform: (input: Input) => Promise<Output>): Task<Input, Output> {
  const idle: TaskState<Output> = { status: 'idle' };
  const store = createStore<TaskState<Output>>(idle);

  async function answer(input: Input, asked: TaskState<Output>): Promise<void> {
    let next: TaskState<Output>;
    try {
      next = { status: 'done', output: await perform(input) };
    } catch (thrown) {
      next = { status: 'failed', error: AppError.from(thrown).toData() };
    }
    if (store.get() === asked) store.set(next);
  }

  return {
    get: store.get,
    subscribe: store.subscribe,
    run(input) {
      const asked: TaskState<Output> = { status: 'running' };
      store.set(asked);
      void answer(input, asked);
    },
    reset: () => store.set(idle),
  };
}
