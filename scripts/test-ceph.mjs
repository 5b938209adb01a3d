import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startCluster } from './ceph/cluster.mjs';
import { installCeph } from './ceph/packages.mjs';
import { createPeople } from './ceph/people.mjs';
import { findOrInstallChromium } from './chromium.mjs';
import { buildApp, installDependencies, requireNode, root } from './prepare.mjs';

/**
 * `npm run test:ceph`: the S3 conformance suite, then the storage part of the browser suite, against a Ceph gateway that lives for this
 * run only.
 */
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
  requireNode();
  installDependencies();
  installCeph();
  buildApp();
  const chromium = await findOrInstallChromium();
  console.log('Starting Ceph ...');
  const cluster = await startCluster((stopCluster) => {
    stop = stopCluster;
  });
  const facts = join(cluster.folder, 'facts.json');
  await writeFile(facts, JSON.stringify(await createPeople(cluster)), { mode: 0o600 });
  console.log(`Ceph's gateway is up on ${cluster.endpoint}`);
  const conformance = await run(process.execPath, [
    '--import',
    'tsx',
    'local/conformance/run.ts',
    'ceph',
    facts,
  ]);
  const browser = await browserSuite(cluster.folder, facts, chromium);
  process.exitCode = conformance === 0 && browser === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await stop();
}

/** Prints `N passed, N failed` as the last line. */
async function browserSuite(folder, facts, chromium) {
  console.log('\nThe app in a browser, with Ceph as its store ...');
  const report = join(folder, 'playwright.json');
  const code = await run('npx', ['playwright', 'test', '-c', 'e2e/ceph/playwright.config.ts'], {
    SEALDROP_CEPH_FACTS: facts,
    SEALDROP_CHROMIUM: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  const { stats, errors } = existsSync(report)
    ? JSON.parse(await readFile(report, 'utf8'))
    : { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [report] };
  const failed = stats.unexpected + stats.flaky + stats.skipped + errors.length;
  console.log(`${stats.expected} passed, ${failed} failed`);
  return code;
}

async function run(command, args, env = {}) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  const [code] = await once(child, 'exit');
  return code ?? 1;
}
