import { readFile } from 'node:fs/promises';
import { prepare, runCase, strayDifferences } from './run-suite.ts';
import { suite } from './suite.ts';
import { createTarget } from './target.ts';
import { parseTargetFacts } from './target-facts.ts';

/**
 * `node --import tsx local/conformance/run.ts <server> <facts.json>`: runs the suite against a server that is up already.
 * Facts are a TargetFacts; the exit code is 1 when a case failed.
 */
const [server, factsFile] = process.argv.slice(2);
if (server !== 'ceph' || factsFile === undefined) throw new Error('usage: run.ts ceph <facts.json>');
const target = createTarget(parseTargetFacts(await readFile(factsFile, 'utf8')));
const context = await prepare(target);
const counts = { passed: 0, failed: 0, 'known difference': 0 };
for (const conformanceCase of suite) {
  const outcome = await runCase(context, conformanceCase, server);
  counts[outcome.kind] += 1;
  if (outcome.kind !== 'passed') console.log(`${outcome.kind}: ${conformanceCase.id}: ${outcome.reason}`);
}
for (const id of strayDifferences(server)) {
  counts.failed += 1;
  console.log(`failed: the table of known differences names ${id}, which is no case`);
}
target.close();
console.log(
  `${counts.passed} passed, ${counts.failed} failed, ${counts['known difference']} known differences`,
);
process.exitCode = counts.failed === 0 ? 0 : 1;
