import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { root } from './prepare.mjs';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = v.parse(
  v.object({
    start_url: v.string(),
    scope: v.string(),
    display: v.string(),
    theme_color: v.string(),
    background_color: v.string(),
    icons: v.array(
      v.object({ src: v.string(), sizes: v.string(), type: v.string(), purpose: v.optional(v.string()) }),
    ),
  }),
  JSON.parse(read('public/manifest.webmanifest')),
);

/** `--paper` of the light and of the dark theme. */
const [, ...papers] =
  /--paper: light-dark\((#\w{6}), (#\w{6})\);/u.exec(read('src/ui/styles/tokens.css')) ?? [];

describe('the manifest', () => {
  it('starts the app in a window of its own, in the colours of the page', () => {
    const { icons: _, ...rest } = manifest;
    expect(rest).toEqual({
      start_url: '/',
      scope: '/',
      display: 'standalone',
      theme_color: papers[0],
      background_color: papers[0],
    });
    const page = read('index.html');
    const themes = Array.from(page.matchAll(/prefers-color-scheme: (\w+)\)" content="(#\w+)"/gu)).map(
      ([, scheme, colour]) => [scheme, colour],
    );
    expect(themes).toEqual([
      ['light', papers[0]],
      ['dark', papers[1]],
    ]);
    expect(page).toContain('<link rel="manifest" href="/manifest.webmanifest" />');
  });

  it('has icons of the sizes it states, one of them to be cut to any shape', () => {
    const pngs = manifest.icons.filter(({ type }) => type === 'image/png');
    expect(pngs.map(({ sizes, purpose }) => [sizes, purpose])).toEqual([
      ['192x192', undefined],
      ['512x512', undefined],
      ['512x512', 'maskable'],
    ]);
    for (const { src, sizes } of [...pngs, { src: '/icons/apple-touch-icon.png', sizes: '180x180' }]) {
      const png = readFileSync(join(root, 'public', src));
      expect(png.toString('latin1', 1, 4), src).toBe('PNG');
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, src).toBe(sizes);
    }
    expect(read('public/favicon.svg')).toContain('<svg');
  });
});
