import { expect, test, vi } from 'vitest';
import { complaintKinds, createLedger, type End } from './ledger.ts';
import { hasPassed, tableOf } from './report.ts';

const facts = {
  seed: 7,
  seconds: 90,
  wanted: 2,
  happened: ['reload'],
  faults: { '503 SlowDown': 2 },
} as const;

function ledgerOf(...ends: (End | null)[]) {
  const ledger = createLedger();
  for (const end of ends) ledger.begin('seal', 'a.bin').end = end;
  return ledger;
}

test('a campaign passes when all it wanted came to an end', () => {
  const ledger = ledgerOf(
    { kind: 'finished' },
    { kind: 'cancelled' },
    { kind: 'failed', code: 'kms-denied' },
  );
  expect(hasPassed(ledger, facts)).toBe(true);
  const table = tableOf(ledger, facts);
  expect(table).toMatch(/^started +3$/mu);
  expect(table).toMatch(/^failed with a named reason +1 \(kms-denied 1\)$/mu);
  expect(table).toMatch(/^faults met +2 \(503 SlowDown 2\)$/mu);
});

test.each<[string, (End | null)[]]>([
  ['began too few', [{ kind: 'finished' }]],
  ['left one without an end', [{ kind: 'finished' }, null]],
  ['left one stuck', [{ kind: 'finished' }, { kind: 'stuck' }]],
  ['forgot one', [{ kind: 'finished' }, { kind: 'gone' }]],
  ['failed for no named reason', [{ kind: 'finished' }, { kind: 'failed', code: 'internal' }]],
])('a campaign that %s does not pass', (_name, ends) => {
  expect(hasPassed(ledgerOf(...ends), facts)).toBe(false);
});

test('a nameless failure counts although trying again helped', () => {
  const ledger = ledgerOf({ kind: 'finished' }, { kind: 'finished' });
  ledger.entries()[0]?.retried.push('internal');
  expect(hasPassed(ledger, facts)).toBe(false);
  expect(tableOf(ledger, facts)).toMatch(/^failed without one +1 \(internal 1\)$/mu);
});

test.each(complaintKinds)('one complaint, %s, is enough, and is told', (kind) => {
  vi.spyOn(console, 'log').mockReturnValue();
  const ledger = ledgerOf({ kind: 'finished' }, { kind: 'finished' });
  ledger.complain(kind, 'something of a.bin');
  expect(hasPassed(ledger, facts)).toBe(false);
  expect(tableOf(ledger, facts)).toContain(`${kind}: something of a.bin`);
});
