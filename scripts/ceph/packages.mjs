import { spawnSync } from 'node:child_process';

const packages = ['radosgw', 'ceph-mon', 'ceph-osd', 'ceph-common'];

/** Installs Ceph from Debian where it is missing. Throws with one sentence where that is impossible. */
export function installCeph() {
  const missing = packages.filter(
    (name) => spawnSync('dpkg', ['-s', name], { stdio: 'ignore' }).status !== 0,
  );
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new Error(
      `Install ${missing.join(' ')} first (apt-get install --no-install-recommends), or run this as root.`,
    );
  }
  console.log(`Installing ${missing.join(' ')} ...`);
  apt(['update', '-q']);
  apt(['install', '-y', '-q', '--no-install-recommends', ...missing]);
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = spawnSync('apt-get', args, { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`apt-get ${args[0]} failed: ${done.stderr ?? done.error?.message}`);
}
