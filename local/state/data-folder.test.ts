import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { DataFolderError } from './data-folder-error.ts';
import { openJsonFile } from './json-file.ts';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'sealdrop-state-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function sentence(promise: Promise<unknown>): Promise<string> {
  const thrown: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof DataFolderError)) throw new Error(`not refused: ${String(thrown)}`);
  expect(thrown.message).not.toContain('\n');
  return thrown.message;
}

describe('the data folder', () => {
  it('is made when it is missing, and opens again after it was released', async () => {
    const folder = await openDataFolder(join(base, 'new', 'data'));
    await folder.release();
    const again = await openDataFolder(join(base, 'new', 'data'));
    expect(again.path('a', 'b')).toBe(join(base, 'new', 'data', 'a', 'b'));
    await again.release();
  });

  it('is refused while a living process holds it', async () => {
    const folder = await openDataFolder(base);
    expect(await sentence(openDataFolder(base))).toContain(
      `process ${process.pid} is using this data folder`,
    );
    await folder.release();
  });

  it.each(['99999999', 'nonsense', '', String(process.pid)])(
    'takes over a lock left behind: %j',
    async (content) => {
      await writeFile(join(base, 'lock'), content);
      const folder = await openDataFolder(base);
      expect(await readFile(join(base, 'lock'), 'utf8')).toBe(`${process.pid}\n`);
      await folder.release();
    },
  );

  it('is refused when it holds something else', async () => {
    await writeFile(join(base, 'thesis.doc'), 'x');
    expect(await sentence(openDataFolder(base))).toContain('is not a Sealdrop data folder');
    expect(await readdir(base)).toEqual(['thesis.doc']);
  });

  it('is refused when it is of another version', async () => {
    await writeFile(join(base, 'version'), 'sealdrop-local 99\n');
    expect(await sentence(openDataFolder(base))).toContain('sealdrop-local 99');
  });

  it('is refused when it is a file', async () => {
    await writeFile(join(base, 'file'), '');
    expect(await sentence(openDataFolder(join(base, 'file')))).toContain('cannot be used (EEXIST)');
  });
});

describe('a JSON file', () => {
  const schema = v.strictObject({ count: v.number() });
  const open = (): ReturnType<typeof openJsonFile<{ count: number }>> =>
    openJsonFile<{ count: number }>(join(base, 'a.json'), schema, () => ({ count: 0 }));

  it('begins with its first value, for nobody else to read', async () => {
    expect((await open()).value).toEqual({ count: 0 });
    expect((await stat(join(base, 'a.json'))).mode & 0o777).toBe(0o600);
  });

  it('keeps the last of many saves at once, and leaves no temporary files', async () => {
    const file = await open();
    await Promise.all(Array.from({ length: 20 }, (_, count) => file.save({ count: count + 1 })));
    expect((await open()).value).toEqual({ count: 20 });
    expect(await readdir(base)).toEqual(['a.json']);
  });

  it('has a value on disk when the save of that value resolves', async () => {
    const file = await open();
    const first = file.save({ count: 1 });
    await first;
    expect(JSON.parse(await readFile(join(base, 'a.json'), 'utf8'))).toEqual({ count: 1 });
  });

  it('can be saved again after a write failed', async () => {
    const file = await open();
    await rm(join(base, 'a.json'));
    await mkdir(join(base, 'a.json', 'in the way'), { recursive: true });
    await expect(file.save({ count: 1 })).rejects.toThrow();
    await rm(join(base, 'a.json'), { recursive: true });
    await file.save({ count: 2 });
    expect((await open()).value).toEqual({ count: 2 });
  });

  it.each([
    ['not JSON', '{"count":'],
    ['another shape', '{"count":"1"}'],
    ['more than the shape', '{"count":1,"more":2}'],
    ['empty', ''],
  ])('is refused by name when it is %s', async (_name, content) => {
    await writeFile(join(base, 'a.json'), content);
    const message = await sentence(open());
    expect(message).toContain(join(base, 'a.json'));
    expect(message).toContain('start again');
    expect(await readFile(join(base, 'a.json'), 'utf8')).toBe(content);
  });
});
