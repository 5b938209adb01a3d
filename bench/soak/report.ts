import type { FaultTally } from '../../local/server/faults.ts';
import { complaintKinds, type Entry, type Ledger } from './ledger.ts';
import type { Happening } from './plan.ts';

/** Codes that name no reason, or one that only a mistake of the program can have. */
const unnamed = new Set(['no code', 'internal', 'nonce-reuse-refused']);
const isNamed = (code: string): boolean => !unnamed.has(code);

export interface CampaignFacts {
  readonly seed: number;
  readonly seconds: number;
  /** transfers that were asked for */
  readonly wanted: number;
  readonly happened: readonly Happening['kind'][];
  readonly faults: FaultTally;
}

/** The table a campaign ends in, and what must never be, one sentence each. */
export function tableOf(ledger: Ledger, facts: CampaignFacts): string {
  const entries = ledger.entries();
  const failures = codesOf(entries);
  const lines: readonly (readonly [string, string | number])[] = [
    ['seed', facts.seed],
    ['minutes', (facts.seconds / 60).toFixed(1)],
    ['faults met', withCodes(facts.faults)],
    ['happened', withCodes(counted(facts.happened))],
    ['tried again after a failure', withCodes(counted(entries.flatMap(({ retried }) => retried)))],
    ['went on after the page was gone', sum(entries, ({ resumed }) => resumed)],
    ['begun again after it', sum(entries, ({ begunAgain }) => begunAgain)],
    ['', ''],
    ['started', entries.length],
    ['finished', ended(entries, 'finished')],
    ['cancelled or discarded', ended(entries, 'cancelled') + ended(entries, 'discarded')],
    ['failed with a named reason', withCodes(counted(failures.filter(isNamed)))],
    ['failed without one', withCodes(counted(namelessOf(entries)))],
    ['corrupt', ledger.complaints('corrupt').length],
    ['lost', ledger.complaints('lost').length],
    ['orphaned parts', ledger.complaints('orphaned').length],
    ['uncaught errors', ledger.complaints('uncaught').length],
  ];
  const sentences = complaintKinds.flatMap((kind) =>
    ledger.complaints(kind).map((sentence) => `${kind}: ${sentence}`),
  );
  return [...lines.map(([name, value]) => `${name.padEnd(34)} ${value}`.trimEnd()), ...sentences].join('\n');
}

/** Whether enough was begun, each came to an end, and nothing was that must never be. */
export function hasPassed(ledger: Ledger, { wanted }: Pick<CampaignFacts, 'wanted'>): boolean {
  const entries = ledger.entries();
  const isAccounted = entries.every(({ end }) => end !== null && end.kind !== 'stuck' && end.kind !== 'gone');
  const isClean = complaintKinds.every((kind) => ledger.complaints(kind).length === 0);
  return entries.length >= wanted && isAccounted && isClean && namelessOf(entries).length === 0;
}

function codesOf(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(({ end }) => (end?.kind === 'failed' ? [end.code] : []));
}

/** Those that were tried again count too: a person has read them. */
function namelessOf(entries: readonly Entry[]): readonly string[] {
  return [...codesOf(entries), ...entries.flatMap(({ retried }) => retried)].filter((code) => !isNamed(code));
}

function ended(entries: readonly Entry[], kind: NonNullable<Entry['end']>['kind']): number {
  return entries.filter(({ end }) => end?.kind === kind).length;
}

function sum(entries: readonly Entry[], of: (entry: Entry) => number): number {
  return entries.reduce((total, entry) => total + of(entry), 0);
}

function counted(codes: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** `3 (throttled 2, offline 1)` */
function withCodes(counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).toSorted(([, left], [, right]) => right - left);
  const total = each.reduce((all, [, count]) => all + count, 0);
  return total === 0 ? '0' : `${total} (${each.map(([code, count]) => `${code} ${count}`).join(', ')})`;
}
