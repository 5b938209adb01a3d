import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createCallsStore } from '../../src/state/calls.ts';
import { storageChoices } from '../../src/config/storage-encryption.ts';
import { createConnection } from '../../src/state/connection.ts';
import { createDoctorStore } from '../../src/state/doctor.ts';
import { createFilesStore } from '../../src/state/files.ts';
import { createFilingStore } from '../../src/state/filing.ts';
import { createInspections } from '../../src/state/inspection.ts';
import { createViews } from '../../src/state/views.ts';
import { createWorkbench } from '../../src/state/workbench.ts';
import { createInterruptedStore } from '../../src/state/interrupted.ts';
import { createOpeningsStore } from '../../src/state/openings.ts';
import { createPreferencesStore } from '../../src/state/preferences.ts';
import { createSessionStore } from '../../src/state/session.ts';
import { createStorageUse } from '../../src/state/storage-use.ts';
import { createTransfersStore } from '../../src/state/transfers.ts';
import { App, ConfigErrorScreen, loadSpoken } from '../../src/ui/app.tsx';
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
const files = createFilesStore({ vault: session.vault, owner: () => null });
const calls = createCallsStore({ vault: session.vault, ownCalls: () => undefined });
const inspections = createInspections({ vault: session.vault, now: () => performance.now() });
const workbench = createWorkbench({ vault: session.vault });

const doctor = createDoctorStore({
  vault: () => createSceneVault(scene),
  origin: window.location.origin,
  idToken: async () => null,
});

const services = {
  doctor,
  session,
  files,
  filing: createFilingStore({ vault: session.vault, files }),
  storageUse: createStorageUse({ vault: session.vault, now: () => Date.UTC(2031, 2, 2, 9) }),
  views: createViews({ vault: session.vault }),
  thumbnails: () => never,
  transfers,
  openings: createOpeningsStore({
    vault: session.vault,
    transfers,
    chooseTarget: async () => null,
    chooseDirectory: async () => null,
  }),
  interrupted,
  inspections,
  inspectAlone: () => ({ inspections, begin: () => {}, end: () => {} }),
  connection: createConnection(window),
  workbench,
  calls,
  preferences,
  waysIn: { signIn: true, own: {} },
  storageChoices: storageChoices(config.storageEncryption),
  save,
};

const root = document.querySelector('#root');
if (root === null) throw new Error('no root');
const spoken = await loadSpoken(preferences);
createRoot(root).render(
  <StrictMode>
    {scene.configError === undefined ? (
      <App spoken={spoken} services={services} />
    ) : (
      <ConfigErrorScreen spoken={spoken} error={scene.configError} doctor={doctor} />
    )}
  </StrictMode>,
);

const stop = session.subscribe(() => {
  if (session.get().status !== 'signed-in') return;
  stop();
  for (const { kind, name, phase } of scene.transfers ?? []) {
    const size = 'total' in phase ? (phase.total ?? 0) : 'bytes' in phase ? phase.bytes : 0;
    if (kind === 'seal') transfers.seal([{ file: sized(name, size), handle: null, folder: '' }]);
    else transfers.open({ key: name, name, storedSize: size, etag: '', lastModified: null });
  }
  const file = { key: 'k', size: 9_300_000_000, lastModified: null, path: ['k'], taken: false };
  const contents = { files: Array.from({ length: 12 }, () => file), emptyFolders: [], changed: [] };
  for (const { name } of scene.archives ?? [])
    transfers.openArchive({ name, ...contents, target: { kind: 'memory' } });
  for (const group of scene.groups ?? []) beginGroup(group);
});

function beginGroup({
  kind,
  name,
  transfers: members,
  changed = [],
}: NonNullable<typeof scene.groups>[number]): void {
  if (kind === 'seal') {
    transfers.seal(
      members.map((one) => ({ file: sized(one.name, one.size), handle: null, folder: `${name}/` })),
    );
    return;
  }
  const files = members.map((one) => ({
    key: one.name,
    size: one.size,
    lastModified: null,
    path: [one.name],
  }));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- this vault writes nothing
  const directory = {} as FileSystemDirectoryHandle;
  transfers.openInto({ name, files, changed, directory, onTaken: 'keep-both' });
}

/** A file that says it has so many bytes. */
function sized(name: string, size: number): File {
  return Object.defineProperty(new File([], name), 'size', { value: size });
}
