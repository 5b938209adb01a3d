import type { AppError, ErrorCode } from '../errors.ts';
import type {
  OpenTarget,
  StorageKind,
  TransferPhase,
  UnsettledWrite,
  VaultEvent,
} from '../vault/contract.ts';
import type { StoredFile } from '../vault/filing-contract.ts';
import { createFakeVault, type Answers } from './fake-vault.ts';
import type { ChooseTarget } from './target-choice.ts';
import { createTransfersStore } from './transfers.ts';
import { createVaultLine } from './vault-line.ts';

export const stored: StoredFile = {
  key: 'k/a.txt',
  name: 'a.txt',
  storedSize: 7,
  etag: 'e',
  lastModified: null,
};
export const privateFile: OpenTarget = { kind: 'private-file' };
export const failure = (code: ErrorCode, resumable = false): TransferPhase => ({
  status: 'failed',
  error: { code, message: '', details: {} },
  resumable,
});
export const moving = (moved: number): TransferPhase => ({
  status: 'moving',
  moved,
  total: 10,
  rate: null,
  secondsLeft: null,
});
export const chosen = (...names: string[]) =>
  names.map((name) => ({
    file: new File(['x'], name),
    handle: null,
    folder: '',
  }));

interface Attempt {
  readonly id: string;
  readonly record: string;
  readonly acceptMoved: boolean | null;
  readonly target: OpenTarget | null;
  readonly unsettled?: UnsettledWrite | null;
}

/** A store of transfers over a vault that does nothing but answer; `targets` are what the person chooses, one after the other. */
export function setUp(answers: Partial<Answers> = {}, targets: (OpenTarget | null | AppError)[] = []) {
  const attempts: Attempt[] = [];
  const makeVault = () =>
    createFakeVault({
      async seal({ id, record, unsettled }) {
        attempts.push({ id, record, acceptMoved: null, target: null, unsettled });
        return null;
      },
      async open({ id, record, acceptMoved, target }) {
        attempts.push({ id, record, acceptMoved, target });
        return null;
      },
      ...answers,
    });
  const line = createVaultLine();
  const vaults = [makeVault()];
  const connect = () => {
    const next = makeVault();
    vaults.push(next);
    line.connect(next);
    line.ready();
  };
  const [first] = vaults;
  if (first === undefined) throw new Error('no vault');
  line.connect(first);
  line.ready();
  const saved: string[] = [];
  const storage: { chosen: StorageKind } = { chosen: 'bucket-default' };
  const asked: Parameters<ChooseTarget>[0][] = [];
  const planned: (() => void)[] = [];
  const store = createTransfersStore({
    vault: line,
    chooseStorage: () => storage.chosen,
    save: (name) => saved.push(name),
    async chooseTarget(of) {
      asked.push(of);
      const next = targets.shift();
      if (next instanceof Error) throw next;
      return next === undefined ? privateFile : next;
    },
    later: (run) => planned.push(run),
  });
  const emit = (attempt: number, phase: TransferPhase) =>
    vaults.at(-1)?.emit({
      type: 'transfer',
      snapshot: { id: attempts[attempt]?.id ?? '', kind: 'seal', name: 'x', key: null, phase },
    });
  const send = (event: VaultEvent) => vaults.at(-1)?.emit(event);
  const only = () => {
    const [transfer] = store.get().transfers;
    if (transfer === undefined) throw new Error('no transfer');
    return transfer;
  };
  const sent = (command: string) =>
    vaults.flatMap((vault) => vault.asked.filter((call) => call.command === command));
  return {
    attempts,
    vault: first,
    line,
    connect,
    saved,
    storage,
    asked,
    planned,
    store,
    emit,
    send,
    only,
    sent,
  };
}
