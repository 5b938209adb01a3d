import * as v from 'valibot';
import { readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { keyId } from './inputs.ts';
import { permittedKey, requireNotPending, type KmsCall, type KmsOperation } from './key-call.ts';
import { policyText, readKeyPolicy } from './key-policy.ts';

/** JSON text, as KMS takes it. */
export const policyDocument = v.pipe(
  v.string(),
  v.minLength(1, 'Member must have length greater than or equal to 1'),
  v.maxLength(32_768, 'Member must have length less than or equal to 32768'),
);
const named = v.object({ KeyId: keyId, PolicyName: v.optional(v.string(), 'default') });

/** Source of the shapes: AWS KMS API Reference, `GetKeyPolicy`. */
export const getKeyPolicy: KmsOperation = async (call, input) => {
  const { KeyId: name, PolicyName } = readInput(named, input);
  const key = permittedKey(call, 'GetKeyPolicy', name);
  requireDefault(PolicyName);
  return { Policy: policyText(call.store, key, call.caller.accountId), PolicyName };
};

export const listKeyPolicies: KmsOperation = async (call, input) => {
  permittedKey(call, 'ListKeyPolicies', readInput(named, input).KeyId);
  return { PolicyNames: ['default'], Truncated: false };
};

const putInput = v.object({
  ...named.entries,
  Policy: policyDocument,
  BypassPolicyLockoutSafetyCheck: v.optional(v.boolean(), false),
});

/** Source of the shapes: AWS KMS API Reference, `PutKeyPolicy`. It holds for the next request. */
export const putKeyPolicy: KmsOperation = async (call, input) => {
  const request = readInput(putInput, input);
  const key = permittedKey(call, 'PutKeyPolicy', request.KeyId);
  requireDefault(request.PolicyName);
  requireNotPending(call, key);
  requireSoundPolicy(call, request.Policy, request.BypassPolicyLockoutSafetyCheck);
  await call.store.update(key, { policy: request.Policy });
  return {};
};

/**
 * A policy that can be read, and unless `bypass` under which who sets it can set it again.
 * @throws ServiceError `MalformedPolicyDocumentException`
 */
export function requireSoundPolicy(call: KmsCall, text: string, bypass: boolean): void {
  const policy = readKeyPolicy(text);
  if (bypass) return;
  const known = { 'kms:CallerAccount': call.caller.accountId };
  const anyKey = `${call.store.arnPrefix}key/*`;
  if (call.access.refusalOf(call.caller, 'kms:PutKeyPolicy', anyKey, known, policy) === null) return;
  throw new ServiceError(
    'MalformedPolicyDocumentException',
    'The new key policy will not allow you to update the key policy in the future.',
  );
}

function requireDefault(policyName: string): void {
  if (policyName !== 'default') throw new ServiceError('NotFoundException', 'No such policy exists');
}
