import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/**
 * @typedef {ReadonlyMap<string, string>} Hashes path within the build, `/` between its parts, to SHA-256 in hex; sorted by path
 * @typedef {{ path: string, expected: string | null, found: string | null }} Difference null: not there
 */

/** @param {string} folder @returns {Promise<Hashes>} */
export async function hashesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashed = files.map(async (file) => {
    const path = relative(folder, file).split(sep).join('/');
    return /** @type {const} */ ([path, sha256(await readFile(file))]);
  });
  const all = await Promise.all(hashed);
  return new Map(all.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

/**
 * As `sha256sum` prints it, so that `sha256sum --check` reads it.
 * @param {Hashes} hashes
 */
export function listing(hashes) {
  return Array.from(hashes, ([path, hash]) => `${hash}  ${path}\n`).join('');
}

/**
 * What one thing has that the other has not, or has otherwise.
 * @param {Hashes} expected @param {Hashes} found @returns {Difference[]}
 */
export function differences(expected, found) {
  const paths = [...new Set([...expected.keys(), ...found.keys()])].toSorted();
  return paths
    .map((path) => ({ path, expected: expected.get(path) ?? null, found: found.get(path) ?? null }))
    .filter((one) => one.expected !== one.found);
}

/**
 * What a site serves of what a build holds. Its `config.json` is no part of the build.
 * @param {string} site origin, or address of the folder the app is in
 * @param {Hashes} build
 * @returns {Promise<Hashes>} without what the site does not have
 */
export async function hashesOfSite(site, build) {
  const base = site.endsWith('/') ? site : `${site}/`;
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const path of build.keys()) {
    const response = await fetch(new URL(path, base), { cache: 'no-store' });
    const body = new Uint8Array(await response.arrayBuffer());
    if (response.ok) found.set(path, sha256(body));
  }
  return found;
}

/**
 * The addresses people open, which serve the page: what they get must be the `index.html` that was compared.
 * @param {string} site @param {Hashes} build @returns {Promise<Difference[]>}
 */
export async function pageDifferences(site, build) {
  const expected = build.get('index.html') ?? null;
  const base = site.endsWith('/') ? site : `${site}/`;
  const pages = ['', 'callback'].map(async (path) => {
    const response = await fetch(new URL(path, base), { cache: 'no-store' });
    const found = sha256(new Uint8Array(await response.arrayBuffer()));
    return { path: `/${path}`, expected, found };
  });
  return (await Promise.all(pages)).filter((one) => one.expected !== one.found);
}

/** @param {string | Uint8Array} content @returns {string} hex */
export function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}
