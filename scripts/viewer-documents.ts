import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { integrityOf } from './subresource-integrity.ts';

const folder = 'viewer';

/**
 * Gives each script that a document names its SHA-384, and puts each stylesheet into the document. The documents have an opaque origin, to which
 * their own files are another origin's: browsers check scripts only where they come with CORS, hence `crossorigin` here and the header in
 * `infra/security-headers.ts`, which lets in scripts and styles by these hashes; WebKit lets in a style from outside by none.
 * @param contents of a file by its URL path
 */
export async function sealDocument(
  html: string,
  contents: (path: string) => Promise<string | Uint8Array>,
): Promise<string> {
  const tag =
    /<script [^>]*?src="(?<script>\/[^"]+)"[^>]*?(?=>)|<link rel="stylesheet" href="(?<style>\/[^"]+)" \/>/gu;
  let sealed = '';
  let end = 0;
  for (const found of html.matchAll(tag)) {
    const { script, style = '' } = found.groups ?? {};
    sealed += html.slice(end, found.index);
    sealed +=
      script === undefined
        ? `<style>${styleText(style, await contents(style))}</style>`
        : `${found[0]} integrity="${integrityOf(await contents(script))}" crossorigin="anonymous"`;
    end = found.index + found[0].length;
  }
  return sealed + html.slice(end);
}

function styleText(path: string, css: string | Uint8Array): string {
  const text = typeof css === 'string' ? css : new TextDecoder().decode(css);
  if (text.includes('<')) throw new Error(`${path} would end its element`);
  return text;
}

/** Writes the documents of the viewer's frames in the place of those that are copied from `public/`. */
export function viewerDocuments(): Plugin {
  let publicFolder = '';
  return {
    name: 'viewer-documents',
    apply: 'build',
    enforce: 'post',
    configResolved({ publicDir }) {
      publicFolder = publicDir;
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const contents = async (path: string): Promise<string | Uint8Array> => {
          const built = bundle[path.slice(1)];
          if (built !== undefined) return built.type === 'chunk' ? built.code : built.source;
          return readFile(join(publicFolder, path));
        };
        const names = await readdir(join(publicFolder, folder));
        for (const name of names.filter((one) => one.endsWith('.html'))) {
          const html = await readFile(join(publicFolder, folder, name), 'utf8');
          this.emitFile({
            type: 'asset',
            fileName: `${folder}/${name}`,
            source: await sealDocument(html, contents),
          });
        }
      },
    },
  };
}
