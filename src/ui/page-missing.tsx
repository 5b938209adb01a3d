import type { ReactElement } from 'react';
import { FullPageError } from './full-page-error.tsx';
import { useMessages } from './messages/messages-context.ts';
import type { MissingPart } from './part-missing.tsx';
import { PushButton } from './push-button.tsx';

/** In place of a whole page that could not be loaded. */
export function PageMissing({ error, onRetry }: MissingPart): ReactElement {
  const { crash, tryAgain } = useMessages();
  return (
    <FullPageError
      heading={crash.partMissing}
      text={{ title: '', advice: crash.partMissingAdvice }}
      error={error}
      more={
        <PushButton look="quiet" onPress={onRetry}>
          {tryAgain}
        </PushButton>
      }
    />
  );
}
