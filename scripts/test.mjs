import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallChromium } from './chromium.mjs';
import { buildApp, installDependencies, installInfra, requireNode, root } from './prepare.mjs';

/** Installs what is missing, builds, runs every suite, and closes with one line of totals. */
requireNode();
installDependencies();
installInfra();
buildApp();
const chromium = await findOrInstallChromium();

const reports = join(root, 'test-results');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports);

const suites = [
  {
    name: 'unit, codec, local AWS',
    command: ['npx', 'vitest', 'run', '--reporter=default', '--reporter=json'],
    report: join(reports, 'vitest.json'),
    options: (report) => [`--outputFile.json=${report}`],
    count: (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests + json.testResults.filter(suiteBroke).length,
      skipped: json.numPendingTests + json.numTodoTests,
    }),
  },
  {
    name: 'browser',
    command: ['npx', 'playwright', 'test', '-c', 'e2e/playwright.config.ts'],
    report: join(reports, 'playwright.json'),
    options: () => [],
    count: ({ stats, errors }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky + errors.length,
      skipped: stats.skipped,
    }),
  },
];

const totals = { passed: 0, failed: 0, skipped: 0 };
for (const suite of suites) {
  console.log(`\n== ${suite.name}`);
  const [program, ...args] = suite.command;
  const done = spawnSync(program, [...args, ...suite.options(suite.report)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, SEALDROP_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: suite.report },
  });
  const counts = existsSync(suite.report)
    ? suite.count(JSON.parse(readFileSync(suite.report, 'utf8')))
    : { passed: 0, failed: 1, skipped: 0 };
  // A runner that failed for a reason that is no test's (an unhandled rejection, say) must not look green.
  if (done.status !== 0 && counts.failed === 0) counts.failed = 1;
  for (const key of Object.keys(totals)) totals[key] += counts[key];
}

const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`\n${totals.passed} passed, ${totals.failed} failed${skipped}`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);

/** A file that could not even be loaded: failed, with no test of its own that failed. */
function suiteBroke(file) {
  return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}
