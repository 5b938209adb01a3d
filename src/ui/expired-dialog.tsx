import { useId, useState, type ReactElement } from 'react';
import { useMessages } from './messages/messages-context.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { PushButton } from './push-button.tsx';

/** The session ended while the person was at work. Closed, it stays as a banner: the page can still be read. */
export function ExpiredDialog({ onSignIn }: { readonly onSignIn: () => void }): ReactElement {
  const { session: text, close } = useMessages();
  const [closed, setClosed] = useState(false);
  const titleId = useId();
  const again = (
    <PushButton look="primary" onPress={onSignIn}>
      {text.signInAgain}
    </PushButton>
  );
  if (closed) {
    return (
      <div className="expired-banner" role="alert">
        <p>{text.expiredBanner}</p>
        {again}
      </div>
    );
  }
  return (
    <ModalDialog shape="card" role="alertdialog" labelledBy={titleId} onClose={() => setClosed(true)}>
      <h2 id={titleId}>{text.expiredTitle}</h2>
      <p>{text.expiredAdvice}</p>
      <div className="dialog-actions">
        <PushButton onPress={() => setClosed(true)}>{close}</PushButton>
        {again}
      </div>
    </ModalDialog>
  );
}
