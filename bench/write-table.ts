import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { figures } from './figures.ts';
import type { BenchResult } from './result.ts';

const begin = '<!-- figures: written by npm run bench -->';
const end = '<!-- /figures -->';

/** Replaces what stands between the two marks of a Markdown file by a table of the results. @throws Error without the marks */
export async function writeTable(file: string, results: readonly BenchResult[]): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file} has no place for the table: ${begin} ... ${end}`);
  const written = `${text.slice(0, from)}${begin}\n\n${tableOf(results)}\n\n${text.slice(to)}`;
  const config = await resolveConfig(file);
  writeFileSync(file, await format(written, { ...config, parser: 'markdown' }));
}

/** Only figures that were measured stand in it. */
export function tableOf(results: readonly BenchResult[]): string {
  const rows = figures.flatMap(({ name, says, aim }) => {
    const result = results.find((candidate) => candidate.name === name);
    if (result === undefined) return [];
    const { samples } = result;
    const range = samples.length > 1 ? `${Math.min(...samples)} to ${Math.max(...samples)}` : '';
    return [`| ${says} | ${shown(result)} | ${aim} | ${range} |`];
  });
  return ['| what | figure | aim | samples |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function shown(result: BenchResult): string {
  return 'ratio' in result ? String(result.ratio) : `${result.value} ${result.unit}`;
}
