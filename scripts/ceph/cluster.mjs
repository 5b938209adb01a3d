import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { cephConf } from './configuration.mjs';

const execute = promisify(execFile);

/**
 * Starts a single-node Ceph with its S3 gateway in a fresh temporary folder. `stop` ends the processes that were started
 * here and removes the folder; it is safe to call at any time, also while this still starts.
 * @param {(stop: () => Promise<void>) => void} onStop receives `stop` before the first process is started
 */
export async function startCluster(onStop) {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-ceph-'));
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  let stopping;
  const stop = () => (stopping ??= stopAll(children, folder));
  onStop(stop);
  const ports = await freePorts();
  const fsid = randomUUID();
  for (const name of ['mon', 'osd', 'rgw', 'run', 'log']) await mkdir(join(folder, name));
  const conf = join(folder, 'ceph.conf');
  await writeFile(conf, cephConf({ folder, fsid, ports }));
  const env = { ...process.env, CEPH_CONF: conf };
  const run = (command, ...args) => execute(command, args, { env, cwd: folder, timeout: 60_000 });
  const start = (command, ...args) => {
    if (stopping !== undefined) throw new Error('stopped while starting');
    const log = openSync(join(folder, 'log', `${command}.out`), 'a');
    const child = spawn(command, [...args, '-f'], {
      env,
      cwd: folder,
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    child.on('error', () => undefined);
    children.push(child);
  };

  await run(
    'ceph-authtool',
    '--create-keyring',
    'keyring',
    '--gen-key',
    '-n',
    'mon.',
    '--cap',
    'mon',
    'allow *',
  );
  const addresses = `[v2:127.0.0.1:${ports.mon},v1:127.0.0.1:${ports.monV1}]`;
  await run('monmaptool', '--create', '--addv', 'a', addresses, '--fsid', fsid, 'monmap');
  await run('ceph-mon', '-i', 'a', '--mkfs', '--monmap', 'monmap', '--keyring', 'keyring');
  start('ceph-mon', '-i', 'a');
  const osd = randomUUID();
  await run('ceph', 'osd', 'new', osd);
  await run('ceph-osd', '-i', '0', '--mkfs', '--osd-uuid', osd);
  start('ceph-osd', '-i', '0');
  start('radosgw', '-n', 'client.rgw');
  const endpoint = `http://127.0.0.1:${ports.rgw}`;
  await waitFor(endpoint, children, folder);
  const admin = async (...args) => (await run('radosgw-admin', '-n', 'client.rgw', ...args)).stdout;
  return { endpoint, folder, admin, stop };
}

async function waitFor(endpoint, children, folder) {
  for (let tries = 0; tries < 300; tries += 1) {
    if (children.some((child) => child.exitCode !== null)) break;
    try {
      await fetch(endpoint, { signal: AbortSignal.timeout(1000) });
      return;
    } catch {
      await delay(200);
    }
  }
  const log = await readFile(join(folder, 'log', 'radosgw.out'), 'utf8').catch(() => '');
  throw new Error(`Ceph did not come up. ${log.slice(-2000)}`);
}

/** Ends each process by its id: gently first, the last one started first, then without asking. */
async function stopAll(children, folder) {
  for (const child of children.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(forced);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function freePorts() {
  const numbers = [];
  const held = [];
  for (let count = 0; count < 3; count += 1) {
    const server = createServer();
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    held.push(server);
    numbers.push(server.address().port);
  }
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  const [mon, monV1, rgw] = numbers;
  const osdFirst = 16_800 + Math.floor(Math.random() * 1000) * 20;
  return { mon, monV1, rgw, osdFirst, osdLast: osdFirst + 19 };
}
