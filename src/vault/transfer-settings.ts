import type { AppConfig } from '../config/config.ts';
import { storageChoices, type StorageKind } from '../config/storage-encryption.ts';
import type { StorageEncryption } from '../transfer/store-port.ts';
import { transferLimits, type PatienceLimits } from '../transfer/patience/patience.ts';
import type { Tuning } from '../transfer/tuning.ts';

export interface TransferSettings {
  readonly tuning: Tuning;
  readonly limits: PatienceLimits;
  /** What a choice asks of the store; null: what the deployment chose. */
  readonly storageEncryption: (kind: StorageKind | null) => StorageEncryption;
}

/** What a deployment chose about transfers, over what this build is tuned to. */
export function transferSettings(
  tuning: Tuning,
  chosen: Partial<Pick<AppConfig, 'transfers' | 'storageEncryption'>>,
): TransferSettings {
  const { lanes, partMiB, patienceSeconds } = chosen.transfers ?? {};
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
    storageEncryption(kind) {
      const asked = kind ?? storageChoices(chosen.storageEncryption).usual;
      if (asked !== 'sse-kms') return { kind: asked };
      const { kmsKeyId: keyId = null, bucketKey = true } = chosen.storageEncryption ?? {};
      return { kind: asked, keyId, bucketKey };
    },
  };
}
