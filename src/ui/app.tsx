import { Suspense, useEffect, type ReactElement } from 'react';
import type { ErrorData } from '../errors.ts';
import type { DoctorStore } from '../state/doctor.ts';
import { signInFailed } from '../state/session-state.ts';
import type { AppServices } from './app-services.ts';
import { CrashBoundary } from './crash-boundary.tsx';
import { FullPageError } from './full-page-error.tsx';
import { InLanguage, type Spoken } from './in-language.tsx';
import { late } from './late.tsx';
import { DoctorLink, LoneDoctor } from './lone-doctor.tsx';
import { LoneInspect } from './lone-inspect.tsx';
import { useMessages } from './messages/messages-context.ts';
import { PageFooter } from './page-footer.tsx';
import { PageMissing } from './page-missing.tsx';
import { PressableStyleClaim } from './pressable-style-claim.tsx';
import { SignInScreen } from './sign-in-screen.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- a style sheet has no value
import './styles/all.css';
import { useCurrentScreen } from './use-current-screen.ts';
import { useStore } from './use-store.ts';

export type { AppServices } from './app-services.ts';
export { loadSpoken } from './in-language.tsx';

/** Most of the page's script, which nobody needs before they are signed in. */
const loadSignedInPage = async () => ({ default: (await import('./signed-in-page.tsx')).SignedInPage });
const SignedInPage = late(loadSignedInPage, PageMissing);

/** The whole page. Starts the session when it first appears. */
export function App(props: { readonly spoken: Spoken; readonly services: AppServices }): ReactElement {
  return (
    <InLanguage spoken={props.spoken}>
      <PressableStyleClaim />
      <CrashBoundary>
        <Screen services={props.services} />
      </CrashBoundary>
      <PageFooter preferences={props.spoken.preferences} />
    </InLanguage>
  );
}

/** Shown instead of the app when `config.json` is wrong. */
export function ConfigErrorScreen(props: {
  readonly spoken: Spoken;
  readonly error: ErrorData;
  readonly doctor: DoctorStore;
}): ReactElement {
  return (
    <InLanguage spoken={props.spoken}>
      <PressableStyleClaim />
      <CrashBoundary>
        <ConfigError error={props.error} doctor={props.doctor} />
      </CrashBoundary>
      <PageFooter preferences={props.spoken.preferences} />
    </InLanguage>
  );
}

function ConfigError(props: { readonly error: ErrorData; readonly doctor: DoctorStore }): ReactElement {
  const { error, doctor } = props;
  const messages = useMessages();
  const screen = useCurrentScreen();
  if (screen === 'doctor') return <LoneDoctor doctor={doctor} />;
  return (
    <FullPageError
      heading={messages.config.title}
      text={messages.describeError(error)}
      error={error}
      more={<DoctorLink />}
    />
  );
}

function Screen({ services }: { readonly services: AppServices }): ReactElement {
  const { session, connection } = services;
  const state = useStore(session);
  const screen = useCurrentScreen();
  const isOffline = useStore(connection) === 'offline';

  useEffect(() => {
    void session.start();
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) session.cameBack();
    };
    window.addEventListener('pageshow', onShow);
    return () => window.removeEventListener('pageshow', onShow);
  }, [session]);

  useEffect(() => {
    // While the vault gets its credentials. What fails here is told where it is needed.
    if (state.status === 'connecting') loadSignedInPage().catch(() => {});
  }, [state.status]);

  if (state.status === 'signed-in' || state.status === 'expired') {
    const { user } = state;
    return (
      <Suspense fallback={<SignInScreen services={services} state={{ status: 'connecting', user }} />}>
        <SignedInPage services={services} state={state} />
      </Suspense>
    );
  }
  if (state.status === 'signed-out' && screen === 'doctor') return <LoneDoctor doctor={services.doctor} />;
  const mayLook = state.status === 'signed-out' && (isOffline || !signInFailed(state));
  if (mayLook && screen === 'inspect') return <LoneInspect services={services} />;
  return <SignInScreen services={services} state={state} />;
}
