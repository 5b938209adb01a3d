import { describe, expect, it } from 'vitest';
import { transferLimits } from '../transfer/patience/patience.ts';
import { defaultTuning } from '../transfer/tuning.ts';
import { transferSettings } from './transfer-settings.ts';

it('settings of transfers are those of the build where a deployment chose none', () => {
  const usual = { tuning: defaultTuning, limits: transferLimits };
  expect(transferSettings(defaultTuning, {})).toMatchObject(usual);
  expect(transferSettings(defaultTuning, { transfers: { stallSeconds: 5 } })).toMatchObject(usual);
});

it('settings of transfers follow what a deployment chose', () => {
  const chosen = transferSettings(defaultTuning, {
    transfers: { lanes: 2, partMiB: 16, patienceSeconds: 60 },
  });
  expect(chosen.tuning).toEqual({ ...defaultTuning, lanes: 2, partLength: 16 * 1024 * 1024 });
  expect(chosen.limits).toEqual({ ...transferLimits, milliseconds: 60_000 });
});

describe('what is asked of the store', () => {
  it('is nothing where a deployment chose nothing', () => {
    const { storageEncryption } = transferSettings(defaultTuning, {});
    expect(storageEncryption(null)).toEqual({ kind: 'bucket-default' });
    expect(storageEncryption('sse-s3')).toEqual({ kind: 'sse-s3' });
  });

  it('is what the person chose, else what the deployment did, with its key', () => {
    const { storageEncryption } = transferSettings(defaultTuning, {
      storageEncryption: { kind: 'sse-kms', kmsKeyId: 'alias/store', bucketKey: false },
    });
    const kms = { kind: 'sse-kms', keyId: 'alias/store', bucketKey: false };
    expect(storageEncryption(null)).toEqual(kms);
    expect(storageEncryption('sse-kms')).toEqual(kms);
    expect(storageEncryption('bucket-default')).toEqual({ kind: 'bucket-default' });
  });

  it('names no key where none is configured: S3 then has its own, and spares KMS', () => {
    const { storageEncryption } = transferSettings(defaultTuning, { storageEncryption: { kind: 'sse-kms' } });
    expect(storageEncryption(null)).toEqual({ kind: 'sse-kms', keyId: null, bucketKey: true });
  });
});
