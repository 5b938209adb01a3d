import { expect, it } from 'vitest';
import { readPageMessage } from './page-message.ts';

it('a message of a page is strictly read', () => {
  const takeOver = { type: 'take-over', entry: '/assets/index-a.js' };
  expect(readPageMessage(takeOver)).toEqual(takeOver);
  expect(readPageMessage({ type: 'serve-me' })).toEqual({ type: 'serve-me' });
  for (const other of [
    null,
    'serve-me',
    {},
    { type: 'claim' },
    { type: 'take-over' },
    { type: 'take-over', entry: 1 },
  ])
    expect(readPageMessage(other)).toBeNull();
});
