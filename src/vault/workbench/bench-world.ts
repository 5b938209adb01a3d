import { AppError } from '../../errors.ts';
import type { BenchKmsPort } from '../../keyring/bench-kms-port.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';
import { ownerName } from '../../message/location.ts';
import type { ObjectStore, StorageEncryption } from '../../transfer/store-port.ts';

/** What the bench has of a session. */
export interface BenchAccess {
  readonly kms: BenchKmsPort;
  readonly secondKeyId: string | null;
  readonly rsaKeyId: string | null;
}

/** What each command of the bench works with. */
export interface BenchWorld {
  readonly identityId: string;
  readonly kmsKeyId: string;
  readonly store: ObjectStore;
  /** what the deployment chose for uploads; kept documents get it, too */
  readonly storageEncryption: StorageEncryption;
  /** for data keys */
  readonly kms: KmsPort;
  readonly bench: BenchAccess;
  readonly signal: AbortSignal;
  /** milliseconds, from any start */
  readonly now: () => number;
}

/** The encryption context of what is sealed here and kept nowhere: whose it is, which the role's policy demands, and what it is for. */
export function benchContext(
  identityId: string,
  purpose: 'secret' | 'envelope' | 'key-pair',
): ReadonlyMap<string, string> {
  return new Map([
    [ownerName, identityId],
    ['purpose', `key-bench ${purpose}`],
  ]);
}

/** @throws AppError `config-invalid` where the key is not configured */
export function configured(keyId: string | null, field: 'secondKeyId' | 'rsaKeyId'): string {
  if (keyId !== null) return keyId;
  throw new AppError('config-invalid', `config.json: keyBench.${field} is missing`, {
    details: { field: `keyBench.${field}`, problem: 'missing' },
  });
}
