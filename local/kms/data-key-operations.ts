import { generateKeyPair, randomBytes, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import * as v from 'valibot';
import { integer, oneOf, readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { contextBytes, contextConditions, type EncryptionContext } from './encryption-context.ts';
import { context, keyId } from './inputs.ts';
import {
  demand,
  permittedKey,
  requireEncryption,
  requireFit,
  requireUsable,
  type KmsCall,
  type KmsOperation,
} from './key-call.ts';
import type { KeyRecord } from './key-record.ts';
import { sealBlob } from './symmetric-blob.ts';

const dataKeyInput = v.object({
  KeyId: keyId,
  KeySpec: v.optional(oneOf(['AES_256', 'AES_128'])),
  NumberOfBytes: v.optional(integer(1, 1024)),
  EncryptionContext: context,
});

/** Source of the shapes: AWS KMS API Reference, `GenerateDataKey`, `GenerateDataKeyWithoutPlaintext`. */
export function generateDataKey(options: { readonly plaintext: boolean }): KmsOperation {
  const action = options.plaintext ? 'GenerateDataKey' : 'GenerateDataKeyWithoutPlaintext';
  return async (call, input) => {
    const request = readInput(dataKeyInput, input);
    const length = dataKeyLength(request.KeySpec, request.NumberOfBytes);
    const key = wrappingKey(call, action, request.KeyId, request.EncryptionContext);
    const dataKey = randomBytes(length);
    const output = {
      CiphertextBlob: sealBlob(key, contextBytes(request.EncryptionContext), dataKey).toString('base64'),
      KeyId: call.store.arn(key),
      KeyMaterialId: key.materials.at(-1)?.id,
      ...(options.plaintext ? { Plaintext: dataKey.toString('base64') } : {}),
    };
    dataKey.fill(0);
    return output;
  };
}

function dataKeyLength(spec: 'AES_256' | 'AES_128' | undefined, bytes: number | undefined): number {
  if ((spec === undefined) === (bytes === undefined)) {
    throw new ServiceError('ValidationException', 'Please specify either number of bytes or key spec.');
  }
  return bytes ?? (spec === 'AES_256' ? 32 : 16);
}

const pairKinds = {
  RSA_2048: () => makeRsa('rsa', { modulusLength: 2048 }),
  RSA_3072: () => makeRsa('rsa', { modulusLength: 3072 }),
  RSA_4096: () => makeRsa('rsa', { modulusLength: 4096 }),
  ECC_NIST_P256: () => makeEc('ec', { namedCurve: 'P-256' }),
  ECC_NIST_P384: () => makeEc('ec', { namedCurve: 'P-384' }),
  ECC_NIST_P521: () => makeEc('ec', { namedCurve: 'P-521' }),
} satisfies Record<string, () => Promise<{ publicKey: KeyObject; privateKey: KeyObject }>>;
const makeRsa = promisify(generateKeyPair);
const makeEc = promisify(generateKeyPair);

const pairInput = v.object({
  KeyId: keyId,
  KeyPairSpec: oneOf(['RSA_2048', 'RSA_3072', 'RSA_4096', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521']),
  EncryptionContext: context,
});

/** Source of the shapes: AWS KMS API Reference, `GenerateDataKeyPair`, `GenerateDataKeyPairWithoutPlaintext`. */
export function generateDataKeyPair(options: { readonly plaintext: boolean }): KmsOperation {
  const action = options.plaintext ? 'GenerateDataKeyPair' : 'GenerateDataKeyPairWithoutPlaintext';
  return async (call, input) => {
    const request = readInput(pairInput, input);
    const key = wrappingKey(call, action, request.KeyId, request.EncryptionContext);
    const pair = await pairKinds[request.KeyPairSpec]();
    const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
    const output = {
      PrivateKeyCiphertextBlob: sealBlob(key, contextBytes(request.EncryptionContext), privateKey).toString(
        'base64',
      ),
      PublicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      KeyId: call.store.arn(key),
      KeyPairSpec: request.KeyPairSpec,
      KeyMaterialId: key.materials.at(-1)?.id,
      ...(options.plaintext ? { PrivateKeyPlaintext: privateKey.toString('base64') } : {}),
    };
    privateKey.fill(0);
    return output;
  };
}

/** The symmetric key that new data keys are wrapped under. */
function wrappingKey(call: KmsCall, action: string, name: string, pairs: EncryptionContext): KeyRecord {
  const key = permittedKey(call, action, name, contextConditions(pairs));
  requireUsable(call, key);
  requireEncryption(call, key, action);
  requireFit(key, 'SYMMETRIC_DEFAULT');
  return key;
}

const randomInput = v.object({ NumberOfBytes: integer(1, 1024) });

export const generateRandom: KmsOperation = async (call, input) => {
  const { NumberOfBytes: length } = readInput(randomInput, input);
  demand(call, 'GenerateRandom', '*');
  return { Plaintext: randomBytes(length).toString('base64') };
};
