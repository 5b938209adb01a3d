import * as v from 'valibot';
import { base64, oneOf, readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { contextBytes, contextConditions, type EncryptionContext } from './encryption-context.ts';
import { algorithms, ciphertext, context, keyId } from './inputs.ts';
import {
  demandKey,
  permittedKey,
  requireEncryption,
  requireFit,
  requireUsable,
  type KmsCall,
  type KmsOperation,
} from './key-call.ts';
import type { KeyRecord } from './key-record.ts';
import { rsaDecrypt, rsaEncrypt } from './rsa-cipher.ts';
import { keyIdOfBlob, openBlob, sealBlob } from './symmetric-blob.ts';

type Algorithm = (typeof algorithms)[number];

const encryptInput = v.object({
  KeyId: keyId,
  Plaintext: base64(4096),
  EncryptionContext: context,
  EncryptionAlgorithm: v.optional(oneOf(algorithms), 'SYMMETRIC_DEFAULT'),
});

/** Source of the shapes: AWS KMS API Reference, `Encrypt`. */
export const encrypt: KmsOperation = async (call, input) => {
  const request = readInput(encryptInput, input);
  const { EncryptionAlgorithm: algorithm, EncryptionContext: pairs } = request;
  const key = permittedKey(call, 'Encrypt', request.KeyId, contextConditions(pairs));
  requireUsable(call, key);
  return {
    CiphertextBlob: seal(call, key, algorithm, pairs, request.Plaintext, 'Encrypt').toString('base64'),
    KeyId: call.store.arn(key),
    EncryptionAlgorithm: algorithm,
  };
};

const decryptInput = v.object({
  CiphertextBlob: ciphertext,
  KeyId: v.optional(keyId),
  EncryptionContext: context,
  EncryptionAlgorithm: v.optional(oneOf(algorithms), 'SYMMETRIC_DEFAULT'),
});

/** Source of the shapes: AWS KMS API Reference, `Decrypt`. */
export const decrypt: KmsOperation = async (call, input) => {
  const request = readInput(decryptInput, input);
  const opened = open(call, {
    action: 'Decrypt',
    blob: request.CiphertextBlob,
    keyName: request.KeyId,
    pairs: request.EncryptionContext,
    algorithm: request.EncryptionAlgorithm,
  });
  return {
    KeyId: call.store.arn(opened.key),
    Plaintext: opened.plaintext.toString('base64'),
    EncryptionAlgorithm: request.EncryptionAlgorithm,
    ...(opened.materialId === null ? {} : { KeyMaterialId: opened.materialId }),
  };
};

const reEncryptInput = v.object({
  CiphertextBlob: ciphertext,
  SourceKeyId: v.optional(keyId),
  SourceEncryptionContext: context,
  SourceEncryptionAlgorithm: v.optional(oneOf(algorithms), 'SYMMETRIC_DEFAULT'),
  DestinationKeyId: keyId,
  DestinationEncryptionContext: context,
  DestinationEncryptionAlgorithm: v.optional(oneOf(algorithms), 'SYMMETRIC_DEFAULT'),
});

/** Source of the shapes: AWS KMS API Reference, `ReEncrypt`. */
export const reEncrypt: KmsOperation = async (call, input) => {
  const request = readInput(reEncryptInput, input);
  const pairs = request.DestinationEncryptionContext;
  const target = permittedKey(call, 'ReEncryptTo', request.DestinationKeyId, contextConditions(pairs));
  requireUsable(call, target);
  const source = open(call, {
    action: 'ReEncryptFrom',
    blob: request.CiphertextBlob,
    keyName: request.SourceKeyId,
    pairs: request.SourceEncryptionContext,
    algorithm: request.SourceEncryptionAlgorithm,
  });
  const algorithm = request.DestinationEncryptionAlgorithm;
  const blob = seal(call, target, algorithm, pairs, source.plaintext, 'ReEncrypt');
  source.plaintext.fill(0);
  return {
    CiphertextBlob: blob.toString('base64'),
    SourceKeyId: call.store.arn(source.key),
    KeyId: call.store.arn(target),
    SourceEncryptionAlgorithm: request.SourceEncryptionAlgorithm,
    DestinationEncryptionAlgorithm: algorithm,
    ...(source.materialId === null ? {} : { SourceKeyMaterialId: source.materialId }),
    ...(algorithm === 'SYMMETRIC_DEFAULT' ? { DestinationKeyMaterialId: target.materials.at(-1)?.id } : {}),
  };
};

function seal(
  call: KmsCall,
  key: KeyRecord,
  algorithm: Algorithm,
  pairs: EncryptionContext,
  plaintext: Buffer,
  operation: string,
): Buffer {
  requireEncryption(call, key, operation);
  requireFit(key, algorithm);
  if (algorithm === 'SYMMETRIC_DEFAULT') return sealBlob(key, contextBytes(pairs), plaintext);
  refuseContext(pairs);
  return rsaEncrypt(key, algorithm, plaintext);
}

interface Opening {
  readonly action: 'Decrypt' | 'ReEncryptFrom';
  readonly blob: Buffer;
  readonly keyName: string | undefined;
  readonly pairs: EncryptionContext;
  readonly algorithm: Algorithm;
}

function open(
  call: KmsCall,
  { action, blob, keyName, pairs, algorithm }: Opening,
): { readonly key: KeyRecord; readonly plaintext: Buffer; readonly materialId: string | null } {
  const named = keyName === undefined ? null : call.store.resolve(keyName);
  const key = named ?? call.store.byId(keyIdOfBlob(blob) ?? '');
  if (key === null) throw new ServiceError('InvalidCiphertextException', '');
  demandKey(call, action, key, contextConditions(pairs));
  requireUsable(call, key);
  requireEncryption(call, key, action === 'Decrypt' ? 'Decrypt' : 'ReEncrypt');
  requireFit(key, algorithm);
  if (algorithm !== 'SYMMETRIC_DEFAULT') {
    refuseContext(pairs);
    const plaintext = rsaDecrypt(key, algorithm, blob);
    if (plaintext === null) throw new ServiceError('InvalidCiphertextException', '');
    return { key, plaintext, materialId: null };
  }
  const owner = call.store.byId(keyIdOfBlob(blob) ?? '');
  if (owner !== null && owner.id !== key.id) {
    throw new ServiceError(
      'IncorrectKeyException',
      'The key ID in the request does not identify a CMK that can perform this operation.',
    );
  }
  const opened = openBlob(key, contextBytes(pairs), blob);
  if (opened === null) throw new ServiceError('InvalidCiphertextException', '');
  return { key, ...opened };
}

function refuseContext(pairs: EncryptionContext): void {
  if (pairs.size === 0) return;
  throw new ServiceError('ValidationException', 'EncryptionContext is not supported for asymmetric keys.');
}
