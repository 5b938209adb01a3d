import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealedModules, sealPage } from '../scripts/subresource-integrity.ts';

/** Writes the page of a changed site anew, with the hashes of what is there now. */
export async function sealAnew(site: string): Promise<void> {
  const page = join(site, 'index.html');
  const html = await readFile(page, 'utf8');
  await writeFile(
    page,
    sealPage(html, sealedModules(html), (path) => readFileSync(join(site, path))),
  );
}
