import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** The contents of a built file by its URL path, such as `/assets/index-abc.js`. */
type Contents = (path: string) => string | Uint8Array;

/**
 * Gives each script and stylesheet that a page names its SHA-384, and every module that is loaded later one in an import map, which
 * browsers hold against each import (HTML Standard, "import map": `integrity`). A page that has them already gets them anew.
 * @param modules URL paths of the modules that the page may import
 */
export function sealPage(html: string, modules: readonly string[], contents: Contents): string {
  const hashes = Object.fromEntries(modules.toSorted().map((path) => [path, integrityOf(contents(path))]));
  const map = `<script type="importmap">${JSON.stringify({ integrity: hashes })}</script>`;
  const bare = html.replace(/<script type="importmap">[^<]*<\/script>\s*/u, '');
  const sealed = bare.replace(
    /<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]*? (?:src|href)="(\/[^"]+)"[^>]*>/gu,
    (tag, path: string) =>
      tag.replace(/ integrity="[^"]*"/u, '').replace(/>$/u, ` integrity="${integrityOf(contents(path))}">`),
  );
  const first = sealed.indexOf('<script');
  if (first === -1) throw new Error('the page has no script');
  return `${sealed.slice(0, first)}${map}\n    ${sealed.slice(first)}`;
}

/** The modules a sealed page's import map names. */
export function sealedModules(html: string): string[] {
  return Array.from(html.matchAll(/"(\/[^"]+)":"sha384-/gu), ([, path = '']) => path);
}

/** As `integrity` attributes and import maps have it. */
export function integrityOf(content: string | Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

/**
 * Seals `index.html` once all else of the build is final. Workers are not covered: browsers have no integrity for them.
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
          const file = bundle[path.slice(1)];
          if (file === undefined) throw new Error(`${path} is not in the build`);
          return file.type === 'chunk' ? file.code : file.source;
        };
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const modules = chunks.map(({ fileName }) => `/${fileName}`);
        const html = typeof page.source === 'string' ? page.source : new TextDecoder().decode(page.source);
        page.source = sealPage(html, modules, contents);
      },
    },
  };
}
