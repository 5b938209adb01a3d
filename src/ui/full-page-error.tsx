import type { ReactElement, ReactNode } from 'react';
import type { ErrorData } from '../errors.ts';
import { ErrorFacts } from './error-notice.tsx';
import { Mark } from './icons.tsx';
import type { ErrorText } from './messages/error-text.ts';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';

/** A page that says what is wrong and offers to load it again. */
export function FullPageError(props: {
  readonly heading: string;
  readonly text: ErrorText;
  readonly error: ErrorData;
  /** another way out */
  readonly more?: ReactNode;
}): ReactElement {
  const { heading, text, error, more } = props;
  const messages = useMessages();
  return (
    <main className="lone-page">
      <div className="brand">
        <Mark />
        {messages.product}
      </div>
      <h1>{heading}</h1>
      <div role="alert">
        {text.title === '' ? null : <p className="lead">{text.title}</p>}
        <p className="lead">{text.advice}</p>
      </div>
      <PushButton look="primary" onPress={() => window.location.reload()}>
        {messages.reload}
      </PushButton>
      {more}
      <ErrorFacts error={error} />
    </main>
  );
}
