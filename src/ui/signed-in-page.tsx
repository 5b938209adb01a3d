import { Suspense, type ReactElement } from 'react';
import type { SignedInUser } from '../state/session.ts';
import type { AppServices } from './app-services.ts';
import { ExpiredDialog } from './expired-dialog.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PageHeader } from './page-header.tsx';
import { ScreenLinks } from './screen-links.tsx';
import { screens } from './screens.tsx';
import { useCurrentScreen } from './use-current-screen.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useScreenWake } from './use-screen-wake.ts';
import { useStore } from './use-store.ts';

/** The page of a signed-in person: who they are, the ways to each screen, and the one they are at. Transfers go on whichever that is. */
export function SignedInPage(props: {
  readonly services: AppServices;
  readonly user: SignedInUser;
  readonly expired: boolean;
}): ReactElement {
  const { services, user, expired } = props;
  const { session } = services;
  const messages = useMessages();
  const current = useCurrentScreen();
  const { Content } = screens[current];
  useStaying(services, expired);

  return (
    <div className="page">
      <Header services={services} user={user} />
      <ScreenLinks current={current} />
      <Suspense fallback={<output className="waiting">{messages.screens.loading}</output>}>
        <Content services={services} expired={expired} />
      </Suspense>
      {expired ? <ExpiredDialog onSignIn={() => void session.signIn()} /> : null}
    </div>
  );
}

/** Keeps the device awake while something moves, and asks before a page is left that something still needs. */
function useStaying({ transfers }: AppServices, expired: boolean): void {
  const { atRisk, busy } = useStore(transfers);
  useLeaveGuard(atRisk > 0 && !expired);
  useScreenWake(busy > 0);
}

function Header(props: { readonly services: AppServices; readonly user: SignedInUser }): ReactElement {
  const { session, transfers, interrupted } = props.services;
  const { live, resumable } = useStore(transfers);
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
