import { useId, useState, type ReactElement } from 'react';
import type { SignedInUser } from '../state/session.ts';
import { FileName } from './file-name.tsx';
import { Mark } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { PushButton } from './push-button.tsx';

/** The product, the person, the way out. Asks before it stops what moves. */
export function PageHeader(props: {
  readonly user: SignedInUser;
  /** transfers that are not at their end */
  readonly live: number;
  readonly onSignOut: () => void;
}): ReactElement {
  const { user, live, onSignOut } = props;
  const { product, session: text } = useMessages();
  const [asking, setAsking] = useState(false);
  return (
    <header className="page-header">
      <h1 className="brand">
        <Mark />
        {product}
      </h1>
      <div className="person">
        <span className="visually-hidden">{text.signedInAs}</span>
        <span className="person-name">
          <FileName name={user.name} />
        </span>
        {user.email === '' || user.email === user.name ? null : (
          <span className="person-email">
            <FileName name={user.email} />
          </span>
        )}
      </div>
      <PushButton size="small" onPress={() => (live > 0 ? setAsking(true) : onSignOut())}>
        {text.signOut}
      </PushButton>
      {asking ? <StopDialog live={live} onStay={() => setAsking(false)} onStop={onSignOut} /> : null}
    </header>
  );
}

function StopDialog(props: {
  readonly live: number;
  readonly onStay: () => void;
  readonly onStop: () => void;
}): ReactElement {
  const { session: text } = useMessages();
  const titleId = useId();
  return (
    <ModalDialog shape="card" role="alertdialog" labelledBy={titleId} onClose={props.onStay}>
      <h2 id={titleId}>{text.leaveTitle}</h2>
      <p>{text.leaveAdvice(props.live)}</p>
      <div className="dialog-actions">
        <PushButton onPress={props.onStay}>{text.leaveStay}</PushButton>
        <PushButton look="primary" onPress={props.onStop}>
          {text.leaveAnyway}
        </PushButton>
      </div>
    </ModalDialog>
  );
}
