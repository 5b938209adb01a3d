import * as v from 'valibot';
import { integer, oneOf, readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { keyId } from './inputs.ts';
import {
  demand,
  permittedKey,
  requireNotPending,
  requireUsable,
  seconds,
  type KmsCall,
  type KmsOperation,
} from './key-call.ts';
import { policyDocument, requireSoundPolicy } from './key-policy-operations.ts';
import { page } from './page.ts';
import { keySpecs, keyUsages, type KeyRecord } from './key-record.ts';
import { rsaAlgorithms, rsaPublicKey } from './rsa-cipher.ts';

const oneKey = v.object({ KeyId: keyId });

export const describeKey: KmsOperation = async (call, input) => {
  const key = permittedKey(call, 'DescribeKey', readInput(oneKey, input).KeyId);
  return { KeyMetadata: metadata(call, key) };
};

const createInput = v.object({
  KeySpec: v.optional(oneOf(keySpecs), 'SYMMETRIC_DEFAULT'),
  KeyUsage: v.optional(oneOf(keyUsages)),
  Description: v.optional(v.pipe(v.string(), v.maxLength(8192)), ''),
  Policy: v.optional(policyDocument),
  BypassPolicyLockoutSafetyCheck: v.optional(v.boolean(), false),
});

export const createKey: KmsOperation = async (call, input) => {
  const request = readInput(createInput, input);
  const { KeySpec: spec, KeyUsage: usage, Description: description, Policy: policy = null } = request;
  demand(call, 'CreateKey', '*');
  if (policy !== null) requireSoundPolicy(call, policy, request.BypassPolicyLockoutSafetyCheck);
  if (usage === undefined && spec !== 'SYMMETRIC_DEFAULT') {
    throw new ServiceError('ValidationException', `You must specify a KeyUsage value for an asymmetric CMK.`);
  }
  if (usage === 'SIGN_VERIFY' && spec === 'SYMMETRIC_DEFAULT') {
    throw new ServiceError('ValidationException', `KeyUsage ${usage} is not compatible with KeySpec ${spec}`);
  }
  const key = await call.store.create({ spec, usage: usage ?? 'ENCRYPT_DECRYPT', description, policy });
  return { KeyMetadata: metadata(call, key) };
};

export const listKeys: KmsOperation = async (call, input) => {
  demand(call, 'ListKeys', '*');
  const { items, rest } = page(call.store.keys(), input);
  return { Keys: items.map((key) => ({ KeyId: key.id, KeyArn: call.store.arn(key) })), ...rest };
};

export const listAliases: KmsOperation = async (call, input) => {
  demand(call, 'ListAliases', '*');
  const { KeyId: wanted } = readInput(v.object({ KeyId: v.optional(keyId) }), input);
  const only = wanted === undefined ? null : call.store.resolve(wanted).id;
  const aliases = [...call.store.aliases()].filter(([, key]) => only === null || key.id === only);
  const { items, rest } = page(aliases, input);
  return {
    Aliases: items.map(([alias, key]) => ({
      AliasName: alias,
      AliasArn: call.store.arnPrefix + alias,
      TargetKeyId: key.id,
    })),
    ...rest,
  };
};

const aliasInput = v.object({
  AliasName: v.pipe(
    v.string(),
    v.regex(
      /^alias\/[a-zA-Z0-9/_-]{1,250}$/u,
      'Member must satisfy regular expression pattern: ^alias/[a-zA-Z0-9/_-]+$',
    ),
  ),
  TargetKeyId: keyId,
});

export const createAlias: KmsOperation = async (call, input) => {
  const { AliasName: alias, TargetKeyId: target } = readInput(aliasInput, input);
  demand(call, 'CreateAlias', call.store.arnPrefix + alias);
  const key = permittedKey(call, 'CreateAlias', target);
  requireNotPending(call, key);
  if (alias.startsWith('alias/aws/')) throw new ServiceError('NotAuthorizedException', '');
  if (call.store.aliases().has(alias)) {
    const arn = call.store.arnPrefix + alias;
    throw new ServiceError('AlreadyExistsException', `An alias with the name ${arn} already exists`);
  }
  await call.store.addAlias(alias, key);
  return {};
};

export function switchKey(enabled: boolean): KmsOperation {
  return async (call, input) => {
    const key = permittedKey(call, enabled ? 'EnableKey' : 'DisableKey', readInput(oneKey, input).KeyId);
    requireNotPending(call, key);
    await call.store.update(key, { enabled });
    return {};
  };
}

const deletionInput = v.object({ KeyId: keyId, PendingWindowInDays: v.optional(integer(7, 30), 30) });

export const scheduleKeyDeletion: KmsOperation = async (call, input) => {
  const { KeyId: name, PendingWindowInDays: days } = readInput(deletionInput, input);
  const key = permittedKey(call, 'ScheduleKeyDeletion', name);
  requireNotPending(call, key);
  const deletion = call.now.getTime() + days * 24 * 60 * 60 * 1000;
  await call.store.update(key, { deletion });
  return {
    KeyId: call.store.arn(key),
    DeletionDate: seconds(deletion),
    KeyState: 'PendingDeletion',
    PendingWindowInDays: days,
  };
};

/** The key comes back disabled, as in AWS. */
export const cancelKeyDeletion: KmsOperation = async (call, input) => {
  const key = permittedKey(call, 'CancelKeyDeletion', readInput(oneKey, input).KeyId);
  if (key.deletion === null) {
    throw new ServiceError('KMSInvalidStateException', `${call.store.arn(key)} is not pending deletion.`);
  }
  await call.store.update(key, { deletion: null, enabled: false });
  return { KeyId: call.store.arn(key) };
};

export const getPublicKey: KmsOperation = async (call, input) => {
  const key = permittedKey(call, 'GetPublicKey', readInput(oneKey, input).KeyId);
  requireUsable(call, key);
  if (key.spec === 'SYMMETRIC_DEFAULT') {
    throw new ServiceError('UnsupportedOperationException', `${call.store.arn(key)} is a symmetric key.`);
  }
  return {
    KeyId: call.store.arn(key),
    PublicKey: rsaPublicKey(key).toString('base64'),
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    KeyUsage: key.usage,
    ...algorithmsOf(key),
  };
};

function metadata(call: KmsCall, key: KeyRecord): object {
  const material = key.materials.at(-1);
  return {
    AWSAccountId: call.caller.accountId,
    Arn: call.store.arn(key),
    KeyId: key.id,
    CreationDate: seconds(key.created),
    ...(key.deletion === null ? {} : { DeletionDate: seconds(key.deletion) }),
    ...(material === undefined ? {} : { CurrentKeyMaterialId: material.id }),
    Description: key.description,
    Enabled: key.enabled && key.deletion === null,
    KeyState: key.deletion !== null ? 'PendingDeletion' : key.enabled ? 'Enabled' : 'Disabled',
    KeyManager: call.store.managedBy(key) === null ? 'CUSTOMER' : 'AWS',
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    KeyUsage: key.usage,
    MultiRegion: false,
    Origin: 'AWS_KMS',
    ...algorithmsOf(key),
  };
}

function algorithmsOf(key: KeyRecord): object {
  if (key.spec === 'SYMMETRIC_DEFAULT') return { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] };
  if (key.usage === 'ENCRYPT_DECRYPT') return { EncryptionAlgorithms: rsaAlgorithms };
  const hashes = ['256', '384', '512'];
  return {
    SigningAlgorithms: ['RSASSA_PKCS1_V1_5', 'RSASSA_PSS'].flatMap((name) =>
      hashes.map((bits) => `${name}_SHA_${bits}`),
    ),
  };
}
