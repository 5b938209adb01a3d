import type { ReactElement } from 'react';
import type { ErrorData } from '../../errors.ts';
import { ErrorFacts } from '../error-notice.tsx';
import { useMessages } from '../messages/messages-context.ts';

/** Why what was asked of a row did not work. Nothing when it did. */
export function RowProblem({ problem }: { readonly problem: ErrorData | null }): ReactElement | null {
  const { describeError } = useMessages();
  if (problem === null) return null;
  const { title, advice } = describeError(problem);
  return (
    <div className="row-problem">
      <div role="alert">
        <p className="notice-title">{title}</p>
        <p>{advice}</p>
      </div>
      <ErrorFacts error={problem} />
    </div>
  );
}
