import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readResults, valueOf } from './result.ts';
import { tableOf, writeTable } from './write-table.ts';

const repository = join(import.meta.dirname, '..');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealdrop-table-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('writeTable()', () => {
  it('replaces the table and nothing else, and the same again changes nothing', async () => {
    const file = join(folder, 'speed.md');
    writeFileSync(
      file,
      '# Speed\n\n<!-- figures: written by npm run bench -->\n\nold\n\n<!-- /figures -->\n\nMore.\n',
    );
    await writeTable(file, [valueOf('memory.upload_mib', 'MiB', [3, 1, 2])]);
    const once = readFileSync(file, 'utf8');
    expect(once).toMatch(/^# Speed\n\n/u);
    expect(once).toMatch(/\n\nMore\.\n$/u);
    expect(once).not.toContain('old');
    expect(once).toMatch(/\| 2 MiB +\| < 256 +\| 1 to 3 +\|/u);
    await writeTable(file, [valueOf('memory.upload_mib', 'MiB', [3, 1, 2])]);
    expect(readFileSync(file, 'utf8')).toBe(once);
  });

  it('refuses a file without a place for it', async () => {
    const file = join(folder, 'speed.md');
    writeFileSync(file, '# Speed\n');
    await expect(writeTable(file, [])).rejects.toThrow('no place');
  });
});

/** Without what padding the formatter adds. */
function cells(table: string): string {
  return table.replaceAll(/ +/gu, ' ').replaceAll(/-{3,}/gu, '---');
}

describe('docs/speed.md', () => {
  it('shows what bench/results.json holds', () => {
    expect(existsSync(join(repository, 'docs', 'speed.md'))).toBe(true);
    const table = tableOf(readResults(join(repository, 'bench', 'results.json')));
    expect(cells(readFileSync(join(repository, 'docs', 'speed.md'), 'utf8'))).toContain(cells(table));
  });
});
