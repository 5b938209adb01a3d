import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Plugin } from 'vite';
import { hashedPage, type KeptBuild } from '../src/shell/kept-build.ts';
import { bundleClassic, type ClassicScript } from './classic-script.ts';
import { integrityOf, textOf } from './subresource-integrity.ts';

/** Served by workers of their own, or of no use without a connection. */
const notKept = /^(?:stream|viewer)\/|^(?:shell|direct)\.js$|\.map$/u;

/**
 * What the worker of the shell keeps: the page, its parts and its icons, each with its hash.
 * @param files path within the build -> content, all of the build
 */
export function planKeptBuild(files: ReadonlyMap<string, string | Uint8Array>): KeptBuild {
  if (!files.has('index.html')) throw new Error('the build has no page');
  const kept = Array.from(files)
    .filter(([path]) => !notKept.test(path))
    .map(([path, content]) =>
      path === 'index.html'
        ? (['/', integrityOf(hashedPage(textOf(content)))] as const)
        : ([`/${path}`, integrityOf(content)] as const),
    )
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  const id = createHash('sha256').update(JSON.stringify(kept)).digest('hex').slice(0, 16);
  return { id, files: Object.fromEntries(kept) };
}

/** Builds the worker of the shell last, since the hashes of all other files are in it, and states its own in the page. */
export function shellWorker(script: ClassicScript): Plugin {
  let publicFolder = '';
  return {
    name: 'shell-worker',
    apply: 'build',
    enforce: 'post',
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const built = Object.values(bundle).map(
          (file) => [file.fileName, file.type === 'chunk' ? file.code : file.source] as const,
        );
        const plan = planKeptBuild(new Map([...(await filesBelow(publicFolder)), ...built]));
        const source = await bundleClassic(script, { sealdropBuild: JSON.stringify(plan) });
        this.emitFile({ type: 'asset', fileName: script.url.slice(1), source });
        const page = bundle['index.html'];
        if (page?.type !== 'asset') throw new Error('the build has no page');
        page.source = stateShell(textOf(page.source), integrityOf(source));
      },
    },
  };
}

/** The page, whose import map has a place for it. */
function stateShell(html: string, integrity: string): string {
  const stated = html.replace(/(?<="\/shell\.js":")(?=")/u, integrity);
  if (stated === html) throw new Error('the page has no place for the hash of the shell');
  return stated;
}

/** Vite copies them as they are, past the bundle. */
async function filesBelow(folder: string): Promise<[string, Uint8Array][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, Uint8Array]> => {
        const file = join(entry.parentPath, entry.name);
        return [relative(folder, file).split(sep).join('/'), await readFile(file)];
      }),
  );
}
