import { useEffect, type ReactElement } from 'react';
import type { ErrorData } from '../errors.ts';
import type { AppServices } from './app-services.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { FullPageError } from './full-page-error.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PressableStyleClaim } from './pressable-style-claim.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
import { SignedInPage } from './signed-in-page.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no value
import './styles/all.css';
import { useStore } from './use-store.ts';

export type { AppServices } from './app-services.ts';

/** The whole page. Starts the session when it first appears. */
export function App({ services }: { readonly services: AppServices }): ReactElement {
  return (
    <CrashBoundary>
      <PressableStyleClaim />
      <Screen services={services} />
    </CrashBoundary>
  );
}

/** Shown instead of the app when `config.json` is wrong. */
export function ConfigErrorScreen({ error }: { readonly error: ErrorData }): ReactElement {
  const messages = useMessages();
  return (
    <CrashBoundary>
      <PressableStyleClaim />
      <FullPageError heading={messages.config.title} text={messages.describeError(error)} error={error} />
    </CrashBoundary>
  );
}

function Screen({ services }: { readonly services: AppServices }): ReactElement {
  const { session } = services;
  const state = useStore(session);

  useEffect(() => {
    void session.start();
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) session.cameBack();
    };
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [session]);

  if (state.status === 'signed-in' || state.status === 'expired') {
    return <SignedInPage services={services} user={state.user} expired={state.status === 'expired'} />;
  }
  return <SignInScreen session={session} state={state} />;
}
