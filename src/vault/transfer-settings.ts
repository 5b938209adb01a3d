import type { AppConfig } from '../config/config.ts';
import { transferLimits, type PatienceLimits } from '../transfer/patience/patience.ts';
import type { Tuning } from '../transfer/tuning.ts';

export interface TransferSettings {
  readonly tuning: Tuning;
  readonly limits: PatienceLimits;
}

/** What a deployment chose about transfers, over what this build is tuned to. */
export function transferSettings(tuning: Tuning, chosen: AppConfig['transfers']): TransferSettings {
  const { lanes, partMiB, patienceSeconds } = chosen ?? {};
  return {
    tuning: {
      ...tuning,
      lanes: lanes ?? tuning.lanes,
      partLength: partMiB === undefined ? tuning.partLength : partMiB * 2 ** 20,
    },
    limits: {
      ...transferLimits,
      milliseconds: patienceSeconds === undefined ? transferLimits.milliseconds : patienceSeconds * 1000,
    },
  };
}
