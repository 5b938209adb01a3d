import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A program that Debian's package brings. */
interface Program {
  readonly package: string;
  readonly find: () => string | null;
}

const programs = {
  chromium: {
    package: 'chromium',
    find: () => existing(process.env['SEALDROP_CHROMIUM'] ?? '/usr/bin/chromium'),
  },
  firefox: { package: 'firefox-esr', find: () => existing('/usr/bin/firefox-esr') },
  webDriver: { package: 'webkit2gtk-driver', find: () => existing('/usr/bin/WebKitWebDriver') },
  miniBrowser: { package: 'libwebkit2gtk-4.1-0', find: findMiniBrowser },
  display: { package: 'xvfb', find: () => existing('/usr/bin/Xvfb') },
} satisfies Record<string, Program>;

export type ProgramName = keyof typeof programs;

/**
 * Paths of programs, the missing ones installed by apt where this runs as root on Debian.
 * @throws Error with one sentence that says what to install, where that is impossible
 */
export function findOrInstall<Name extends ProgramName>(names: readonly Name[]): Record<Name, string> {
  const missing = names.map((name) => programs[name]).filter(({ find }) => find() === null);
  if (missing.length > 0) install([...new Set(missing.map((program) => program.package))]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name
  return Object.fromEntries(names.map((name) => [name, pathOf(programs[name])])) as Record<Name, string>;
}

function pathOf(program: Program): string {
  const path = program.find();
  if (path === null)
    throw new Error(`The package ${program.package} does not bring what the tests need of it.`);
  return path;
}

function install(packages: readonly string[]): void {
  const names = packages.join(' ');
  const wish = `Install ${names} (Debian: apt-get install --no-install-recommends ${names})`;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`${wish}, or run this as root on Debian.`);
  }
  console.log(`Installing ${names} ...`);
  const apt = (args: readonly string[]): void => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const done = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${wish}: apt-get ${args[0]} failed: ${done.stderr.trim()}`);
  };
  apt(['update', '-q']);
  apt(['install', '-y', '-q', '--no-install-recommends', 'fonts-dejavu-core', ...packages]);
}

function existing(path: string): string | null {
  return existsSync(path) ? path : null;
}

/** It lies in the folder of its library, whose name holds the machine's architecture. */
function findMiniBrowser(): string | null {
  if (!existsSync('/usr/lib')) return null;
  const folders = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
  const places = folders.map((name) => join('/usr/lib', name, 'webkit2gtk-4.1', 'MiniBrowser'));
  return places.find((path) => existsSync(path)) ?? null;
}
