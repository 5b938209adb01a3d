import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './prepare.mjs';

/** What the page loads at once: its own script, those it names for preloading, and the messages of one language. */
const atOnce = new Set(
  [
    ...readFileSync(join(root, 'dist', 'index.html'), 'utf8').matchAll(
      /(?:src|href)="\/assets\/([^"]+\.js)"/gu,
    ),
  ].map(([, file]) => file),
);

const assets = join(root, 'dist', 'assets');
const gzipped = (file) => gzipSync(readFileSync(file)).length;
const [largestLanguage] = readdirSync(assets)
  .filter((file) => /^(?:en|de|ja|ar)-[^.]+\.js$/u.test(file))
  .toSorted((left, right) => gzipped(join(assets, right)) - gzipped(join(assets, left)));
if (largestLanguage === undefined) throw new Error('no language in dist/assets: run the build first');
atOnce.add(largestLanguage);

/** Budgets in KiB after gzip. The page is what loads before sign-in; the worker loads once somebody signs in. */
const budgets = [
  { name: 'page script', matches: (file) => atOnce.has(file), limit: 170 },
  { name: 'page style', pattern: /\.css$/u, limit: 20 },
  { name: 'vault worker', pattern: /^vault\.worker-.*\.js$/u, limit: 190 },
  { name: 'crew worker', pattern: /^crew\.worker-.*\.js$/u, limit: 20 },
  { name: 'service worker', folder: 'stream', pattern: /^worker\.js$/u, limit: 10 },
  { name: 'workers of the shell', folder: '.', pattern: /^(?:shell|direct)\.js$/u, limit: 10 },
];

let over = false;
for (const { name, pattern, matches = (file) => pattern.test(file), limit, folder = 'assets' } of budgets) {
  const place = join(root, 'dist', folder);
  const files = readdirSync(place).filter(matches);
  if (files.length === 0) throw new Error(`no ${name} in dist/${folder}: run the build first`);
  const size = files.reduce((sum, file) => sum + gzipped(join(place, file)), 0) / 1024;
  over ||= size > limit;
  console.log(`${name}: ${size.toFixed(1)} KiB gzip, limit ${limit}`);
}
if (over) process.exit(1);
