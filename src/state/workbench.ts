import type { WorkbenchCommands } from '../vault/workbench-contract.ts';
import { createTask, type Task } from './task.ts';
import type { VaultLine } from './vault-line.ts';

export type {
  BenchContent,
  BenchKey,
  BenchRotation,
  KeptDocument,
  KeyEvent,
  MadeDocument,
  MadeKeyPair,
  MoveReport,
  OpenedContent,
  RsaKeyFacts,
  SealedMessage,
  UnwrapReport,
  WrappedKeySource,
} from '../vault/workbench-contract.ts';

/** The key bench's commands as tasks. They hold secrets for as long as those are shown: whoever shows one resets its task on leaving. */
export type Workbench = {
  readonly [C in keyof WorkbenchCommands]: Task<
    WorkbenchCommands[C]['input'],
    WorkbenchCommands[C]['output']
  >;
};

export function createWorkbench({ vault }: { readonly vault: VaultLine }): Workbench {
  const task = <C extends keyof WorkbenchCommands>(
    command: C,
  ): Task<WorkbenchCommands[C]['input'], WorkbenchCommands[C]['output']> =>
    createTask((input: WorkbenchCommands[C]['input']) => vault.send(command, input));
  const tasks: Workbench = {
    benchKeys: task('benchKeys'),
    sealSecret: task('sealSecret'),
    openSecret: task('openSecret'),
    keptDocuments: task('keptDocuments'),
    sealEnvelope: task('sealEnvelope'),
    openEnvelope: task('openEnvelope'),
    makeKeyPair: task('makeKeyPair'),
    sealForPair: task('sealForPair'),
    openWithPair: task('openWithPair'),
    rsaKey: task('rsaKey'),
    sealForRsaKey: task('sealForRsaKey'),
    openByRsaKey: task('openByRsaKey'),
    proveKey: task('proveKey'),
    moveKey: task('moveKey'),
  };
  vault.onClose((why) => {
    if (why === 'ended') for (const { reset } of Object.values(tasks)) reset();
  });
  return tasks;
}
