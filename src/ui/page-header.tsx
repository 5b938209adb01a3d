import { useId, useState, type ReactElement } from 'react';
import type { SignedInUser } from '../state/session.ts';
import { FileName } from './file-name.tsx';
import { Mark } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { PushButton } from './push-button.tsx';

interface PageHeaderProps {
  readonly user: SignedInUser;
  /** transfers that are not at their end */
  readonly live: number;
  /** transfers that could go on later */
  readonly unfinished: number;
  readonly onSignOut: () => void;
}

/** The product, the person, the way out. Asks before it stops or gives up what is unfinished. */
export function PageHeader(props: PageHeaderProps): ReactElement {
  const { user, live, unfinished, onSignOut } = props;
  const { product, session: text } = useMessages();
  const [asking, setAsking] = useState(false);
  const isFree = live === 0 && unfinished === 0;
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
      <PushButton size="small" onPress={() => (isFree ? onSignOut() : setAsking(true))}>
        {text.signOut}
      </PushButton>
      {asking ? <StopDialog {...props} onStay={() => setAsking(false)} /> : null}
    </header>
  );
}

function StopDialog(props: PageHeaderProps & { readonly onStay: () => void }): ReactElement {
  const { live, unfinished, onStay, onSignOut } = props;
  const { session: text } = useMessages();
  const [leaving, setLeaving] = useState(false);
  const titleId = useId();
  const stop = () => {
    setLeaving(true);
    onSignOut();
  };
  return (
    <ModalDialog shape="card" role="alertdialog" labelledBy={titleId} onClose={onStay}>
      <h2 id={titleId}>{text.leaveTitle(live)}</h2>
      <p>{text.leaveAdvice(live, unfinished)}</p>
      <div className="dialog-actions">
        <PushButton isDisabled={leaving} onPress={onStay}>
          {text.leaveStay}
        </PushButton>
        <PushButton look="primary" isDisabled={leaving} onPress={stop}>
          {leaving ? text.leaving : live > 0 ? text.leaveAnyway : text.discardAnyway}
        </PushButton>
      </div>
    </ModalDialog>
  );
}
