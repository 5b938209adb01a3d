import type { ReactElement } from 'react';
import type { ErrorData } from '../errors.ts';
import { ErrorFacts } from './error-notice.tsx';
import { AlertIcon } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';

/** What is told to whatever stands in the place of a part that could not be loaded. */
export interface MissingPart {
  readonly error: ErrorData;
  readonly onRetry: () => void;
}

/** In place of a part of the page that could not be loaded. It stays in sight, wherever in the page that part belongs. */
export function PartMissing({ error, onRetry }: MissingPart): ReactElement {
  const { crash, reload, transfers } = useMessages();
  return (
    <div className="notice notice-danger part-missing" role="alert">
      <AlertIcon />
      <div className="notice-text">
        <p className="notice-title">{crash.partMissing}</p>
        <p>{crash.partMissingAdvice}</p>
        <div className="notice-actions">
          <PushButton size="small" onPress={onRetry}>
            {transfers.retry}
          </PushButton>
          <PushButton look="quiet" size="small" onPress={() => window.location.reload()}>
            {reload}
          </PushButton>
        </div>
        <ErrorFacts error={error} />
      </div>
    </div>
  );
}
