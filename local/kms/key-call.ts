import type { BodyAccess } from '../access/access.ts';
import type { Caller, ConditionValues } from '../access/contract.ts';
import type { Refusal } from '../access/resource-policy.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { policyText, readKeyPolicy } from './key-policy.ts';
import type { KeyRecord } from './key-record.ts';
import type { KeyStore } from './key-store.ts';

/** What every operation works with: the keys, and who asks. */
export interface KmsCall {
  readonly store: KeyStore;
  readonly access: BodyAccess;
  readonly caller: Caller;
  readonly now: Date;
}

export type KmsOperation = (call: KmsCall, input: unknown) => Promise<object>;

/** For what is done to no key that is there already. @throws ServiceError `AccessDeniedException`, in KMS's words */
export function demand(call: KmsCall, action: string, resource: string): void {
  if (call.access.allows(call.caller, `kms:${action}`, resource, {})) return;
  throw denied(call, action, resource, { kind: 'identity-based', explicit: false });
}

/** For what is done with a key: its own policy counts too. @throws ServiceError `AccessDeniedException`, in KMS's words */
export function demandKey(
  call: KmsCall,
  action: string,
  key: KeyRecord,
  conditions: ConditionValues = {},
): void {
  const policy = readKeyPolicy(policyText(call.store, key, call.caller.accountId));
  const known = { 'kms:CallerAccount': call.caller.accountId, ...conditions };
  const arn = call.store.arn(key);
  const refusal = call.access.refusalOf(call.caller, `kms:${action}`, arn, known, policy);
  if (refusal !== null) throw denied(call, action, arn, refusal);
}

function denied(call: KmsCall, action: string, resource: string, { kind, explicit }: Refusal): ServiceError {
  const why = explicit
    ? `with an explicit deny in ${kind === 'identity-based' ? 'an' : 'a'} ${kind} policy`
    : `because no ${kind} policy allows the kms:${action} action`;
  return new ServiceError(
    'AccessDeniedException',
    `User: ${call.caller.arn} is not authorized to perform: kms:${action} on resource: ${resource} ${why}`,
  );
}

/** The key a request names, once the caller may do this with it. */
export function permittedKey(
  call: KmsCall,
  action: string,
  name: string,
  conditions: ConditionValues = {},
): KeyRecord {
  const key = call.store.resolve(name);
  demandKey(call, action, key, conditions);
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
