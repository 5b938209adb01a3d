import { Suspense, type ReactElement } from 'react';
import type { SessionState, SignedInUser } from '../state/session.ts';
import type { AppServices } from './app-services.ts';
import { ExpiredDialog } from './expired-dialog.tsx';
import { useMessages } from './messages/messages-context.ts';
import { OfflineNotice } from './offline-notice.tsx';
import { PageHeader } from './page-header.tsx';
import { ScreenLinks } from './screen-links.tsx';
import { screens } from './screens.tsx';
import { useEndNotice } from './transfers/end-notice.ts';
import { usePageProgress } from './transfers/page-progress.ts';
import { useCurrentScreen } from './use-current-screen.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useScreenWake } from './use-screen-wake.ts';
import { useSelected, useStore } from './use-store.ts';

/** The page of a signed-in person: who they are, the ways to each screen, and the one they are at. Transfers go on whichever that is. */
export function SignedInPage(props: {
  readonly services: AppServices;
  readonly state: Extract<SessionState, { status: 'signed-in' | 'expired' }>;
}): ReactElement {
  const { services, state } = props;
  const { user } = state;
  const expired = state.status === 'expired';
  const { session } = services;
  const messages = useMessages();
  const current = useCurrentScreen();
  const { Content } = screens[current];

  return (
    <div className="page">
      <Staying services={services} expired={expired} />
      <Header services={services} user={user} />
      <ScreenLinks current={current} />
      <OfflineNotice connection={services.connection} words={messages.offline.here} />
      <Suspense fallback={<output className="waiting">{messages.screens.loading}</output>}>
        <Content services={services} expired={expired} />
      </Suspense>
      {state.status === 'expired' ? <ExpiredDialog session={session} state={state} /> : null}
    </div>
  );
}

/**
 * Shows how far things are where nobody looks at the page, keeps the device awake meanwhile, and asks before a page is left that something still needs.
 * A component of its own, since transfers tell of themselves many times a second and the page around it need not be rendered for that.
 */
function Staying(props: { readonly services: AppServices; readonly expired: boolean }): null {
  const { transfers, preferences } = props.services;
  const { atRisk, busy, run } = useStore(transfers);
  const { notifyEnd } = useStore(preferences);
  const { locale, product, transfers: text } = useMessages();
  usePageProgress(run, product, locale);
  useEndNotice(run, notifyEnd, product, text.endNotice);
  useLeaveGuard(atRisk > 0 && !props.expired);
  useScreenWake(busy > 0);
  return null;
}

function Header(props: { readonly services: AppServices; readonly user: SignedInUser }): ReactElement {
  const { session, transfers, interrupted } = props.services;
  const live = useSelected(transfers, (state) => state.live);
  const resumable = useSelected(transfers, (state) => state.resumable);
  const unfinished = useStore(interrupted).transfers.filter(({ inOtherTab }) => !inOtherTab).length;
  return (
    <PageHeader
      user={props.user}
      live={live}
      unfinished={unfinished + resumable}
      onSignOut={() => void interrupted.discardAll().then(() => session.signOut())}
    />
  );
}
