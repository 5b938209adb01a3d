import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

// Of what `npm run check` looks at, that which nobody notices by using the app, and which takes seconds.
it.each(['directions', 'unused'])('npm run %s finds nothing', { timeout: 180_000 }, (script) => {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(`${stdout}${stderr}`).not.toContain('error');
  expect(status).toBe(0);
});
