import type { Diagnosis } from '../../doctor/run-checks.ts';
import type { Finding, Fix, Verdict } from '../../doctor/verdict.ts';
import { visibleName } from '../format/visible-name.ts';
import type { DoctorText } from '../messages/shape.ts';

/** What one verdict comes to, in a sentence. */
export function sentenceOf(text: DoctorText, { check, verdict }: Finding): string {
  const facts = visible(verdict.facts);
  if (verdict.status === 'works') return text.works[check](facts);
  if (verdict.status === 'fails') return text.problems[verdict.problem](facts);
  return text.unchecked[verdict.why](inWords(text, facts));
}

/** What came from outside is written out; the marks that a sentence sets around it stay what they are. */
function visible(facts: Verdict['facts']): Verdict['facts'] {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      typeof value === 'string' ? visibleName(value) : value,
    ]),
  );
}

/** A check that is named by its id, by its name. */
function inWords(text: DoctorText, facts: Verdict['facts']): Verdict['facts'] {
  const names: Readonly<Record<string, string>> = text.checks;
  const { check } = facts;
  return typeof check === 'string' ? { ...facts, check: names[check] ?? check } : facts;
}

/** How many of each. */
export function countsOf(
  findings: readonly Finding[],
): readonly [works: number, fails: number, unchecked: number] {
  const count = (status: Verdict['status']): number =>
    findings.filter(({ verdict }) => verdict.status === status).length;
  return [count('works'), count('fails'), count('unchecked')];
}

/** A report as plain text, for a ticket or a terminal. It holds no token, no key and none of the person's files. */
export function reportText(text: DoctorText, { findings, left }: Diagnosis): string {
  const parts = findings.map((finding) => {
    const { check, verdict } = finding;
    const head = `${text.status[verdict.status].toUpperCase()}  ${text.checks[check]}: ${sentenceOf(text, finding)}`;
    const fixes = verdict.status === 'fails' ? verdict.fixes.map((fix) => fixText(text, fix)) : [];
    return [head, ...fixes].join('\n');
  });
  const rest = left.length === 0 ? [] : [`${text.left}:`, ...left.map((what) => `  ${what}`)];
  return [...parts, ...rest, '', text.summary(...countsOf(findings)), ''].join('\n');
}

/** One fix: the sentence, what to paste and the command, indented. */
export function fixText(text: DoctorText, { id, facts, json, file, command }: Fix): string {
  const blocks = [
    `- ${text.fixes[id](facts)}`,
    ...(json === null ? [] : [...(file === null ? [] : [`${text.savedAs(file)}:`]), json]),
    ...(command === null ? [] : [command]),
  ];
  return blocks.join('\n').replaceAll(/^/gmu, '    ');
}
