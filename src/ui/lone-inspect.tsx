import { Suspense, useEffect, useState, type ReactElement } from 'react';
import type { AppServices } from './app-services.ts';
import { Mark } from './icons.tsx';
import { late } from './late.tsx';
import { useMessages } from './messages/messages-context.ts';
import { OfflineNotice } from './offline-notice.tsx';
import { PushButton } from './push-button.tsx';
import { useStore } from './use-store.ts';

const InspectScreen = late(async () => ({
  default: (await import('./inspection/inspect-screen.tsx')).InspectScreen,
}));

/** Files on the device can be looked into without a session: all but their keys is there. */
export function LoneInspect({ services }: { readonly services: AppServices }): ReactElement {
  const { inspectAlone, connection, preferences, save, session, waysIn } = services;
  const { product, screens, offline, session: text } = useMessages();
  const isOnline = useStore(connection) === 'online';
  const [alone] = useState(inspectAlone);
  useEffect(() => {
    alone.begin();
    return alone.end;
  }, [alone]);
  return (
    <div className="page">
      <header className="page-header">
        <h1 className="brand">
          <Mark />
          {product}
        </h1>
        <a className="doctor-link" href="#/">
          {screens.back}
        </a>
        {isOnline && waysIn.signIn ? (
          <PushButton size="small" onPress={() => void session.signIn()}>
            {text.signIn}
          </PushButton>
        ) : null}
      </header>
      <OfflineNotice connection={connection} words={offline.alone} />
      <Suspense fallback={<output className="waiting">{screens.loading}</output>}>
        <InspectScreen
          services={{ inspections: alone.inspections, connection, preferences, save, transfers: null }}
          expired={false}
        />
      </Suspense>
    </div>
  );
}

/** The way to it. */
export function InspectLink(): ReactElement {
  const { offline } = useMessages();
  return (
    <a className="doctor-link" href="#/inspect">
      {offline.lookInto}
    </a>
  );
}
