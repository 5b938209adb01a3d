import type { Vault, VaultCommand, VaultCommands, VaultEvent } from '../vault/contract.ts';

export type Answers = {
  [C in VaultCommand]: (input: VaultCommands[C]['input']) => Promise<VaultCommands[C]['output']>;
};

/** For tests: a vault that answers what it is told, records what it was asked, and sends events on demand. */
export interface FakeVault extends Vault {
  readonly asked: { readonly command: VaultCommand; readonly input: unknown }[];
  readonly emit: (event: VaultEvent) => void;
  readonly isTerminated: () => boolean;
}

const unanswered = (): Promise<never> => new Promise(() => undefined);

/** The commands of the key bench, none of which is ever answered. */
export const silentWorkbench = {
  benchKeys: unanswered,
  sealSecret: unanswered,
  openSecret: unanswered,
  keptDocuments: unanswered,
  sealEnvelope: unanswered,
  openEnvelope: unanswered,
  makeKeyPair: unanswered,
  sealForPair: unanswered,
  openWithPair: unanswered,
  rsaKey: unanswered,
  sealForRsaKey: unanswered,
  openByRsaKey: unanswered,
  proveKey: unanswered,
  moveKey: unanswered,
} satisfies Partial<Answers>;

export function createFakeVault(answers: Partial<Answers> = {}): FakeVault {
  const listeners = new Set<(event: VaultEvent) => void>();
  const asked: FakeVault['asked'] = [];
  let terminated = false;
  const all: Answers = {
    start: async () => ({ identityId: 'eu-central-1:id' }),
    renew: async () => null,
    list: async () => ({ folders: [], files: [], continuation: null }),
    countStored: unanswered,
    makeFolder: async () => null,
    removeFiles: async ({ keys }) => ({ removed: keys, undoable: true, failed: [] }),
    restoreFiles: async () => ({ failed: [] }),
    fileVersions: async () => ({ versions: [] }),
    viewFile: async ({ key }) => ({ kind: 'whole', file: new File(['content'], key), media: null }),
    feedView: async () => null,
    closeView: async () => null,
    thumbnail: async () => ({ kind: 'not-kept' }),
    keepThumbnail: async () => null,
    stopThumbnail: async () => null,
    forgetThumbnails: async () => null,
    moveFiles: async ({ files }) => ({ moved: files.length, taken: [], failed: [], back: null }),
    planOpening: async ({ files }) => ({
      files: files.map((file) => ({ ...file, path: [file.key], taken: false })),
      emptyFolders: [],
      changed: [],
    }),
    makeDirectories: async () => null,
    openArchive: async () => null,
    seal: async () => null,
    open: async () => null,
    openLocal: async () => null,
    pause: async () => null,
    resume: async () => null,
    cancel: async () => null,
    reorder: async () => null,
    interrupted: async () => ({ transfers: [] }),
    discard: async () => null,
    leftovers: async () => ({ uploads: [] }),
    removeLeftover: async () => null,
    inspect: unanswered,
    frames: unanswered,
    verify: unanswered,
    stopVerifying: async () => null,
    ...silentWorkbench,
    diagnose: unanswered,
    stopDiagnosis: async () => null,
    forget: async () => null,
    ...answers,
  };
  return {
    asked,
    send(command, input) {
      asked.push({ command, input });
      return all[command](input);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    terminate() {
      terminated = true;
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    isTerminated: () => terminated,
  };
}

/** Lets everything that is already resolved run on. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
