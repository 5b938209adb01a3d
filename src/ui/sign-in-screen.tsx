import { Suspense, useState, type ReactElement } from 'react';
import type { SessionState, SessionStore } from '../state/session.ts';
import { signInFailed } from '../state/session-state.ts';
import type { AppServices } from './app-services.ts';
import { ErrorNotice } from './error-notice.tsx';
import { visibleName } from './format/visible-name.ts';
import { BoxIcon, KeyIcon, LockIcon, Mark } from './icons.tsx';
import { DoctorLink } from './lone-doctor.tsx';
import { InspectLink } from './lone-inspect.tsx';
import { useMessages } from './messages/messages-context.ts';
import { LazyOwnCredentialsDialog } from './own-credentials/lazy-dialog.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { PushButton } from './push-button.tsx';
import { useStore } from './use-store.ts';

type Outside = Exclude<SessionState, { status: 'signed-in' | 'expired' }>;

const pointIcons = [LockIcon, KeyIcon, BoxIcon];

/** What stands before the person is signed in: the welcome, and the way there. */
export function SignInScreen(props: {
  readonly services: Pick<AppServices, 'session' | 'waysIn' | 'connection'>;
  readonly state: Outside;
}): ReactElement {
  const { services, state } = props;
  const { session, waysIn } = services;
  const [bringing, setBringing] = useState(false);
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
          <SignInAction services={services} state={state} onBring={() => setBringing(true)} />
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
      {bringing && waysIn.own !== null ? (
        <Suspense>
          <LazyOwnCredentialsDialog
            session={session}
            owner={{ initial: waysIn.own.suggestedOwner ?? '', isFixed: false }}
            onClose={() => setBringing(false)}
            onDone={() => setBringing(false)}
          />
        </Suspense>
      ) : null}
    </main>
  );
}

function SignInAction(props: {
  readonly services: Pick<AppServices, 'session' | 'waysIn' | 'connection'>;
  readonly state: Outside;
  readonly onBring: () => void;
}): ReactElement {
  const { services, state, onBring } = props;
  const { session, waysIn, connection } = services;
  const { session: text, own, offline } = useMessages();
  const isOffline = useStore(connection) === 'offline';
  if (state.status === 'signed-out') {
    return (
      <>
        <div className="sign-in-ways">
          {waysIn.signIn ? (
            <PushButton look="primary" isDisabled={isOffline} onPress={() => void session.signIn()}>
              {text.signIn}
            </PushButton>
          ) : null}
          {waysIn.own === null ? null : (
            <PushButton look={waysIn.signIn ? 'quiet' : 'primary'} isDisabled={isOffline} onPress={onBring}>
              {own.use}
            </PushButton>
          )}
        </div>
        <OfflineNotice connection={connection} words={offline.start} />
        {isOffline ? null : <Reason session={session} reason={state.reason} />}
        {isOffline || !signInFailed(state) ? <InspectLink /> : null}
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
  'script-altered',
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
  return (
    <>
      <ErrorNotice error={reason} {...(actions === undefined ? {} : { actions })} />
      <DoctorLink />
    </>
  );
}
