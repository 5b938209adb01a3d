import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCallsStore } from '../../src/state/calls.ts';
import { storageChoices } from '../../src/config/storage-encryption.ts';
import { createFilesStore } from '../../src/state/files.ts';
import { createInspections } from '../../src/state/inspection.ts';
import { createWorkbench } from '../../src/state/workbench.ts';
import { createInterruptedStore } from '../../src/state/interrupted.ts';
import { createPreferencesStore } from '../../src/state/preferences.ts';
import { createSessionStore } from '../../src/state/session.ts';
import { createTransfersStore } from '../../src/state/transfers.ts';
import { App, ConfigErrorScreen } from '../../src/ui/app.tsx';
import { createSceneVault } from './scene-vault.ts';
import { config, sceneNamed, person } from './scenes.ts';

const scene = sceneNamed(new URLSearchParams(window.location.search).get('state') ?? 'many');
const never = new Promise<never>(() => undefined);

const session = createSessionStore({
  config,
  vault: () => createSceneVault(scene),
  signIn: {
    async restore() {
      if (scene.signIn === 'starting') return never;
      if (scene.signIn === 'signed-out') return null;
      if (typeof scene.signIn === 'object') throw scene.signIn;
      return { idToken: 'preview', user: scene.person ?? person };
    },
    begin: () => never,
    freshToken: async () => null,
    end: async () => undefined,
  },
  wait: async () => undefined,
});
const save = () => undefined;
const transfers = createTransfersStore({
  vault: session.vault,
  chooseTarget: async () => ({ kind: 'private-file' }),
  chooseStorage: () => 'bucket-default',
  save,
});
const interrupted = createInterruptedStore({ vault: session.vault, transfers, later: (run) => run() });
const preferences = createPreferencesStore(() => sessionStorage);
const files = createFilesStore({ vault: session.vault });
const calls = createCallsStore({ vault: session.vault, ownCalls: () => undefined });
const inspections = createInspections({ vault: session.vault, now: () => performance.now() });
const workbench = createWorkbench({ vault: session.vault });

const services = {
  session,
  files,
  transfers,
  interrupted,
  inspections,
  workbench,
  calls,
  preferences,
  storageChoices: storageChoices(config.storageEncryption),
  save,
};

const root = document.querySelector('#root');
if (root === null) throw new Error('no root');
createRoot(root).render(
  <StrictMode>
    {scene.configError === undefined ? (
      <App services={services} />
    ) : (
      <ConfigErrorScreen error={scene.configError} />
    )}
  </StrictMode>,
);

const stop = session.subscribe(() => {
  if (session.get().status !== 'signed-in') return;
  stop();
  for (const { kind, name } of scene.transfers ?? []) {
    if (kind === 'seal') transfers.seal([{ file: new File([], name), handle: null }]);
    else transfers.open({ key: name, name, storedSize: 1, etag: '', lastModified: null });
  }
});
