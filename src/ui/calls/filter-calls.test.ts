import { describe, expect, it } from 'vitest';
import { someCall } from '../../trace/call-fixture.ts';
import type { CallRecord } from '../../trace/call-record.ts';
import { filterCalls, noFilter, type CallFilter } from './filter-calls.ts';

const base = someCall({ requestId: 'AB12', parameters: { key: 'me/Report.pdf' } });
const calls: readonly CallRecord[] = [
  base,
  {
    ...base,
    id: '2',
    service: 'kms',
    operation: 'Decrypt',
    parameters: { keyId: 'alias/x' },
    transfer: 'r2',
  },
  { ...base, id: '3', outcome: 'refused', errorCode: 'SlowDown' },
  { ...base, id: '4', outcome: 'unanswered', transfer: null },
];

describe('filterCalls()', () => {
  it.each<[Partial<CallFilter>, string]>([
    [{}, '1234'],
    [{ service: 'kms' }, '2'],
    [{ outcome: 'refused' }, '3'],
    [{ outcome: 'failed' }, '34'],
    [{ transfer: 'r1' }, '13'],
    [{ transfer: 'none' }, '4'],
    [{ search: 'REPORT' }, '134'],
    [{ search: 'alias/x' }, '2'],
    [{ search: ' slowdown ' }, '3'],
    [{ search: 'ab12', service: 's3', outcome: 'succeeded' }, '1'],
    [{ search: 'nothing' }, ''],
  ])('%j', (filter, expected) => {
    const found = filterCalls(calls, { ...noFilter, ...filter });
    expect(found.map(({ id }) => id).join('')).toBe(expected);
  });
});
