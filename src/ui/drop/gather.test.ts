import { describe, expect, it } from 'vitest';
import { chosenFiles, gather, inPortions, type Found } from './gather.ts';

/** A folder of the device: names with texts, folders, or null for what cannot be read. */
interface Tree {
  readonly [name: string]: string | Tree | null;
}

const denied = () => new DOMException('no', 'NotReadableError');

function entryOf(name: string, node: Tree | string | null): object {
  if (node === null || typeof node === 'string') {
    return {
      name,
      isFile: true,
      isDirectory: false,
      file: (done: (file: File) => void, failed: (reason: unknown) => void) =>
        node === null ? failed(denied()) : done(new File([node], name)),
    };
  }
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = Object.entries(node).map(([child, inner]) => entryOf(child, inner));
      return {
        readEntries: (done: (batch: object[]) => void, failed: (reason: unknown) => void) =>
          name === 'locked' ? failed(denied()) : done(left.splice(0, 100)),
      };
    },
  };
}

function handleOf(name: string, node: Tree | string | null): object {
  if (node === null || typeof node === 'string') {
    return {
      kind: 'file',
      name,
      getFile: async () => {
        if (node === null) throw denied();
        return new File([node], name);
      },
    };
  }
  return {
    kind: 'directory',
    name,
    async *values() {
      if (name === 'locked') throw denied();
      for (const [child, inner] of Object.entries(node)) yield handleOf(child, inner);
    },
  };
}

function dropped(tree: Tree, withHandles: boolean): DataTransferItem[] {
  return Object.entries(tree).map(([name, node]): DataTransferItem => {
    const item = {
      kind: 'file',
      webkitGetAsEntry: () => entryOf(name, node),
      getAsFile: () => (typeof node === 'string' ? new File([node], name) : null),
      ...(withHandles ? { getAsFileSystemHandle: async () => handleOf(name, node) } : {}),
    };
    return Object.assign(Object.create(null), item);
  });
}

async function told(found: AsyncIterable<Found>): Promise<string[]> {
  const lines: string[] = [];
  for await (const one of found) {
    if (one.kind === 'file') lines.push(`${one.chosen.folder}${one.chosen.file.name}`);
    else lines.push(`${one.kind} ${one.kind === 'unreadable' ? one.path : one.folder}`);
  }
  return lines;
}

const many = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`page ${index}`, 'x']));

describe.each([
  ['by handles', true],
  ['by entries', false],
])('gather(), %s', (_, withHandles) => {
  it('finds files beside folders and in their depths, where they lie', async () => {
    const tree = { 'a.txt': 'a', photos: { 'b.jpg': 'b', 2031: { 'c.jpg': 'c' } } };
    const found = await told(gather(dropped(tree, withHandles)));
    expect(found.toSorted()).toEqual(['a.txt', 'photos/2031/c.jpg', 'photos/b.jpg']);
  });

  it('finds all of a folder of more than a hundred', async () => {
    expect(await told(gather(dropped({ book: many }, withHandles)))).toHaveLength(250);
  });

  it('tells of empty folders, and of what cannot be read, and goes on', async () => {
    const tree = { box: { empty: {}, locked: { 'in.txt': 'x' }, 'gone.txt': null, 'last.txt': 'x' } };
    expect(await told(gather(dropped(tree, withHandles)))).toEqual([
      'empty-folder box/empty/',
      'unreadable box/locked/',
      'unreadable box/gone.txt',
      'box/last.txt',
    ]);
  });

  it('gives files the handles that the browser has', async () => {
    for await (const one of gather(dropped({ 'a.txt': 'a', box: { 'b.txt': 'b' } }, withHandles))) {
      expect(one.kind === 'file' && one.chosen.handle !== null).toBe(withHandles);
    }
  });
});

describe('chosenFiles()', () => {
  it('keeps the folders of a chosen folder', () => {
    const file = new File(['x'], 'b.jpg');
    Object.defineProperty(file, 'webkitRelativePath', { value: 'photos/2031/b.jpg' });
    const plain = new File(['x'], 'a.txt');
    Object.defineProperty(plain, 'webkitRelativePath', { value: '' });
    expect(chosenFiles([file, plain]).map((one) => (one.kind === 'file' ? one.chosen.folder : null))).toEqual(
      ['photos/2031/', ''],
    );
  });
});

describe('inPortions()', () => {
  it('hands on a few at a time, and the rest', async () => {
    const sizes: number[] = [];
    for await (const portion of inPortions(gather(dropped({ book: many }, true)), 100))
      sizes.push(portion.length);
    expect(sizes).toEqual([100, 100, 50]);
  });
});
