import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadConfig, type AppConfig } from './config/config.ts';
import { chosenStorage, storageChoices } from './config/storage-encryption.ts';
import { AppError } from './errors.ts';
import { createOidcSignIn } from './signin/oidc-sign-in.ts';
import { watchTokenCalls } from './signin/token-calls.ts';
import { createCallsStore } from './state/calls.ts';
import { createFilesStore } from './state/files.ts';
import { createInspections } from './state/inspection.ts';
import { createInterruptedStore } from './state/interrupted.ts';
import { createPreferencesStore } from './state/preferences.ts';
import { createSessionStore } from './state/session.ts';
import { createTransfersStore } from './state/transfers.ts';
import { createWorkbench } from './state/workbench.ts';
import { browserOffers } from './stream/browser-offers.ts';
import { chooseTarget } from './stream/choose-target.ts';
import { App, ConfigErrorScreen, type AppServices } from './ui/app.tsx';
import { saveFile } from './ui/save-file.ts';
import { createVault } from './vault/client.ts';

/** The composition root: reads the configuration, makes the services, renders. */
async function main(): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no #root');
  const root = createRoot(element);
  try {
    const services = composeServices(await loadConfig());
    root.render(
      <StrictMode>
        <App services={services} />
      </StrictMode>,
    );
  } catch (thrown) {
    root.render(<ConfigErrorScreen error={AppError.from(thrown).toData()} />);
  }
}

function composeServices(config: AppConfig): AppServices {
  const session = createSessionStore({
    config,
    vault: () => createVault(),
    signIn: createOidcSignIn(config.signIn, window),
  });
  const { vault } = session;
  const preferences = createPreferencesStore(() => localStorage);
  const offers = browserOffers(window);
  const transfers = createTransfersStore({
    vault,
    chooseTarget: (file) =>
      chooseTarget(file, offers, {
        askWhere: preferences.get().askWhere,
        now: () => performance.now(),
      }),
    chooseStorage: () => chosenStorage(config.storageEncryption, preferences.get().storageEncryption),
    save: saveFile,
  });
  return {
    session,
    files: createFilesStore({ vault }),
    transfers,
    interrupted: createInterruptedStore({ vault, transfers }),
    calls: createCallsStore({
      vault,
      ownCalls: (listener) => watchTokenCalls(config.signIn.authority, listener),
    }),
    inspections: createInspections({ vault, now: () => performance.now() }),
    workbench: createWorkbench({ vault }),
    preferences,
    storageChoices: storageChoices(config.storageEncryption),
    save: saveFile,
  };
}

void main();
