import type { Access, Caller, ConditionValues } from '../access/contract.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import type { KeyRecord } from './key-record.ts';
import type { KeyStore } from './key-store.ts';

/** What every operation works with: the keys, and who asks. */
export interface KmsCall {
  readonly store: KeyStore;
  readonly access: Access;
  readonly caller: Caller;
  readonly now: Date;
}

export type KmsOperation = (call: KmsCall, input: unknown) => Promise<object>;

/** @throws ServiceError `AccessDeniedException`, in KMS's words */
export function demand(
  call: KmsCall,
  action: string,
  resource: string,
  conditions: ConditionValues = {},
): void {
  if (call.access.allows(call.caller, `kms:${action}`, resource, conditions)) return;
  throw new ServiceError(
    'AccessDeniedException',
    `User: ${call.caller.arn} is not authorized to perform: kms:${action} on resource: ${resource} because no identity-based policy allows the kms:${action} action`,
  );
}

/** What a key of AWS itself lets everybody in the account do who may; the rest goes through its service. */
const looking = /^(Describe|Get|List)/u;

/** The key a request names, once the caller may do this with it. */
export function permittedKey(
  call: KmsCall,
  action: string,
  name: string,
  conditions: ConditionValues = {},
): KeyRecord {
  const key = call.store.resolve(name);
  demand(call, action, call.store.arn(key), conditions);
  if (call.store.isManaged(key) && !looking.test(action)) {
    throw new ServiceError(
      'AccessDeniedException',
      `User: ${call.caller.arn} is not authorized to perform: kms:${action} on resource: ${call.store.arn(key)} because no resource-based policy allows the kms:${action} action`,
    );
  }
  return key;
}

/** @throws ServiceError when the key is disabled or on its way out */
export function requireUsable(call: KmsCall, key: KeyRecord): void {
  requireNotPending(call, key);
  if (!key.enabled) throw new ServiceError('DisabledException', `${call.store.arn(key)} is disabled.`);
}

/** @throws ServiceError `KMSInvalidStateException` */
export function requireNotPending(call: KmsCall, key: KeyRecord): void {
  if (key.deletion === null) return;
  throw new ServiceError('KMSInvalidStateException', `${call.store.arn(key)} is pending deletion.`);
}

/** @throws ServiceError `InvalidKeyUsageException` */
export function requireEncryption(call: KmsCall, key: KeyRecord, operation: string): void {
  if (key.usage === 'ENCRYPT_DECRYPT') return;
  throw new ServiceError(
    'InvalidKeyUsageException',
    `${call.store.arn(key)} key usage is ${key.usage} which is not valid for ${operation}.`,
  );
}

/** @throws ServiceError `InvalidKeyUsageException` when an algorithm does not fit the key */
export function requireFit(key: KeyRecord, algorithm: string): void {
  if ((key.spec === 'SYMMETRIC_DEFAULT') === (algorithm === 'SYMMETRIC_DEFAULT')) return;
  throw new ServiceError(
    'InvalidKeyUsageException',
    `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`,
  );
}

/** Seconds since the epoch, as the JSON protocol carries moments. */
export function seconds(milliseconds: number): number {
  return milliseconds / 1000;
}
