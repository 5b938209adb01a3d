import { describe, expect, it } from 'vitest';
import { isKept, keptName, keptPrefix, nameOfKept } from './kept.ts';

describe('kept documents', () => {
  it('lie below the prefix of their owner, by kind and name', () => {
    const key = `me/${keptName('secrets', 'bank.pin')}`;
    expect(key).toBe('me/key-bench/secrets/bank.pin.json');
    expect(key.startsWith(keptPrefix('me', 'secrets'))).toBe(true);
    expect(nameOfKept('me', 'secrets', key)).toBe('bank.pin');
    expect(isKept('me', key)).toBe(true);
  });

  it.each([
    'me/key-bench/secrets/.json',
    'me/key-bench/secrets/a',
    'me/key-bench/key-pairs/a.json',
    'you/x.json',
  ])('do not include %s', (key) => {
    expect(nameOfKept('me', 'secrets', key)).toBeNull();
  });

  it('are told from files', () => {
    expect(isKept('me', 'me/key-bench.json')).toBe(false);
    expect(isKept('me', 'you/key-bench/secrets/a.json')).toBe(false);
  });
});
