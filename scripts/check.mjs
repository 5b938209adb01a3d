import { spawnSync } from 'node:child_process';
import { installDependencies, installInfra, requireNode, root } from './prepare.mjs';

/** The quick gate: each step is one command; the first that fails ends it. */
const steps = [
  ['format', 'npx prettier --check --log-level warn .'],
  ['lint', 'npx oxlint --type-aware --deny-warnings'],
  ['types', 'npx tsc -b'],
  ['import directions', 'npx depcruise --config .dependency-cruiser.cjs src local infra'],
  ['unused code', 'npx knip'],
  ['unit', 'npx vitest run --reporter=dot'],
  ['build', 'npx vite build --logLevel warn'],
  ['bundle size', 'node scripts/bundle-size.mjs'],
];

requireNode();
installDependencies();
installInfra();
for (const [name, command] of steps) {
  const started = performance.now();
  const done = spawnSync(command, { cwd: root, shell: true, stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${done.status === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`);
  if (done.status !== 0) process.exit(1);
}
