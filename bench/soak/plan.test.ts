import { expect, test } from 'vitest';
import { parseFaults } from '../../local/server/faults.ts';
import { planCampaign } from './plan.ts';

test('the same seed plans the same campaign, another one another', () => {
  expect(planCampaign(5, 100)).toEqual(planCampaign(5, 100));
  expect(planCampaign(5, 100)).not.toEqual(planCampaign(6, 100));
});

test('each file is sealed and opened, so half as many files as transfers are enough', () => {
  const files = planCampaign(1, 500).waves.flatMap((wave) => wave.files);
  expect(files).toHaveLength(250);
  expect(new Set(files.map(({ name }) => name)).size).toBe(250);
});

test.each([1, 2, 3])(
  '500 transfers of seed %i meet everything that can happen, and files of every size',
  (seed) => {
    const { waves } = planCampaign(seed, 500);
    const kinds = waves.flatMap(({ seal, open }) => [...seal.happenings, ...open.happenings]);
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(10);
    const sizes = waves.flatMap(({ files }) => files.map(({ size }) => size));
    for (const size of [0, 1, 10_240, 262_143, 262_144, 262_145]) expect(sizes).toContain(size);
    expect(sizes.filter((size) => size > 100 * 2 ** 20).length).toBeGreaterThanOrEqual(3);
  },
);

test('the local AWS takes all rules', () => {
  for (const { seal, open } of planCampaign(9, 500).waves)
    for (const { faultSeed, faults } of [seal, open])
      expect(parseFaults({ seed: faultSeed, rules: faults }).rules).toHaveLength(faults.length);
});
