import { expect, it } from 'vitest';
import { transferLimits } from '../transfer/patience/patience.ts';
import { defaultTuning } from '../transfer/tuning.ts';
import { transferSettings } from './transfer-settings.ts';

it('settings of transfers are those of the build where a deployment chose none', () => {
  const usual = { tuning: defaultTuning, limits: transferLimits };
  expect(transferSettings(defaultTuning, undefined)).toEqual(usual);
  expect(transferSettings(defaultTuning, { stallSeconds: 5 })).toEqual(usual);
});

it('settings of transfers follow what a deployment chose', () => {
  const chosen = transferSettings(defaultTuning, { lanes: 2, partMiB: 16, patienceSeconds: 60 });
  expect(chosen.tuning).toEqual({ ...defaultTuning, lanes: 2, partLength: 16 * 1024 * 1024 });
  expect(chosen.limits).toEqual({ ...transferLimits, milliseconds: 60_000 });
});
