import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { createFakeVault, settled, type Answers } from './fake-vault.ts';
import { createVaultLine } from './vault-line.ts';
import { createViews, type ViewContent } from './views.ts';

const file = { key: 'id/film.mp4', acceptMoved: false, byRange: true };
const ranged: Answers['viewFile'] = async () => ({ kind: 'ranged', media: 'video/mp4', bytes: 9 });
const whole: Answers['viewFile'] = async () => ({ kind: 'whole', file: new File([], 'a'), media: null });

function world(viewFile: Answers['viewFile'], asked = file) {
  const vault = createFakeVault({ viewFile });
  const line = createVaultLine();
  line.connect(vault);
  const told: string[] = [];
  const contents: ViewContent[] = [];
  const close = createViews({ vault: line }).open(asked, {
    onContent: (content) => {
      contents.push(content);
      told.push(content.kind);
    },
    onFailure: ({ code }) => told.push(code),
  });
  const inputOf = (command: string): unknown => vault.asked.find((one) => one.command === command)?.input;
  const view = (): string => {
    const input = inputOf('viewFile');
    const named = typeof input === 'object' && input !== null && 'view' in input ? input.view : null;
    return typeof named === 'string' ? named : '';
  };
  const commands = (): string[] => vault.asked.map(({ command }) => command);
  return { vault, line, told, contents, close, inputOf, view, commands };
}

describe('createViews()', () => {
  it('gives the vault the other end of each port that is asked for, under the name of its view, and closes it once', async () => {
    const { told, contents, close, inputOf, view, commands } = world(ranged);
    await settled();
    expect(told).toEqual(['ranged']);
    const [content] = contents;
    const port = content?.kind === 'ranged' ? await content.feed() : null;
    expect(port).toBeInstanceOf(MessagePort);
    expect(inputOf('feedView')).toEqual({ view: view(), port: expect.any(MessagePort) as unknown });
    port?.close();
    close();
    close();
    expect(commands()).toEqual(['viewFile', 'feedView', 'closeView']);
  });

  it('names no view for what is to be opened whole', async () => {
    const { told, inputOf } = world(whole, { ...file, byRange: false });
    await settled();
    expect(told).toEqual(['whole']);
    expect(inputOf('viewFile')).toEqual({ view: null, key: file.key, acceptMoved: false });
  });

  it('tells of what failed later, once, and of nobody else’s', async () => {
    const { vault, line, told, view } = world(ranged);
    await settled();
    const error = new AppError('frame-tampered', 'frame 7').toData();
    vault.emit({ type: 'view-failed', view: 'another', error });
    vault.emit({ type: 'view-failed', view: view(), error });
    line.close('ended');
    expect(told).toEqual(['ranged', 'frame-tampered']);
  });

  it('ends with the vault, and tells nothing once it is closed', async () => {
    const crashed = world(ranged);
    await settled();
    crashed.vault.emit({ type: 'crashed' });
    expect(crashed.told.at(-1)).toBe('vault-crashed');
    const early = world(ranged);
    early.close();
    await settled();
    expect(early.told).toEqual([]);
  });
});
