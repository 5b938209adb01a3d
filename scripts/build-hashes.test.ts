import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../local/server/listen.ts';
import { createSiteServer } from '../local/site/site-server.ts';
import { differences, hashesOf, hashesOfSite, listing, pageDifferences, sha256 } from './build-hashes.mjs';

let folder: string;
let site: string;
let close: () => Promise<void>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sealdrop-hashes-'));
  await mkdir(join(folder, 'assets'));
  await mkdir(join(folder, 'viewer'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
  await writeFile(join(folder, 'assets', 'b.js'), 'b');
  await writeFile(join(folder, 'assets', 'a.js'), 'a');
  const late = { origin: 'http://localhost', config: {}, connectTo: [] };
  const listening = await listenOnLoopback(await createSiteServer({ folder, deployment: () => late }), 0);
  late.origin = site = `http://localhost:${listening.port}`;
  close = () => listening.close();
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

const of = (files: Readonly<Record<string, string>>): Map<string, string> => new Map(Object.entries(files));

describe('two builds', () => {
  it('are listed by path, as sha256sum lists them', async () => {
    const hashes = await hashesOf(folder);
    expect([...hashes.keys()]).toEqual(['assets/a.js', 'assets/b.js', 'index.html']);
    expect(listing(hashes).split('\n')[0]).toBe(
      'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  assets/a.js',
    );
  });

  it.each([
    ['the same', { a: '1' }, { a: '1' }, []],
    ['changed', { a: '1', b: '2' }, { b: '3', a: '1' }, [{ path: 'b', expected: '2', found: '3' }]],
    ['missing', { a: '1', b: '2' }, { a: '1' }, [{ path: 'b', expected: '2', found: null }]],
    ['too many', { a: '1' }, { a: '1', c: '2' }, [{ path: 'c', expected: null, found: '2' }]],
  ])('%s', (_name, expected, found, wanted) => {
    expect(differences(of(expected), of(found))).toEqual(wanted);
  });
});

describe('a site and a build', () => {
  it('are equal when the site serves it', async () => {
    const build = await hashesOf(folder);
    expect(differences(build, await hashesOfSite(site, build))).toEqual([]);
    expect(await pageDifferences(site, build)).toEqual([]);
  });

  it('differ by a byte, a file, or the page at the address people open', async () => {
    const build = new Map(await hashesOf(folder));
    const original = build.get('assets/b.js');
    await writeFile(join(folder, 'assets', 'b.js'), 'B');
    build.set('assets/c.js', sha256('c'));
    build.set('index.html', sha256('another page'));
    const found = await hashesOfSite(`${site}/`, build);
    await writeFile(join(folder, 'assets', 'b.js'), 'b');
    expect(differences(build, found)).toEqual([
      { path: 'assets/b.js', expected: original, found: sha256('B') },
      { path: 'assets/c.js', expected: sha256('c'), found: null },
      { path: 'index.html', expected: sha256('another page'), found: sha256('<!doctype html>') },
    ]);
    expect((await pageDifferences(site, build)).map(({ path }) => path)).toEqual(['/', '/callback']);
  });
});
