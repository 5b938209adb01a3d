import { describe, expect, it } from 'vitest';
import { someInspection } from '../../inspect/inspection-fixture.ts';
import { limitsOf } from './limits.ts';

const message = someInspection().message;

const used = (context: readonly (readonly [string, string])[]) =>
  limitsOf(someInspection({ frames: null, message: message === null ? null : { ...message, context } })).map(
    (limit) => limit.used,
  );

describe('limitsOf()', () => {
  it('counts frames, bytes under the key and the context as serialized', () => {
    expect(limitsOf(someInspection())).toEqual([
      { name: 'frames', used: 3, most: 4_294_967_295 },
      { name: 'bytes', used: 2007, most: 4_294_967_295_000 },
      { name: 'context', used: 2 + 4 + 'ownerme'.length, most: 32_767 },
    ]);
  });

  it('counts bytes, not characters, and nothing for an empty context', () => {
    expect(used([['é', '🗝']])).toEqual([2 + 4 + 6]);
    expect(used([])).toEqual([0]);
  });

  it('knows none of what is no message', () => {
    expect(limitsOf(someInspection({ message: null }))).toEqual([]);
  });
});
