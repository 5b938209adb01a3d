import { describe, expect, it } from 'vitest';
import { utf8Encode } from '../../../bytes/text.ts';
import { createDirectoryFileSink } from './directory-file-sink.ts';
import { enterFolder } from './directory.ts';
import { createFakeDirectory } from './fake-directory.ts';
import { findTaken } from './find-taken.ts';

const never = new AbortController().signal;

describe('createDirectoryFileSink()', () => {
  it('makes the folders of the path, and fills the file at the end', async () => {
    const top = createFakeDirectory();
    const sink = await createDirectoryFileSink(top, { path: ['a', 'b', 'c.txt'], onTaken: 'keep-both' });
    const folder = top.folders.get('a')?.folders.get('b');
    await sink.write(utf8Encode('con'));
    await sink.write(utf8Encode('tent'));
    expect(folder?.files.get('c.txt')).toBe('');
    await sink.commit();
    expect(folder?.files.get('c.txt')).toBe('content');
  });

  it('removes a new file that failed, and leaves what one had that was to be replaced', async () => {
    const top = createFakeDirectory();
    top.files.set('old.txt', 'precious');
    top.files.set('empty.txt', '');
    for (const name of ['new.txt', 'old.txt', 'empty.txt']) {
      const sink = await createDirectoryFileSink(top, { path: [name], onTaken: 'replace' });
      await sink.write(utf8Encode('half'));
      await sink.discard();
    }
    expect([...top.files]).toEqual([
      ['old.txt', 'precious'],
      ['empty.txt', ''],
    ]);
  });

  it('replaces where that was asked for, and numbers otherwise, past folders too', async () => {
    const top = createFakeDirectory();
    top.files.set('a.txt', 'precious');
    await top.getDirectoryHandle('a (2).txt', { create: true });
    const both = await Promise.all(
      ['one', 'two'].map(async (text) => {
        const sink = await createDirectoryFileSink(top, { path: ['a.txt'], onTaken: 'keep-both' });
        await sink.write(utf8Encode(text));
        return sink;
      }),
    );
    await Promise.all(both.map((sink) => sink.commit()));
    const replacing = await createDirectoryFileSink(top, { path: ['a.txt'], onTaken: 'replace' });
    await replacing.write(utf8Encode('new'));
    await replacing.commit();
    expect(Object.fromEntries(top.files)).toEqual({
      'a.txt': 'new',
      'a (3).txt': 'one',
      'a (4).txt': 'two',
    });
  });

  it.each([
    ['NotAllowedError', 'permission-lost'],
    ['QuotaExceededError', 'disk-full'],
    ['InvalidStateError', 'storage-unavailable'],
  ])('names %s as %s and leaves nothing', async (fault, code) => {
    const top = createFakeDirectory();
    const sink = await createDirectoryFileSink(top, { path: ['a.txt'], onTaken: 'keep-both' });
    top.fault = fault;
    await expect(sink.write(utf8Encode('x'))).rejects.toMatchObject({ code });
    await sink.discard();
    await expect(
      createDirectoryFileSink(top, { path: ['b.txt'], onTaken: 'keep-both' }),
    ).rejects.toMatchObject({ code });
    expect(top.files.size).toBe(0);
  });

  it.each([[['..', 'a']], [['a/b', 'c']], [['', 'c']], [['CON', 'c']]])(
    'does not even ask the file system for %j',
    async (path) => {
      const top = createFakeDirectory();
      await expect(createDirectoryFileSink(top, { path, onTaken: 'replace' })).rejects.toMatchObject({
        code: 'internal',
      });
      await expect(
        createDirectoryFileSink(top, { path: path.toReversed(), onTaken: 'replace' }),
      ).rejects.toMatchObject({ code: 'internal' });
      await expect(enterFolder(top, path)).rejects.toMatchObject({ code: 'internal' });
      expect(top.folders.size + top.files.size).toBe(0);
    },
  );
});

describe('findTaken()', () => {
  it('finds what lies there, whatever its case, and reads no other folder', async () => {
    const top = createFakeDirectory();
    await enterFolder(top, ['A', 'b']);
    const other = await top.getDirectoryHandle('other', { create: true });
    other.entries = () => {
      throw new Error('not to be read');
    };
    top.folders.get('A')?.files.set('X.TXT', '');
    top.files.set('c.txt', '');
    const paths = [['a', 'x.txt'], ['c.txt'], ['d.txt'], ['a', 'b', 'e.txt'], ['a', 'b'], ['none', 'x']];
    expect(await findTaken(top, paths, never)).toEqual(new Set([0, 1, 4]));
  });
});
