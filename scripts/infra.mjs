import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { buildApp, installDependencies, installInfra, requireNode, root } from './prepare.mjs';

/**
 * `npm run synth | bootstrap | deploy | destroy`: the AWS stack by the CDK's own command, with what it needs installed and the app built. Further
 * arguments go to the CDK, such as `-- --profile mine`.
 */
const [command, ...rest] = process.argv.slice(2);
requireNode();
installDependencies();
installInfra();
buildApp();

const infra = join(root, 'infra');
const args = {
  synth: ['--quiet'],
  bootstrap: [],
  // A changed policy is shown and asked about before anything is changed.
  deploy: ['--require-approval', 'broadening'],
  destroy: [],
}[command];
if (args === undefined) {
  console.error(`infra: expected synth, bootstrap, deploy or destroy, not '${command}'.`);
  process.exit(1);
}
const done = spawnSync(
  'npx',
  ['cdk', command, '--app', 'npx tsx stack/app.ts', '--no-notices', ...args, ...rest],
  { cwd: infra, stdio: 'inherit', shell: process.platform === 'win32' },
);
if (done.status === 0 && command === 'synth')
  console.log('The template is in infra/cdk.out; cdk-nag found nothing unexplained.');
process.exit(done.status ?? 1);
