import type { ReactElement } from 'react';
import type { SessionState, SessionStore } from '../state/session.ts';
import { ErrorNotice } from './error-notice.tsx';
import { visibleName } from './format/visible-name.ts';
import { BoxIcon, KeyIcon, LockIcon, Mark } from './icons.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PushButton } from './push-button.tsx';

type Outside = Exclude<SessionState, { status: 'signed-in' | 'expired' }>;

const pointIcons = [LockIcon, KeyIcon, BoxIcon];

/** What stands before the person is signed in: the welcome, and the way there. */
export function SignInScreen(props: {
  readonly session: SessionStore;
  readonly state: Outside;
}): ReactElement {
  const { session, state } = props;
  const { product, welcome } = useMessages();
  return (
    <main className="sign-in">
      <div className="brand">
        <Mark />
        {product}
      </div>
      <div className="sign-in-art">
        <Mark />
      </div>
      <div className="sign-in-main">
        <h1>{welcome.title}</h1>
        <p className="lead">{welcome.lead}</p>
        <div className="sign-in-action">
          <SignInAction session={session} state={state} />
        </div>
      </div>
      <ul className="points">
        {welcome.points.map((point, index) => {
          const PointIcon = pointIcons[index] ?? LockIcon;
          return (
            <li key={point.title}>
              <PointIcon />
              <h2>{point.title}</h2>
              <p>{point.text}</p>
            </li>
          );
        })}
      </ul>
    </main>
  );
}

function SignInAction({
  session,
  state,
}: {
  readonly session: SessionStore;
  readonly state: Outside;
}): ReactElement {
  const { session: text } = useMessages();
  if (state.status === 'signed-out') {
    return (
      <>
        <PushButton look="primary" onPress={() => void session.signIn()}>
          {text.signIn}
        </PushButton>
        <Reason session={session} reason={state.reason} />
      </>
    );
  }
  if (state.status === 'starting') return <Waiting words={text.starting} />;
  if (state.status === 'signing-in') return <Waiting words={text.signingIn} />;
  return <Waiting words={text.connecting(visibleName(state.user.name))} />;
}

function Waiting({ words }: { readonly words: string }): ReactElement {
  return (
    <output className="waiting">
      <span className="spinner" aria-hidden="true" />
      {words}
    </output>
  );
}

/** Failures of the way to AWS, not of the sign-in itself: it is worth trying with the session that is there. */
const worthAnotherTry = new Set([
  'offline',
  'service-unreachable',
  'throttled',
  'service-failed',
  'clock-wrong',
  'vault-crashed',
]);

function Reason(props: {
  readonly session: SessionStore;
  readonly reason: Extract<Outside, { status: 'signed-out' }>['reason'];
}): ReactElement | null {
  const { session, reason } = props;
  const { session: text, tryAgain } = useMessages();
  if (reason === null) return null;
  if (reason === 'signed-out' || reason === 'expired') {
    return (
      <output className="notice notice-plain">
        {reason === 'expired' ? text.expiredBanner : text.signedOutBanner}
      </output>
    );
  }
  const actions = worthAnotherTry.has(reason.code) ? (
    <PushButton size="small" onPress={() => void session.start()}>
      {tryAgain}
    </PushButton>
  ) : undefined;
  return <ErrorNotice error={reason} {...(actions === undefined ? {} : { actions })} />;
}
