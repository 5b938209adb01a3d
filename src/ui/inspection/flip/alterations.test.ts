import { describe, expect, it } from 'vitest';
import type { FieldPlace } from '../../../inspect/anatomy.ts';
import { someInspection } from '../../../inspect/inspection-fixture.ts';
import { planAlteration, possibleAlterations, type Alteration } from './alterations.ts';

const field = (name: FieldPlace['field'], offset: number, length: number): FieldPlace => ({
  field: name,
  offset,
  length,
  index: 0,
  value: null,
});

const inspection = someInspection({
  anatomy: {
    bytes: new Uint8Array(500),
    fields: [
      field('version', 0, 1),
      field('context-value', 50, 2),
      field('context-value', 60, 10),
      field('wrapped-key', 100, 184),
    ],
  },
});

const alteration = (changes: Partial<Alteration>): Alteration => ({
  kind: 'header-byte',
  offset: 0,
  place: 1,
  other: 2,
  bytes: 1,
  ...changes,
});

const editsOf = (changes: Partial<Alteration>) =>
  planAlteration(alteration(changes), inspection)?.edits ?? null;

const whatOf = (changes: Partial<Alteration>, size: number) =>
  planAlteration(alteration(changes), { ...inspection, size })?.what;

describe('planAlteration()', () => {
  it('flips one bit of the byte, the key, the context, the ciphertext or the tag that was chosen', () => {
    expect(editsOf({ offset: 499 })).toEqual([{ kind: 'flip', offset: 499, mask: 1 }]);
    expect(editsOf({ kind: 'wrapped-key' })).toEqual([{ kind: 'flip', offset: 192, mask: 1 }]);
    expect(editsOf({ kind: 'context' })).toEqual([{ kind: 'flip', offset: 65, mask: 1 }]);
    expect(editsOf({ kind: 'ciphertext', place: 2 })).toEqual([{ kind: 'flip', offset: 1548, mask: 1 }]);
    expect(editsOf({ kind: 'tag', place: 3 })).toEqual([{ kind: 'flip', offset: 2595, mask: 1 }]);
  });

  it('swaps regular frames only, and cuts the end off', () => {
    expect(editsOf({ kind: 'swap', place: 1, other: 2 })).toEqual([
      { kind: 'swap-frames', first: 1, second: 2 },
    ]);
    expect(editsOf({ kind: 'cut', bytes: 11 })).toEqual([{ kind: 'cut', length: 2600 }]);
  });

  it('plans nothing that the message does not have', () => {
    const impossible: Partial<Alteration>[] = [
      { offset: 500 },
      { offset: -1 },
      { kind: 'ciphertext', place: 4 },
      { kind: 'tag', place: 0 },
      { kind: 'swap', place: 2, other: 3 },
      { kind: 'swap', place: 2, other: 2 },
      { kind: 'cut', bytes: 2611 },
      { kind: 'cut', bytes: 0 },
    ];
    for (const changes of impossible) expect(editsOf(changes), JSON.stringify(changes)).toBeNull();
  });

  it('verifies a small copy whole, and of a large one the frames the change can show in', () => {
    expect(whatOf({ kind: 'tag', place: 2 }, 2611)).toEqual({ kind: 'all' });
    expect(whatOf({ kind: 'tag', place: 2 }, 1e9)).toEqual({ kind: 'one', place: 2 });
    expect(whatOf({ kind: 'swap', place: 2, other: 1 }, 1e9)).toEqual({ kind: 'one', place: 2 });
    expect(whatOf({ kind: 'cut' }, 1e9)).toEqual({ kind: 'sample', count: 0 });
    expect(whatOf({ place: 2 }, 1e9)).toEqual({ kind: 'one', place: 1 });
  });
});

describe('possibleAlterations()', () => {
  it('offers what the message has', () => {
    expect(possibleAlterations(inspection)).toEqual([
      'header-byte',
      'wrapped-key',
      'context',
      'ciphertext',
      'tag',
      'swap',
      'cut',
    ]);
    const oneEmptyFrame = {
      bodyOffset: 500,
      frameLength: 1000,
      count: 1,
      finalLength: 0,
      messageLength: 540,
    };
    expect(possibleAlterations({ ...inspection, frames: oneEmptyFrame })).not.toContain('ciphertext');
    expect(possibleAlterations({ ...inspection, frames: oneEmptyFrame })).not.toContain('swap');
    expect(possibleAlterations(someInspection({ frames: null }))).toEqual(['cut']);
  });
});
