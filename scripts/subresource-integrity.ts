import { createHash } from 'node:crypto';
import type { Plugin, Rollup } from 'vite';

/** The contents of a built file by its URL path, such as `/assets/index-abc.js`; null: not built yet, a place is left for its hash. */
type Contents = (path: string) => string | Uint8Array | null;

/** Started by the page, which verifies them itself (`src/integrity/`): no browser holds a worker's script against a hash. */
const startedScripts = /^(?:assets\/vault\.worker-[\w-]+|stream\/worker|direct)\.js$/u;
const shellScript = '/shell.js';
/** What a worker imports is held against nothing. */
const importsAnother = /\b(?:from|import)\s*\(?\s*["'`]\.{0,2}\//u;
/** The place in the vault's script that takes the hash of the crew's. */
const crewPlace = /\bsealdropCrewIntegrity\b/gu;

/**
 * Gives each script and stylesheet that a page names its SHA-384, and every module that is loaded later one in an import map, which
 * browsers hold against each import (HTML Standard, "import map": `integrity`). A page that has them already gets them anew.
 * @param modules URL paths of the modules that the page may import
 */
export function sealPage(html: string, modules: readonly string[], contents: Contents): string {
  const hashes = Object.fromEntries(
    modules.toSorted().map((path) => {
      const content = contents(path);
      return [path, content === null ? '' : integrityOf(content)];
    }),
  );
  const map = `<script type="importmap">${JSON.stringify({ integrity: hashes })}</script>`;
  const bare = html.replace(/<script type="importmap">[^<]*<\/script>\s*/u, '');
  const sealed = bare.replace(
    /<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]*? (?:src|href)="(\/[^"]+)"[^>]*>/gu,
    (tag, path: string) => withIntegrity(tag, contents(path)),
  );
  const first = sealed.indexOf('<script');
  if (first === -1) throw new Error('the page has no script');
  return `${sealed.slice(0, first)}${map}\n    ${sealed.slice(first)}`;
}

function withIntegrity(tag: string, content: string | Uint8Array | null): string {
  if (content === null) throw new Error(`${tag} is not built yet`);
  return tag.replace(/ integrity="[^"]*"/u, '').replace(/>$/u, ` integrity="${integrityOf(content)}">`);
}

/** The modules a sealed page's import map names. */
export function sealedModules(html: string): string[] {
  return Array.from(html.matchAll(/"(\/[^"]+)":"sha384-/gu), ([, path = '']) => path);
}

/** Writes the hash of the crew's script into the vault's, which starts it. */
function sealCrew(bundle: Rollup.OutputBundle): void {
  const worker = (name: string): Rollup.OutputAsset => {
    const [only, ...more] = Object.values(bundle).filter(({ fileName }) =>
      fileName.startsWith(`assets/${name}.worker-`),
    );
    const isOne = only?.type === 'asset' && more.length === 0 && !importsAnother.test(textOf(only.source));
    if (!isOne) throw new Error(`the ${name} is not one script`);
    return only;
  };
  const vault = worker('vault');
  const before = textOf(vault.source);
  const integrity = JSON.stringify(integrityOf(worker('crew').source));
  vault.source = before.replace(crewPlace, integrity);
  if (vault.source === before) throw new Error('the vault has no place for the hash of its crew');
}

/** Of a built file. */
export function textOf(source: string | Uint8Array): string {
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

/** As `integrity` attributes and import maps have it. */
export function integrityOf(content: string | Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

/**
 * Seals `index.html` once all else of the build is final, but for the worker of the shell, whose script holds the hash of the page: `shell-worker.ts` adds it.
 * Styles must be in one sheet (`cssCodeSplit: false`): a sheet that a module asks for later would have none either.
 */
export function subresourceIntegrity(): Plugin {
  return {
    name: 'subresource-integrity',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const page = bundle['index.html'];
        if (page?.type !== 'asset') return;
        const contents: Contents = (path) => {
          if (path === shellScript) return null;
          const file = bundle[path.slice(1)];
          if (file === undefined) throw new Error(`${path} is not in the build`);
          return file.type === 'chunk' ? file.code : file.source;
        };
        sealCrew(bundle);
        const named = Object.values(bundle).filter(
          ({ type, fileName }) => type === 'chunk' || startedScripts.test(fileName),
        );
        const modules = [...named.map(({ fileName }) => `/${fileName}`), shellScript];
        page.source = sealPage(textOf(page.source), modules, contents);
      },
    },
  };
}
