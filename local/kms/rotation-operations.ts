import * as v from 'valibot';
import { readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { keyId } from './inputs.ts';
import { permittedKey, requireUsable, seconds, type KmsCall, type KmsOperation } from './key-call.ts';
import type { KeyRecord } from './key-record.ts';

const oneKey = v.object({ KeyId: keyId });

export const rotateKeyOnDemand: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'RotateKeyOnDemand', input);
  requireUsable(call, key);
  await call.store.rotate(key);
  return { KeyId: call.store.arn(key) };
};

export const listKeyRotations: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'ListKeyRotations', input);
  return {
    Truncated: false,
    Rotations: key.materials.slice(1).map((material, index, rotated) => ({
      KeyId: call.store.arn(key),
      KeyMaterialId: material.id,
      KeyMaterialState: index === rotated.length - 1 ? 'CURRENT' : 'NON_CURRENT',
      RotationDate: seconds(material.since),
      RotationType: 'ON_DEMAND',
    })),
  };
};

/** Nothing rotates by itself here. */
export const getKeyRotationStatus: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'GetKeyRotationStatus', input);
  return { KeyId: call.store.arn(key), KeyRotationEnabled: false };
};

function symmetricKey(call: KmsCall, action: string, input: unknown): KeyRecord {
  const key = permittedKey(call, action, readInput(oneKey, input).KeyId);
  if (key.spec === 'SYMMETRIC_DEFAULT') return key;
  throw new ServiceError('UnsupportedOperationException', `${call.store.arn(key)} is an asymmetric key.`);
}
