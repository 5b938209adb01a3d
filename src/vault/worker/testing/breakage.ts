import { expect } from 'vitest';
import { createPreflightProbe } from '../../../aws/cors-probe.ts';
import { createSurroundings } from '../../../aws/surroundings.ts';
import { parseConfig } from '../../../config/config.ts';
import { checkIds, type CheckId } from '../../../doctor/checks.ts';
import type { Surroundings } from '../../../doctor/probe-port.ts';
import { runChecks, type Diagnosis } from '../../../doctor/run-checks.ts';
import type { FixId, ProblemId, Verdict } from '../../../doctor/verdict.ts';

/** The AWS that is looked at, as far as the doctor is told of it. */
interface Deployment {
  readonly appOrigin: string;
  readonly config: object;
}

/** `local/testing/breakable-aws.ts` is one. */
interface Mendable {
  lying(): Promise<readonly unknown[]>;
  paste(fix: FixId, json: string): Promise<void>;
}

interface Changes {
  readonly config?: object;
  readonly idToken?: string | null;
  readonly cors?: Surroundings['cors'];
}

export interface Breakage {
  readonly name: string;
  readonly broken: () => Promise<Changes | void>;
  /** what is not `works` */
  readonly expected: Partial<Record<CheckId, ProblemId | (string & {})>>;
  /** the check that names the cause, and its fixes */
  readonly cause: CheckId;
  readonly fixes: readonly FixId[];
  /** whether the fix's own JSON mends it */
  readonly byFix?: true;
  /** objects and uploads that the broken thing kept the doctor from removing */
  readonly leaves?: number;
  /** writes that were not answered, so that their objects may be there */
  readonly unsure?: number;
}

let looked: Deployment;
let signedIn: string;

/** Tells which AWS the doctor looks at from now on, and the token of who is signed in. */
export function lookAt(deployment: Deployment, idToken: string): void {
  looked = deployment;
  signedIn = idToken;
}

export function diagnose(changes: Changes = {}): Promise<Diagnosis> {
  return runChecks(surroundingsFor(changes), { signal: new AbortController().signal });
}

export function surroundingsFor({ config = {}, idToken = signedIn, cors }: Changes): Surroundings {
  return createSurroundings({
    origin: looked.appOrigin,
    now: Date.now,
    idToken,
    config: async () => parseConfig({ ...looked.config, ...config }),
    cors: cors ?? ((chosen) => createPreflightProbe(chosen, looked.appOrigin)),
  });
}

/** Each verdict in a few words: `works`, the problem, or why it was not checked. */
export function outline({ findings }: Diagnosis): Record<string, string> {
  return Object.fromEntries(findings.map(({ check, verdict }) => [check, inWords(verdict)]));
}

function inWords(verdict: Verdict): string {
  if (verdict.status === 'works') return 'works';
  if (verdict.status === 'fails') return verdict.problem;
  return verdict.why === 'depends' ? `needs ${verdict.facts['check']}` : verdict.why;
}

export const allWork = Object.fromEntries(checkIds.map((check) => [check, 'works']));

export const needs = (on: string, ...checks: CheckId[]) =>
  Object.fromEntries(checks.map((check) => [check, `needs ${on}`]));
export const withoutPut = needs('put', 'checksums', 'get', 'cors-answers', 'delete', 'versioning', 'sse');

/** nothing listens there */
export const nowhere = 'http://localhost:9';

/** Breaks it, and expects that verdict, those fixes and no other change; pastes the fix's own JSON, and expects that all works again. */
export async function expectFound(world: Mendable, breakage: Breakage): Promise<void> {
  const { broken, expected, cause, fixes, byFix, leaves = 0, unsure } = breakage;
  const changes = (await broken()) ?? {};
  const diagnosis = await diagnose(changes);
  expect(outline(diagnosis)).toEqual({ ...allWork, ...expected });
  expect(await world.lying()).toHaveLength(leaves);
  expect(diagnosis.left).toHaveLength(unsure ?? leaves);
  const verdict = diagnosis.findings.find(({ check }) => check === cause)?.verdict;
  const given = verdict?.status === 'fails' ? verdict.fixes : [];
  expect(given.map(({ id }) => id)).toEqual(fixes);
  if (byFix === true) {
    const [fix] = given;
    await world.paste(fix?.id ?? 'cors', fix?.json ?? '');
    expect(outline(await diagnose(changes))).toEqual(allWork);
  }
}
