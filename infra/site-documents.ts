import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HeaderInput } from './security-headers.ts';

/** What the security headers are made from, of a production build. @param folder of the build */
export function readSiteDocuments(folder: string): Pick<HeaderInput, 'pageHtml' | 'viewerHtml'> {
  const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');
  const viewer = readdirSync(join(folder, 'viewer')).filter((name) => name.endsWith('.html'));
  return {
    pageHtml: read('index.html'),
    // In an order of its own: the header is the same wherever the build lies.
    viewerHtml: viewer.toSorted().map((name) => read('viewer', name)),
  };
}
