import * as v from 'valibot';

/** What is read of the page. */
export interface PageText {
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

declare const document: PageText;

const importMap = v.object({ integrity: v.record(v.string(), v.string()) });

/**
 * The hash that a built page states for a script. Its import map names workers too, though no browser holds them against it; the page's
 * Content-Security-Policy allows no other map than the build's.
 * @param path URL path of the script
 * @returns null where the page has no map, as in development; what no script's hash is where the map does not name the script
 */
export function statedIntegrity(path: string, page: PageText = document): string | null {
  const map = page.querySelector('script[type=importmap]');
  if (map === null) return null;
  return v.parse(importMap, JSON.parse(map.textContent ?? '')).integrity[path] ?? 'not stated';
}
