import { readFile } from 'node:fs/promises';
import { createPreflightProbe } from '../../src/aws/cors-probe.ts';
import { createSurroundings } from '../../src/aws/surroundings.ts';
import { parseConfig, type AppConfig } from '../../src/config/config.ts';
import { runChecks, type Diagnosis } from '../../src/doctor/run-checks.ts';
import { AppError } from '../../src/errors.ts';
import { doctorText as text } from '../../src/ui/messages/en/doctor.ts';
import { countsOf, fixText, sentenceOf } from '../../src/ui/doctor/report-text.ts';
import { DoctorRefusal, isAddress, readOptions, usage, type DoctorOptions } from './options.ts';
import { whoFor } from './who.ts';

/** `npm run doctor`. @returns the exit code: 0 when everything that applies works */
export async function doctor(args: readonly string[]): Promise<number> {
  try {
    const options = readOptions(args);
    if (options !== null) return await examine(options);
    console.log(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof DoctorRefusal)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function examine(options: DoctorOptions): Promise<number> {
  const origin = options.origin ?? new URL(options.config).origin;
  const read = await readConfig(options);
  const config = read instanceof AppError ? null : read;
  const who = await whoFor(options, config, origin);
  const { account } = who;
  const surroundings = createSurroundings({
    origin,
    now: () => Date.now(),
    idToken: who.idToken,
    config: () => (read instanceof AppError ? Promise.reject(read) : Promise.resolve(read)),
    cors: (chosen) => createPreflightProbe(chosen, origin),
    ...(account === undefined ? {} : { account }),
  });
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const diagnosis = await runChecks(surroundings, { signal: stop.signal });
  console.log(
    options.json ? JSON.stringify(diagnosis, null, 2) : inWords(diagnosis, `${origin}, as ${who.name}`),
  );
  return diagnosis.findings.every(({ verdict }) => verdict.status === 'works' || isBeside(verdict)) ? 0 : 1;
}

function isBeside(verdict: Diagnosis['findings'][number]['verdict']): boolean {
  return verdict.status === 'unchecked' && verdict.why === 'not-applicable';
}

/** The configuration, or what is wrong with it. @throws DoctorRefusal where there is none to check */
async function readConfig({ config }: DoctorOptions): Promise<AppConfig | AppError> {
  let json: string;
  try {
    json = isAddress(config) ? await readAddress(config) : await readFile(config, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DoctorRefusal(`${config} cannot be read (${why}). Is the site running? Another: --config.`);
  }
  try {
    return parseConfig(JSON.parse(json));
  } catch (error) {
    if (error instanceof AppError) return error;
    const details = { field: 'config.json', problem: 'no JSON' };
    return new AppError('config-invalid', 'config.json is no JSON', { details });
  }
}

async function readAddress(address: string): Promise<string> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  return answer.text();
}

function widest(words: readonly string[]): number {
  return Math.max(...words.map(({ length }) => length)) + 2;
}

/** A table of all checks, then every fix in full. */
function inWords({ findings, left }: Diagnosis, what: string): string {
  const statuses = widest(Object.values(text.status));
  const names = widest(Object.values(text.checks));
  const rows = findings.map(
    (finding) =>
      text.status[finding.verdict.status].padEnd(statuses) +
      text.checks[finding.check].padEnd(names) +
      sentenceOf(text, finding),
  );
  const fixes = findings.flatMap(({ check, verdict }) =>
    verdict.status === 'fails'
      ? ['', `${text.checks[check]}. ${text.fix}:`, ...verdict.fixes.map((fix) => fixText(text, fix))]
      : [],
  );
  const rest = left.length === 0 ? [] : ['', `${text.left}:`, ...left.map((one) => `    ${one}`)];
  return [what, '', ...rows, ...fixes, ...rest, '', text.summary(...countsOf(findings))].join('\n');
}
