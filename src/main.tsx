import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { loadConfig, type AppConfig } from './config/config.ts';
import { chosenStorage, storageChoices } from './config/storage-encryption.ts';
import { loopbackProbe } from './config/loopback.ts';
import { AppError } from './errors.ts';
import { statedIntegrity } from './integrity/stated-integrity.ts';
import { verifyScript } from './integrity/verify-script.ts';
import { noSignIn } from './signin/no-sign-in.ts';
import { createOidcSignIn, type OidcSignIn } from './signin/oidc-sign-in.ts';
import { watchTokenCalls } from './signin/token-calls.ts';
import { startShellWorker } from './shell/start-shell-worker.ts';
import { createCallsStore } from './state/calls.ts';
import { createConnection } from './state/connection.ts';
import { createDoctorStore, type DoctorStore } from './state/doctor.ts';
import { createFilesStore } from './state/files.ts';
import { createFilingStore } from './state/filing.ts';
import { createInspections } from './state/inspection.ts';
import { createInterruptedStore } from './state/interrupted.ts';
import { createOpeningsStore } from './state/openings.ts';
import { createPreferencesStore, type PreferencesStore } from './state/preferences.ts';
import { createSessionStore } from './state/session.ts';
import type { ChooseTarget } from './state/target-choice.ts';
import { createStorageUse } from './state/storage-use.ts';
import { createTransfersStore } from './state/transfers.ts';
import { createViews } from './state/views.ts';
import { createVaultLine } from './state/vault-line.ts';
import { createWorkbench } from './state/workbench.ts';
import { browserOffers } from './stream/browser-offers.ts';
import { directoryChooser } from './stream/choose-directory.ts';
import { chooseTarget } from './stream/choose-target.ts';
import { App, ConfigErrorScreen, loadSpoken, type AppServices } from './ui/app.tsx';
import type { makeThumbnails } from './ui/files/thumbnails/make-thumbnails.ts';
import { saveFile } from './ui/save-file.ts';
import { showWithoutWords } from './ui/without-words.ts';
import { createVault } from './vault/client.ts';

/** The composition root: reads the configuration, makes the services, renders. */
async function main(): Promise<void> {
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no #root');
  const root = createRoot(element);
  const preferences = createPreferencesStore(() => localStorage);
  const speaking = loadSpoken(preferences);
  // It is made before there is a configuration, since that is the first thing it looks at.
  let signIn: OidcSignIn | null = null;
  const doctor = createDoctorStore({
    vault: () => createVault(),
    origin: window.location.origin,
    idToken: async () => signIn?.heldToken() ?? null,
  });
  try {
    const [config, spoken] = await Promise.all([loadConfig(), speaking]);
    signIn = config.signIn === undefined ? noSignIn : createOidcSignIn(config.signIn, window);
    const services = composeServices(config, signIn, doctor, preferences);
    root.render(
      <StrictMode>
        <App spoken={spoken} services={services} />
      </StrictMode>,
    );
  } catch (thrown) {
    root.render(
      <ConfigErrorScreen spoken={await speaking} error={AppError.from(thrown).toData()} doctor={doctor} />,
    );
  }
}

function composeServices(
  config: AppConfig,
  signIn: OidcSignIn,
  doctor: DoctorStore,
  preferences: PreferencesStore,
): AppServices {
  const probe = loopbackProbe(config);
  const connection = createConnection(window, probe === null ? null : () => answers(probe));
  const session = createSessionStore({
    config,
    vault: () => createVault(),
    signIn,
    isOnline: () => connection.get() === 'online',
  });
  const { vault } = session;
  const offers = browserOffers(window);
  const files = createFilesStore({
    vault,
    owner: () => {
      const state = session.get();
      return 'user' in state && 'id' in state.user ? state.user.id : null;
    },
  });
  const storageUse = createStorageUse({ vault, now: () => Date.now() });
  const chooseHere: ChooseTarget = (file) =>
    chooseTarget(file, offers, {
      askWhere: preferences.get().askWhere,
      now: () => performance.now(),
    });
  const transfers = createTransfersStore({
    vault,
    chooseTarget: chooseHere,
    chooseStorage: () => chosenStorage(config.storageEncryption, preferences.get().storageEncryption),
    save: saveFile,
  });
  window.addEventListener('storage', preferences.rereadThumbnails);
  connection.subscribe(() => {
    if (connection.get() === 'offline') return;
    session.backOnline();
    if (session.get().status === 'signed-in') files.refresh();
  });
  return {
    session,
    files,
    filing: createFilingStore({
      vault,
      files: {
        refresh() {
          files.refresh();
          storageUse.changed();
        },
      },
    }),
    storageUse,
    views: createViews({ vault }),
    thumbnails: lateThumbnails({ vault, transfers }),
    transfers,
    openings: createOpeningsStore({
      vault,
      transfers,
      chooseTarget: chooseHere,
      chooseDirectory: directoryChooser(window),
    }),
    interrupted: createInterruptedStore({ vault, transfers }),
    calls: createCallsStore({
      vault,
      ownCalls(listener) {
        if (config.signIn !== undefined) watchTokenCalls(config.signIn.authority, listener);
      },
    }),
    inspections: createInspections({ vault, now }),
    inspectAlone() {
      const line = createVaultLine();
      return {
        inspections: createInspections({ vault: line, now }),
        begin: () => line.connect(createVault()),
        end: () => line.close('ended'),
      };
    },
    connection,
    workbench: createWorkbench({ vault }),
    doctor,
    preferences,
    waysIn: { signIn: config.signIn !== undefined, own: config.ownCredentials ?? null },
    storageChoices: storageChoices(config.storageEncryption),
    save: saveFile,
  };
}

const now = (): number => performance.now();

async function answers(address: string): Promise<boolean> {
  return fetch(address, { cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}

const verify = (script: URL): Promise<void> =>
  verifyScript(script, statedIntegrity(script.pathname), 'no-cache');

/** One for the page's life, made when they are first wanted; what could not be loaded is tried again. */
function lateThumbnails(parts: Parameters<typeof makeThumbnails>[0]): AppServices['thumbnails'] {
  let loading: ReturnType<AppServices['thumbnails']> | undefined;
  return () => {
    loading ??= import('./ui/files/thumbnails/make-thumbnails.ts').then(
      (loaded) => loaded.makeThumbnails(parts),
      (thrown: unknown) => {
        loading = undefined;
        throw thrown;
      },
    );
    return loading;
  };
}

/** After all else: the page comes first. A browser that will not keep the app does without. */
function keepShell({ navigator }: Window): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  startShellWorker(navigator.serviceWorker, import.meta.url, verify).catch(() => {});
}

main()
  .then(() => keepShell(window))
  .catch(showWithoutWords);
