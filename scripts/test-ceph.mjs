import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCluster } from './ceph/cluster.mjs';
import { installCeph } from './ceph/packages.mjs';
import { createPeople } from './ceph/people.mjs';

/** `npm run test:ceph`: the S3 conformance suite against a Ceph gateway that lives for this run only. */
let stop = async () => undefined;
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.once(signal, () => {
    void stop().finally(() => process.exit(code));
  });
}

try {
  installCeph();
  console.log('Starting Ceph ...');
  const cluster = await startCluster((stopCluster) => {
    stop = stopCluster;
  });
  const facts = join(cluster.folder, 'facts.json');
  await writeFile(facts, JSON.stringify(await createPeople(cluster)), { mode: 0o600 });
  console.log(`Ceph's gateway is up on ${cluster.endpoint}`);
  const args = ['--import', 'tsx', 'local/conformance/run.ts', 'ceph', facts];
  const run = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '..'), stdio: 'inherit' });
  const [code] = await once(run, 'exit');
  process.exitCode = code ?? 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await stop();
}
