import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

describe('npm run verify:build', () => {
  it('builds the same bytes twice from nothing but the sources it names', { timeout: 180_000 }, () => {
    const script = join(import.meta.dirname, 'verify-build.mjs');
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
    expect(stderr).not.toContain('Build failed');
    expect(stdout).toContain('Two builds, the same bytes.');
    expect(stdout).toMatch(/^[0-9a-f]{64} {2}index\.html$/mu);
    expect(status).toBe(0);
  });
});
