import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const debianChromium = '/usr/bin/chromium';

/**
 * Path of a Chromium for the browser tests, installing one where none is found: Debian's by apt (as root), otherwise
 * Playwright's own download.
 */
export async function findOrInstallChromium() {
  const named = process.env['SEALDROP_CHROMIUM'];
  if (named) {
    if (!existsSync(named)) throw new Error(`SEALDROP_CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  if (existsSync(debianChromium)) return debianChromium;
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log('Installing Chromium from the Debian packages ...');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']);
    if (existsSync(debianChromium)) return debianChromium;
  }
  console.log("Installing Playwright's Chromium ...");
  run('npx', ['playwright', 'install', 'chromium']);
  return chromium.executablePath();
}

function run(command, args) {
  const done = spawnSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (done.status !== 0)
    throw new Error(`Chromium could not be installed: '${command} ${args.join(' ')}' failed.`);
}
