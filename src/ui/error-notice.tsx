import type { ReactElement, ReactNode } from 'react';
import type { ErrorData } from '../errors.ts';
import { visibleName } from './format/visible-name.ts';
import { AlertIcon } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';

/** A failure in the flow of the page: what happened, what to do, buttons, and the facts for an engineer. */
export function ErrorNotice(props: {
  readonly error: ErrorData;
  readonly actions?: ReactNode;
  /** what to do is left out where the failure was brought about on purpose */
  readonly isMeant?: boolean;
}): ReactElement {
  const { error, actions, isMeant = false } = props;
  const { title, advice } = useMessages().describeError(error);
  return (
    <div className="notice notice-danger" role="alert">
      <AlertIcon />
      <div className="notice-text">
        <p className="notice-title">{title}</p>
        {isMeant ? null : <p>{advice}</p>}
        {actions === undefined ? null : <div className="notice-actions">{actions}</div>}
        <ErrorFacts error={error} />
      </div>
    </div>
  );
}

/** Code, message and details of a failure, folded away. */
export function ErrorFacts({ error }: { readonly error: ErrorData }): ReactElement {
  const { technicalDetails } = useMessages();
  return (
    <details className="error-facts">
      <summary>{technicalDetails}</summary>
      <dl>
        <div>
          <dt>code</dt>
          <dd>{error.code}</dd>
        </div>
        <div>
          <dt>message</dt>
          <dd>{visibleName(error.message)}</dd>
        </div>
        {Object.entries(error.details).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{visibleName(String(value))}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
