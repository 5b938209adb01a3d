import { describe, expect, it } from 'vitest';
import { AppError } from '../../../errors.ts';
import { readZip } from '../../testing/read-zip.ts';
import {
  createSmallWorld,
  fileOf,
  owner,
  patternBytes,
  smallFrame,
  type SmallWorld,
} from '../../testing/small-world.ts';
import type { TransferStep } from '../../step.ts';
import type { ArchiveRequest } from './archive-request.ts';
import { openArchive } from './open-archive.ts';

const note = { name: 'Not in here.txt', heading: 'These are missing:' };

/** Seals files of these sizes; each lies under its own name. */
async function sealed(sizes: Readonly<Record<string, number>>) {
  const world = createSmallWorld();
  for (const [name, size] of Object.entries(sizes)) await world.seal(fileOf(size, name));
  const files = Object.keys(sizes).map((name) => {
    const key = `${owner}/${name}`;
    const { length } = world.store.bytesOf(key);
    return { key, size: length, path: ['folder', name], lastModified: '2031-03-04T12:00:00Z' };
  });
  const steps: TransferStep[] = [];
  const request: ArchiveRequest = {
    files,
    emptyFolders: [],
    identityId: owner,
    acceptMoved: false,
    leaving: null,
    signal: new AbortController().signal,
    onStep: (step) => steps.push(step),
  };
  const open = (change: Partial<ArchiveRequest> = {}) => openArchive(world.ports, { ...request, ...change });
  return { ...world, files, steps, open };
}

async function entriesIn(file: File | null) {
  if (file === null) throw new Error('no file');
  const bytes = new Uint8Array(await file.arrayBuffer());
  return readZip({ size: bytes.length, read: (offset, length) => bytes.slice(offset, offset + length) });
}

function spoil({ store }: Pick<SmallWorld, 'store'>, name: string): void {
  const key = `${owner}/${name}`;
  const changed = store.bytesOf(key).slice();
  changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
  store.place(key, changed);
}

const large = 40 * smallFrame + 17;

describe('openArchive()', () => {
  it('holds each file as it was sealed, small or large, and folders with nothing in them', async () => {
    const world = await sealed({ 'a.txt': 5, 'b.bin': large, 'none.txt': 0 });
    const { file, leftOut } = await world.open({ emptyFolders: [['folder', 'empty']] });
    const entries = await entriesIn(file);
    expect(entries.map(({ name, content }) => [name, content()])).toEqual([
      ['folder/a.txt', patternBytes(5)],
      ['folder/b.bin', patternBytes(large)],
      ['folder/none.txt', patternBytes(0)],
      ['folder/empty/', patternBytes(0)],
    ]);
    expect(entries[0]?.lastModified).toBe('2031-3-4');
    expect(leftOut).toEqual([]);
    const moved = world.steps.flatMap((step) => (step.status === 'moving' ? [step] : []));
    expect(moved.at(-1)?.moved).toBe(moved.at(-1)?.total);
    expect(world.sinks.map(({ outcome }) => outcome)).toEqual(['committed']);
  });

  it('asks for several files at once, but for few', async () => {
    const names = Array.from({ length: 40 }, (_, index) => [`${index}.txt`, 3] as const);
    const world = await sealed(Object.fromEntries(names));
    let reading = 0;
    let most = 0;
    world.store.intercept = async (operation) => {
      if (operation !== 'read') return;
      reading += 1;
      most = Math.max(most, reading);
      await new Promise((resolve) => setTimeout(resolve));
      reading -= 1;
    };
    const { file } = await world.open();
    expect(await entriesIn(file)).toHaveLength(40);
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('begins nothing when its first file cannot be opened, and names it', async () => {
    const world = await sealed({ 'a.txt': 5, 'b.txt': 5 });
    spoil(world, 'a.txt');
    await expect(world.open()).rejects.toMatchObject({
      code: 'frame-tampered',
      details: { entry: 'folder/a.txt' },
    });
    expect(world.sinks).toEqual([]);
  });

  it.each([
    ['tampered with at its end', 'frame-tampered'],
    ['deleted', 'store-not-found'],
  ] as const)('fails as a whole when a file in its middle was %s', async (_what, code) => {
    const world = await sealed({ 'a.bin': 200_000, 'b.bin': large, 'c.bin': 200_000 });
    if (code === 'frame-tampered') spoil(world, 'b.bin');
    else world.store.objects.delete(`${owner}/b.bin`);
    await expect(world.open()).rejects.toMatchObject({ code, details: { entry: 'folder/b.bin' } });
    expect(world.sinks.map(({ outcome }) => outcome)).toEqual(['discarded']);
    expect(world.sinks[0]?.written).toBeGreaterThan(0);
  });

  it('leaves out what cannot be opened where that is wanted, and lists it in the archive', async () => {
    const world = await sealed({ 'a.txt': 5, 'gone.txt': 5, 'late.bin': large, 'small.txt': 30, 'z.txt': 7 });
    world.store.objects.delete(`${owner}/gone.txt`);
    spoil(world, 'late.bin');
    spoil(world, 'small.txt');
    // What fails after its first bytes flowed cannot be left out before it is known.
    await expect(world.open({ leaving: { known: [], note } })).rejects.toMatchObject({
      code: 'frame-tampered',
      details: { entry: 'folder/late.bin' },
    });
    const known = [{ path: ['folder', 'late.bin'], code: 'frame-tampered' as const }];
    const { file, leftOut } = await world.open({ leaving: { known, note } });
    const entries = await entriesIn(file);
    expect(entries.map(({ name }) => name)).toEqual(['folder/a.txt', 'folder/z.txt', 'Not in here.txt']);
    expect(new TextDecoder().decode(entries[2]?.content()).split('\r\n')).toEqual([
      'These are missing:',
      '',
      'folder/late.bin: frame-tampered',
      'folder/gone.txt: store-not-found',
      'folder/small.txt: frame-tampered',
      '',
    ]);
    expect(leftOut.map(({ code }) => code)).toEqual(['frame-tampered', 'store-not-found', 'frame-tampered']);
  });

  it('fails, whatever may be left out, when no file is to blame', async () => {
    const world = await sealed({ 'a.txt': 5, 'b.txt': 5 });
    world.store.intercept = () => {
      throw new AppError('session-expired', 'over');
    };
    await expect(world.open({ leaving: { known: [], note } })).rejects.toMatchObject({
      code: 'session-expired',
      details: {},
    });
  });

  it('gives the note another name where a file has its own', async () => {
    const world = await sealed({ 'a.txt': 5, 'b.txt': 5 });
    spoil(world, 'b.txt');
    const files = world.files.map((file, index) =>
      index === 0 ? { ...file, path: ['not in here.TXT'] } : file,
    );
    const { file } = await world.open({ files, leaving: { known: [], note } });
    expect((await entriesIn(file)).map(({ name }) => name)).toEqual([
      'not in here.TXT',
      'Not in here (2).txt',
    ]);
  });

  it('leaves nothing when cancelled', async () => {
    const world = await sealed({ 'a.bin': 200_000, 'b.bin': large });
    const cancel = new AbortController();
    world.store.intercept = (operation, asked) => {
      if (operation === 'read' && 'key' in asked && asked.key === `${owner}/b.bin` && 'first' in asked)
        if (Number(asked.first) > 0) cancel.abort();
    };
    await expect(world.open({ signal: cancel.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(world.sinks.map(({ outcome }) => outcome)).toEqual(['discarded']);
  });
});
