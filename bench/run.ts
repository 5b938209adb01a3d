import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, root } from '../scripts/prepare.mjs';
import { measureHuge } from './huge.ts';
import { measureList } from './list.ts';
import { measureMemory } from './memory.ts';
import { stages } from './page/transfer-request.ts';
import { measureRates } from './rates.ts';
import { readResults, writeResults, type BenchResult } from './result.ts';
import { measureSeek } from './seek.ts';
import { measureSmallFiles } from './small-files.ts';
import { measureTransferRates } from './transfer-rates.ts';
import { writeTable } from './write-table.ts';

interface Group {
  readonly group: string;
  /** what it measures, in the order of `results.json` */
  readonly names: readonly string[];
  /** runs only when it is asked for by its name */
  readonly onDemand?: true;
  /** @param folder a new one, removed afterwards */
  readonly measure: (folder: string) => Promise<readonly BenchResult[]>;
}

const groups: readonly Group[] = [
  {
    group: 'rates',
    names: ['seal.vs_subtle', 'open.vs_subtle', 'pool.vs_one_worker', 'seal.vs_esdk_browser'],
    measure: measureRates,
  },
  {
    group: 'transfers',
    names: [
      'upload.vs_lib_storage',
      'upload.vs_fetch',
      'download.vs_fetch',
      ...stages.map((stage) => `stage.${stage}_ms`),
    ],
    measure: measureTransferRates,
  },
  { group: 'small-files', names: ['small_files.vs_put_object'], measure: measureSmallFiles },
  {
    group: 'memory',
    names: [
      'memory.upload_mib',
      'memory.download_mib',
      'memory.browser_mib',
      'page.longest_task_ms',
      'move.frame_ms',
      'move.longest_frame_ms',
    ],
    measure: measureMemory,
  },
  {
    group: 'list',
    names: ['list.first_ms', 'list.whole_ms', 'list.frame_ms', 'list.longest_frame_ms'],
    onDemand: true,
    measure: measureList,
  },
  {
    group: 'huge',
    names: ['huge.upload_mib', 'huge.download_mib', 'huge.browser_mib'],
    onDemand: true,
    measure: measureHuge,
  },
  {
    group: 'seek',
    names: ['seek.start_mib', 'seek.jump_mib'],
    onDemand: true,
    measure: measureSeek,
  },
];

/** Measures what the README states, all of it or the groups named, and writes `bench/results.json`; other figures stay. */
async function main(): Promise<void> {
  const wanted = wantedGroups(process.argv.slice(2));
  buildApp();
  const file = join(root, 'bench', 'results.json');
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-bench-'));
  try {
    for (const { names, measure } of wanted) {
      const measured = await measure(folder);
      const kept = readResults(file).filter(({ name }) => !names.includes(name));
      const results = inOrder([...kept, ...measured]);
      writeResults(file, results);
      await writeTable(join(root, 'docs', 'speed.md'), results);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function wantedGroups(asked: readonly string[]): readonly Group[] {
  if (asked.length === 0) return groups.filter(({ onDemand }) => onDemand !== true);
  const wanted = groups.filter(({ group }) => asked.includes(group));
  if (wanted.length === asked.length) return wanted;
  throw new Error(`usage: npm run bench [-- ${groups.map(({ group }) => group).join(' | ')} ...]`);
}

function inOrder(results: readonly BenchResult[]): readonly BenchResult[] {
  const order = groups.flatMap(({ names }) => names);
  return results
    .filter(({ name }) => order.includes(name))
    .toSorted((left, right) => order.indexOf(left.name) - order.indexOf(right.name));
}

await main();
