import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import type { OpenTarget } from '../vault/contract.ts';
import type { PlannedOpening } from '../vault/opening-contract.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createOpeningsStore, type Selection } from './openings.ts';
import type { ChooseTarget } from './target-choice.ts';
import type { OpeningArchive, OpeningInto } from './transfers.ts';
import { createVaultLine } from './vault-line.ts';

const handle: object = { name: 'chosen' };
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is only handed on
const directory = handle as FileSystemDirectoryHandle;
const folder: Selection = { files: [], folders: [{ path: 'a/', name: 'a' }] };
const opening = (...taken: boolean[]): PlannedOpening => ({
  files: taken.map((one, index) => ({
    key: `k${index}`,
    size: 1,
    lastModified: null,
    path: [`${index}`],
    taken: one,
  })),
  emptyFolders: [['none']],
  changed: [{ from: 'x:', to: 'x_' }],
});

function setUp(plan: PlannedOpening | AppError, answers: Partial<Answers> = {}) {
  const vault = createFakeVault({
    async planOpening() {
      if (plan instanceof Error) throw plan;
      return plan;
    },
    ...answers,
  });
  const line = createVaultLine();
  line.connect(vault);
  line.ready();
  const begun: OpeningInto[] = [];
  const archives: OpeningArchive[] = [];
  const sizes: Parameters<ChooseTarget>[0]['size'][] = [];
  const targets: OpenTarget[] = [{ kind: 'memory' }];
  const picks: (FileSystemDirectoryHandle | null)[] = [];
  const store = createOpeningsStore({
    vault: line,
    transfers: {
      openInto: (one) => void begun.push(one),
      openArchive: (one) => void archives.push(one),
    },
    async chooseTarget(file) {
      sizes.push(file.size);
      return targets.shift() ?? null;
    },
    chooseDirectory: async () => picks.shift() ?? directory,
  });
  const asked = (command: string) => vault.asked.filter((one) => one.command === command);
  return { store, begun, asked, line, picks, archives, sizes };
}

describe('createOpeningsStore()', () => {
  it('opens into the chosen folder, and makes the folders with nothing in them', async () => {
    const { store, begun, asked } = setUp(opening(false, false));
    store.intoDirectory(folder);
    await settled();
    expect(store.get()).toEqual({ status: 'idle' });
    expect(begun).toMatchObject([
      { name: 'a', directory, onTaken: 'keep-both', changed: [{ to: 'x_' }], files: [{}, {}] },
    ]);
    expect(asked('makeDirectories')).toMatchObject([{ input: { directory, paths: [['none']] } }]);
  });

  it.each([
    ['replace', ['k0', 'k1', 'k2'], 'replace'],
    ['keep-both', ['k0', 'k1', 'k2'], 'keep-both'],
    ['skip', ['k1'], 'keep-both'],
  ] as const)('asks once about what is there: %s', async (answer, keys, onTaken) => {
    const { store, begun } = setUp(opening(true, false, true));
    store.intoDirectory(folder);
    await settled();
    expect(store.get()).toEqual({ status: 'asking', taken: 2, total: 3 });
    expect(begun).toEqual([]);
    store.answer(answer);
    await settled();
    expect(begun[0]?.files.map(({ key }) => key)).toEqual(keys);
    expect(begun[0]?.onTaken).toBe(onTaken);
    expect(store.get()).toEqual({ status: 'idle' });
    store.answer(answer);
    expect(begun).toHaveLength(1);
  });

  it('does nothing when the dialog is closed, or the person gives up while it is planned', async () => {
    const plans: ((plan: PlannedOpening) => void)[] = [];
    const late = setUp(opening(), {
      planOpening: () => new Promise((resolve) => void plans.push(resolve)),
    });
    late.store.intoDirectory(folder);
    await settled();
    expect(late.store.get()).toEqual({ status: 'planning' });
    late.store.intoDirectory(folder);
    late.store.dismiss();
    plans[0]?.(opening(false));
    await settled();
    expect(late.store.get()).toEqual({ status: 'idle' });
    expect(late.begun).toEqual([]);
    expect(late.asked('planOpening')).toHaveLength(1);
  });

  it('names what failed, and what there is nothing in', async () => {
    const failing = setUp(new AppError('permission-lost', 'no'));
    failing.store.intoDirectory(folder);
    await settled();
    expect(failing.store.get()).toMatchObject({ status: 'failed', error: { code: 'permission-lost' } });
    const empty = setUp({ files: [], emptyFolders: [], changed: [] });
    empty.store.intoDirectory(folder);
    await settled();
    expect(empty.store.get()).toEqual({ status: 'nothing' });
  });

  it('opens into an archive whose size is known, or has to be looked for', async () => {
    const { store, archives, sizes, asked } = setUp(opening(false, false));
    const file = { key: 'k', name: 'k', storedSize: 7, etag: '', lastModified: null };
    store.intoArchive({ files: [file, file], folders: [] }, 'two');
    await settled();
    expect(sizes).toEqual([14]);
    expect(asked('planOpening')).toMatchObject([{ input: { directory: null } }]);
    expect(archives).toMatchObject([
      { name: 'two.zip', target: { kind: 'memory' }, files: [{}, {}], emptyFolders: [['none']] },
    ]);
    // The dialog is closed this time.
    store.intoArchive(folder, 'a');
    await settled();
    const [, find] = sizes;
    expect(typeof find === 'function' && (await find())).toBe(2);
    expect(archives).toHaveLength(1);
    expect(store.get()).toEqual({ status: 'idle' });
  });

  it('forgets the question with the session', async () => {
    const { store, begun, line } = setUp(opening(true));
    store.intoDirectory(folder);
    await settled();
    line.close('ended');
    expect(store.get()).toEqual({ status: 'idle' });
    store.answer('replace');
    await settled();
    expect(begun).toEqual([]);
  });
});
