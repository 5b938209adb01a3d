import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from './prepare.mjs';

/** Budgets in KiB after gzip. The page is what loads before sign-in; the worker loads once somebody signs in. */
const budgets = [
  { name: 'page script', pattern: /^index-.*\.js$/u, limit: 180 },
  { name: 'page style', pattern: /^index-.*\.css$/u, limit: 20 },
  { name: 'vault worker', pattern: /^vault\.worker-.*\.js$/u, limit: 150 },
  { name: 'crew worker', pattern: /^crew\.worker-.*\.js$/u, limit: 20 },
  { name: 'service worker', folder: 'stream', pattern: /^worker\.js$/u, limit: 10 },
];

let over = false;
for (const { name, pattern, limit, folder = 'assets' } of budgets) {
  const assets = join(root, 'dist', folder);
  const files = readdirSync(assets).filter((file) => pattern.test(file));
  if (files.length === 0) throw new Error(`no ${name} in dist/${folder}: run the build first`);
  const size = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(assets, file))).length, 0) / 1024;
  over ||= size > limit;
  console.log(`${name}: ${size.toFixed(1)} KiB gzip, limit ${limit}`);
}
if (over) process.exit(1);
