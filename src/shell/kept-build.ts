/** What the shell's worker keeps of one build, as the build itself states it. */
export interface KeptBuild {
  /** changes with every byte of any file */
  readonly id: string;
  /** URL path of each file -> its `sha384-…`; `/` is the page, whose hash is that of `hashedPage` */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * The page as it is hashed: without the hash that it states for the worker of the shell, since that worker holds the hash of the page.
 * @param html of the built page
 */
export function hashedPage(html: string): string {
  return html.replace(/"\/shell\.js":"[^"]*"/u, '"/shell.js":""');
}

/** Of the caches that hold one build each. */
const cachePrefix = 'sealdrop-shell-';

export function cacheNameOf({ id }: KeptBuild): string {
  return `${cachePrefix}${id}`;
}

/** Caches of other builds. Those that are not the shell's are nobody's business here. */
export function othersOf(build: KeptBuild, names: readonly string[]): string[] {
  return names.filter((name) => name.startsWith(cachePrefix) && name !== cacheNameOf(build));
}

/** The addresses that the page is served under. */
const pagePaths: ReadonlySet<string> = new Set(['/', '/index.html', '/callback']);

/**
 * What is done with a request: `page` and `config` come from the network, and from what was kept where that does not answer; a `file` of this
 * build is the same bytes wherever it comes from, so it comes from the cache first. All else, AWS and downloads among it, is left alone.
 */
export type Answer = 'page' | 'config' | 'file' | 'leave';

export function answerFor(
  request: Pick<Request, 'url' | 'method' | 'mode'>,
  build: KeptBuild,
  origin: string,
): Answer {
  const url = new URL(request.url);
  if (url.origin !== origin || request.method !== 'GET') return 'leave';
  if (request.mode === 'navigate') return pagePaths.has(url.pathname) ? 'page' : 'leave';
  if (url.search !== '') return 'leave';
  if (url.pathname === '/config.json') return 'config';
  return url.pathname !== '/' && Object.hasOwn(build.files, url.pathname) ? 'file' : 'leave';
}
