import { describe, expect, it } from 'vitest';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createStorageUse } from './storage-use.ts';
import { createVaultLine } from './vault-line.ts';

const nothing = { count: 0, bytes: 0 };
const one = { files: { count: 1, bytes: 10 }, kept: nothing, former: { count: 2, bytes: 3 } };
const second = { kind: 'versions', place: { key: 'me/m', versionId: '1' } } as const;

function setUp(countStored: Answers['countStored']) {
  const vault = createFakeVault({ countStored });
  const line = createVaultLine();
  line.connect(vault);
  const use = createStorageUse({ vault: line, now: () => 1_000 });
  const pages = (): number => vault.asked.length;
  return { vault, line, use, pages };
}

const twoPages: Answers['countStored'] = async ({ after }) => ({
  sum: one,
  next: after === null ? second : null,
});
const both = { files: { count: 2, bytes: 20 }, kept: nothing, former: { count: 4, bytes: 6 } };

describe('createStorageUse()', () => {
  it('adds page after page, and does not count again what still holds', async () => {
    const { vault, use, pages } = setUp(twoPages);
    const seen: unknown[] = [];
    use.subscribe(() => seen.push(use.get()));
    use.begin();
    await settled();
    expect(vault.asked.map(({ input }) => input)).toEqual([{ after: null }, { after: second }]);
    expect(seen).toContainEqual({ status: 'counting', sum: one });
    expect(use.get()).toEqual({ status: 'done', sum: both, countedAt: 1_000, isStale: false });
    use.begin();
    expect(pages()).toBe(2);
  });

  it('says that it is of yesterday when something changed, during the count too, and then counts again', async () => {
    const { use, pages } = setUp(twoPages);
    use.begin();
    use.changed();
    await settled();
    expect(use.get()).toMatchObject({ status: 'done', isStale: true });
    use.begin();
    await settled();
    expect(pages()).toBe(4);
    expect(use.get()).toMatchObject({ status: 'done', isStale: false });
    use.changed();
    expect(use.get()).toMatchObject({ status: 'done', sum: both, isStale: true });
  });

  it('asks for no further page once it is stopped', async () => {
    const { use, pages } = setUp(twoPages);
    use.begin();
    use.stop();
    await settled();
    expect(pages()).toBe(1);
    expect(use.get()).toEqual({ status: 'idle' });
  });

  it('does not know of former versions when one page does not', async () => {
    const { use } = setUp(async () => ({ sum: { ...one, former: null }, next: null }));
    use.begin();
    await settled();
    expect(use.get()).toMatchObject({ sum: { files: one.files, former: null } });
  });

  it('forgets everything with the session', async () => {
    const { use, line } = setUp(twoPages);
    use.begin();
    await settled();
    line.close('ended');
    expect(use.get()).toEqual({ status: 'idle' });
  });
});
