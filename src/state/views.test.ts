import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createVaultLine } from './vault-line.ts';
import { createViews, type OfferMedia } from './views.ts';

const file = { key: 'id/film.mp4', acceptMoved: false };
const ranged: Answers['viewFile'] = async () => ({ kind: 'ranged', media: 'video/mp4', bytes: 9 });
const either: Answers['viewFile'] = async (input) =>
  input.view === null ? { kind: 'whole', file: new File([], 'a'), media: 'video/mp4' } : ranged(input);

function world(answers: Partial<Answers>, offers: 'taken' | 'refused' | null) {
  const vault = createFakeVault(answers);
  const line = createVaultLine();
  line.connect(vault);
  const told: unknown[] = [];
  let withdrawn = 0;
  const offerMedia: OfferMedia = async ({ id, feed }) => {
    await feed(new MessageChannel().port1);
    return offers === 'taken' ? { url: `/media/${id}`, withdraw: () => void (withdrawn += 1) } : null;
  };
  const views = createViews({ vault: line, offerMedia: offers === null ? null : offerMedia });
  const close = views.open(file, {
    onContent: (content) => told.push(content.kind === 'ranged' ? content.url : content.kind),
    onFailure: ({ code }) => told.push(code),
  });
  const view = (): string => {
    const [first] = vault.asked;
    const input = first?.input;
    const named = typeof input === 'object' && input !== null && 'view' in input ? input.view : null;
    return typeof named === 'string' ? named : '';
  };
  const commands = (): string[] => vault.asked.map(({ command }) => command);
  return { vault, line, told, close, view, commands, withdrawn: () => withdrawn };
}

describe('createViews()', () => {
  it('offers what is read by range under the name of its view, and closes both', async () => {
    const { told, close, view, commands, withdrawn } = world({ viewFile: ranged }, 'taken');
    await settled();
    expect(told).toEqual([`/media/${view()}`]);
    close();
    close();
    expect(commands()).toEqual(['viewFile', 'feedView', 'closeView']);
    expect(withdrawn()).toBeGreaterThan(0);
  });

  it('opens it whole where nobody answers ranges', async () => {
    const refused = world({ viewFile: either }, 'refused');
    await settled();
    expect(refused.told).toEqual(['whole']);
    expect(refused.commands()).toEqual(['viewFile', 'feedView', 'closeView', 'viewFile']);
    const without = world({ viewFile: either }, null);
    await settled();
    expect([without.told, without.commands()]).toEqual([['whole'], ['viewFile']]);
  });

  it('tells of what failed later, once, and of nobody else’s', async () => {
    const { vault, line, told, view, withdrawn } = world({ viewFile: ranged }, 'taken');
    await settled();
    const error = new AppError('frame-tampered', 'frame 7').toData();
    vault.emit({ type: 'view-failed', view: 'another', error });
    vault.emit({ type: 'view-failed', view: view(), error });
    line.close('ended');
    expect(told).toEqual([`/media/${view()}`, 'frame-tampered']);
    expect(withdrawn()).toBe(1);
  });

  it('ends with the vault, and tells nothing once it is closed', async () => {
    const crashed = world({ viewFile: ranged }, 'taken');
    await settled();
    crashed.vault.emit({ type: 'crashed' });
    expect(crashed.told.at(-1)).toBe('vault-crashed');
    const early = world({ viewFile: ranged }, 'taken');
    early.close();
    await settled();
    expect([early.told, early.withdrawn()]).toEqual([[], 1]);
  });
});
