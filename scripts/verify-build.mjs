import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, hashesOf, hashesOfSite, listing, pageDifferences, sha256 } from './build-hashes.mjs';
import { installDependencies, requireNode, root, sources } from './prepare.mjs';

/**
 * `npm run verify:build`: builds the sources twice, in folders, homes, time zones, languages and a NODE_ENV of their own, prints the hash of every file, and
 * ends with 1 when the builds differ. `npm run verify:build -- https://files.example.org` also compares what that site serves.
 */
const circumstances = [
  { name: 'a', TZ: 'Pacific/Kiritimati', LANG: 'C', LC_ALL: 'C' },
  {
    name: 'another/folder/deeper',
    TZ: 'America/St_Johns',
    LANG: 'tr_TR.UTF-8',
    LC_ALL: 'tr_TR.UTF-8',
    NODE_ENV: 'development',
  },
];

requireNode();
installDependencies();
const [site, ...more] = process.argv.slice(2);
if (more.length > 0 || (site !== undefined && !/^https?:\/\//u.test(site))) {
  console.error('npm run verify:build -- [https://the.site]');
  process.exit(2);
}
const folder = await mkdtemp(join(tmpdir(), 'sealdrop-verify-'));
try {
  const [first, second] = [await build(circumstances[0]), await build(circumstances[1])];
  process.stdout.write(listing(first));
  console.log(`${sha256(listing(first))}  all of the above, as printed`);
  const unequal = complain('The two builds differ', differences(first, second));
  if (!unequal) console.log('Two builds, the same bytes.');
  process.exitCode = unequal || (site !== undefined && (await deviates(site, first))) ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** @param {typeof circumstances[number] | undefined} circumstance */
async function build({ name, ...env } = circumstances[0]) {
  const place = join(folder, name);
  const home = join(place, 'home');
  await mkdir(home, { recursive: true });
  for (const source of sources) await cp(join(root, source), join(place, source), { recursive: true });
  await symlink(join(root, 'node_modules'), join(place, 'node_modules'), 'junction');
  const done = spawnSync(
    process.execPath,
    [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'error', '--outDir', 'out'],
    {
      cwd: place,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env },
    },
  );
  if (done.status !== 0) throw new Error('the build failed; its message is above');
  return hashesOf(join(place, 'out'));
}

/** @param {string} address @param {import('./build-hashes.mjs').Hashes} expected */
async function deviates(address, expected) {
  const found = await hashesOfSite(address, expected);
  const all = [...differences(expected, found), ...(await pageDifferences(address, expected))];
  const wrong = complain(`${address} is not this build`, all);
  if (!wrong)
    console.log(
      `${address} serves this build. Its config.json, which differs by deployment, was not compared.`,
    );
  return wrong;
}

/** @param {string} title @param {readonly import('./build-hashes.mjs').Difference[]} found */
function complain(title, found) {
  if (found.length === 0) return false;
  console.error(`${title}:`);
  for (const one of found)
    console.error(
      `  ${one.path}: ${one.found === null ? 'missing' : one.expected === null ? 'too many' : 'different'}`,
    );
  return true;
}
