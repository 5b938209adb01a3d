import { Suspense, useId, useState, type ReactElement } from 'react';
import type { SessionState, SessionStore } from '../state/session.ts';
import { useMessages } from './messages/messages-context.ts';
import { ModalDialog } from './modal-dialog.tsx';
import { LazyOwnCredentialsDialog } from './own-credentials/lazy-dialog.tsx';
import { PushButton } from './push-button.tsx';

type Expired = Extract<SessionState, { status: 'expired' }>;

/** The session ended while the person was at work. Closed, it stays as a banner: the page can still be read. */
export function ExpiredDialog(props: {
  readonly session: SessionStore;
  readonly state: Expired;
}): ReactElement {
  const { session, state } = props;
  const { close } = useMessages();
  const text = useExpiredWords(state);
  const [shown, setShown] = useState<'question' | 'banner' | 'form'>('question');
  const titleId = useId();
  const again = (
    <PushButton look="primary" onPress={() => (state.user.ownKey ? setShown('form') : void session.signIn())}>
      {text.again}
    </PushButton>
  );
  if (shown === 'form') {
    return (
      <Suspense>
        <LazyOwnCredentialsDialog
          session={session}
          owner={{ initial: state.user.id, isFixed: true }}
          onClose={() => setShown('banner')}
          onDone={() => setShown('banner')}
        />
      </Suspense>
    );
  }
  if (shown === 'banner') {
    return (
      <div className="expired-banner" role="alert">
        <p>{text.banner}</p>
        {again}
      </div>
    );
  }
  return (
    <ModalDialog shape="card" role="alertdialog" labelledBy={titleId} onClose={() => setShown('banner')}>
      <h2 id={titleId}>{text.title}</h2>
      <p>{text.advice}</p>
      <div className="dialog-actions">
        <PushButton onPress={() => setShown('banner')}>{close}</PushButton>
        {again}
      </div>
    </ModalDialog>
  );
}

function useExpiredWords({ user, lost }: Expired) {
  const { session, own } = useMessages();
  if (!user.ownKey) {
    const { expiredTitle: title, expiredAdvice: advice, expiredBanner: banner, signInAgain: again } = session;
    return { title, advice, banner, again };
  }
  return {
    title: lost ? own.lostTitle : own.expiredTitle,
    advice: lost ? own.lostAdvice : own.expiredAdvice,
    banner: own.expiredBanner,
    again: own.enterAgain,
  };
}
