import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

const stamps = join(root, 'node_modules', '.cache', 'sealdrop');

/** Exits with one sentence when Node is too old. Runs before anything is imported that an old Node could not read. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(
    `Sealdrop needs Node.js 20.19 or newer; this is ${process.versions.node}. Install one from https://nodejs.org.`,
  );
  process.exit(1);
}

/** `npm ci`, unless what the lock file names is installed already. */
export function installDependencies() {
  const wanted = digest([join(root, 'package-lock.json')]);
  if (readStamp('install') === wanted) return;
  console.log('Installing dependencies ...');
  // --include=dev: with NODE_ENV=production npm would leave out what builds and serves the app.
  perform('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  writeStamp('install', wanted);
}

/** What the AWS stack and its tests need, apart from the app's own: nobody who only runs the app waits for it. */
export function installInfra() {
  const folder = join(root, 'infra');
  const wanted = digest([join(folder, 'package-lock.json')]);
  if (readStamp('infra') === wanted && existsSync(join(folder, 'node_modules'))) return;
  console.log('Installing the AWS CDK ...');
  perform('npm', ['ci', '--prefix', 'infra', '--no-audit', '--no-fund', '--loglevel=error']);
  writeStamp('infra', wanted);
}

/** What the production build is made of, beside the installed packages. */
export const sources = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'scripts',
  ...readdirSync(join(root, 'infra'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => `infra/${name}`),
  'tsconfig.json',
  // Those that it names: the bundler reads them all.
  'local/tsconfig.json',
  'infra/stack/tsconfig.json',
  'e2e/preview/tsconfig.json',
  'bench/page/worker/tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** The production build into `dist`, unless it is that of these sources already. */
export function buildApp() {
  const wanted = digest(sources.flatMap((name) => filesOf(join(root, name))));
  if (readStamp('build') === wanted && existsSync(join(root, 'dist', 'index.html'))) return;
  console.log('Building the app ...');
  perform('npx', ['vite', 'build', '--logLevel', 'error']);
  writeStamp('build', wanted);
}

function perform(command, args) {
  const done = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (done.status === 0) return;
  console.error(`'${command} ${args.join(' ')}' failed; its message is above.`);
  process.exit(1);
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .toSorted()
    .flatMap((name) => filesOf(join(path, name)));
}

function digest(files) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of files) hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function readStamp(name) {
  const file = join(stamps, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function writeStamp(name, value) {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), value);
}
