import type { Entry, Ledger } from './ledger.ts';
import type { Happening } from './plan.ts';

/** Codes that name no reason, or one that only a mistake of the program can have. */
const unnamed = new Set(['no code', 'internal', 'nonce-reuse-refused']);

/** Prints the table a campaign ends in. @returns whether it passed */
export function report(
  ledger: Ledger,
  happened: readonly Happening['kind'][],
  facts: { readonly seed: number; readonly seconds: number },
): boolean {
  const entries = ledger.entries();
  const ended = (kind: NonNullable<Entry['end']>['kind']): number =>
    entries.filter(({ end }) => end?.kind === kind).length;
  const failed = entries.flatMap(({ end }) => (end?.kind === 'failed' ? [end.code] : []));
  const bad = failed.filter((code) => unnamed.has(code)).length;
  const lines: readonly (readonly [string, string | number])[] = [
    ['seed', facts.seed],
    ['minutes', (facts.seconds / 60).toFixed(1)],
    ['started', entries.length],
    ['finished', ended('finished')],
    ['failed with a named reason', withCodes(failed.filter((code) => !unnamed.has(code)))],
    ['failed without one', withCodes(failed.filter((code) => unnamed.has(code)))],
    ['cancelled', ended('cancelled')],
    ['went on after the page was gone', sum(entries, ({ resumed }) => resumed)],
    ['begun again after it', sum(entries, ({ begunAgain }) => begunAgain)],
    ['tried again after a failure', withCodes(entries.flatMap(({ retried }) => retried))],
    ['happened', withCodes(happened)],
    ['corrupt', ledger.complaints('corrupt').length],
    ['lost', ledger.complaints('lost').length],
    ['orphaned parts', ledger.complaints('orphaned').length],
  ];
  console.log('');
  for (const [name, value] of lines) console.log(`${name.padEnd(34)} ${value}`);
  for (const kind of ['corrupt', 'lost', 'orphaned'] as const)
    for (const sentence of ledger.complaints(kind)) console.log(`${kind}: ${sentence}`);
  const complaints = (['corrupt', 'lost', 'orphaned'] as const).flatMap((kind) => ledger.complaints(kind));
  const accounted = ended('finished') + ended('cancelled') + ended('discarded') + failed.length;
  return bad === 0 && complaints.length === 0 && accounted === entries.length;
}

function sum(entries: readonly Entry[], of: (entry: Entry) => number): number {
  return entries.reduce((total, entry) => total + of(entry), 0);
}

/** `3 (throttled 2, offline 1)` */
function withCodes(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const each = Array.from(counts, ([code, count]) => `${code} ${count}`).join(', ');
  return codes.length === 0 ? '0' : `${codes.length} (${each})`;
}
