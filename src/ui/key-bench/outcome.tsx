import type { ReactElement, ReactNode } from 'react';
import type { TaskState } from '../../state/task.ts';
import { ErrorNotice } from '../error-notice.tsx';
import { useBenchMessages } from './bench-messages.ts';

/** What came of a task: nothing yet, under way, a failure, or what `children` makes of its output. */
export function Outcome<Output>(props: {
  readonly state: TaskState<Output>;
  readonly children: (output: Output) => ReactNode;
}): ReactElement | null {
  const { state, children } = props;
  const { running } = useBenchMessages();
  if (state.status === 'idle') return null;
  if (state.status === 'running') {
    return (
      <output className="waiting">
        <span className="spinner" aria-hidden="true" />
        {running}
      </output>
    );
  }
  if (state.status === 'failed') return <ErrorNotice error={state.error} />;
  return <div className="bench-outcome">{children(state.output)}</div>;
}
