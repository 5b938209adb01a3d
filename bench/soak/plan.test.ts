import { expect, test } from 'vitest';
import { parseFaults } from '../../local/server/faults.ts';
import { planWaves, type Wave } from './plan.ts';

/** as many as 500 transfers need when none is cancelled */
const usual = 25;

function firstWaves(seed: number, count: number): readonly Wave[] {
  const all = planWaves(seed);
  return Array.from({ length: count }, () => all.next().value);
}

test('the same seed plans the same campaign, another one another', () => {
  expect(firstWaves(5, 10)).toEqual(firstWaves(5, 10));
  expect(firstWaves(5, 10)).not.toEqual(firstWaves(6, 10));
});

test('no two files have the same name', () => {
  const names = firstWaves(1, usual).flatMap(({ files }) => files.map(({ name }) => name));
  expect(new Set(names).size).toBe(10 * usual);
});

test.each([1, 2, 3])(
  'the waves of seed %i meet everything that can happen, and files of every size',
  (seed) => {
    const waves = firstWaves(seed, usual);
    const happenings = waves.flatMap(({ seal, open }) => [...seal.happenings, ...open.happenings]);
    expect(new Set(happenings.map(({ kind }) => kind)).size).toBe(10);
    expect(happenings.some((one) => one.kind === 'offline' && one.seconds > 60)).toBe(true);
    const files = waves.flatMap((wave) => wave.files);
    for (const size of [0, 1, 10_240, 262_143, 262_144, 262_145])
      expect(files.map((file) => file.size)).toContain(size);
    expect(files.filter(({ size }) => size > 100 * 2 ** 20).length).toBeGreaterThanOrEqual(3);
    expect(new Set(files.map(({ retries }) => retries))).toEqual(new Set([0, 1, 3]));
  },
);

test('what happens comes in the order of its turn', () => {
  for (const { seal, open } of firstWaves(4, usual))
    for (const { happenings } of [seal, open]) {
      const turns = happenings.map(({ after }) => after);
      expect(turns).toEqual(turns.toSorted((left, right) => left - right));
    }
});

test('the local AWS takes all rules', () => {
  for (const { seal, open } of firstWaves(9, usual))
    for (const { faultSeed, faults } of [seal, open])
      expect(parseFaults({ seed: faultSeed, rules: faults }).rules).toHaveLength(faults.length);
});
