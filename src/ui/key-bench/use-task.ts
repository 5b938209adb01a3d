import { useEffect } from 'react';
import type { Task, TaskState } from '../../state/task.ts';
import { useStore } from '../use-store.ts';

/** The state of a task for as long as something shows it; with that gone, it forgets what came of it. */
export function useTask<Input, Output>(task: Task<Input, Output>): TaskState<Output> {
  useEffect(() => task.reset, [task]);
  return useStore(task);
}
