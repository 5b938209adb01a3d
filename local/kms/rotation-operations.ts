import * as v from 'valibot';
import { integer, readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';
import { keyId } from './inputs.ts';
import {
  permittedKey,
  requireNotPending,
  requireUsable,
  seconds,
  type KmsCall,
  type KmsOperation,
} from './key-call.ts';
import type { KeyRecord } from './key-record.ts';
import { page } from './page.ts';

const oneKey = v.object({ KeyId: keyId });
const day = 24 * 60 * 60 * 1000;

export const rotateKeyOnDemand: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'RotateKeyOnDemand', input);
  requireUsable(call, key);
  await call.store.rotate(key, 'ON_DEMAND');
  return { KeyId: call.store.arn(key) };
};

export const listKeyRotations: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'ListKeyRotations', input);
  const current = key.materials.at(-1);
  const { items, rest } = page(key.materials.slice(1), input);
  return {
    ...rest,
    Rotations: items.map((material) => ({
      KeyId: call.store.arn(key),
      KeyMaterialId: material.id,
      KeyMaterialState: material === current ? 'CURRENT' : 'NON_CURRENT',
      RotationDate: seconds(material.since),
      RotationType: material.how,
    })),
  };
};

const enableInput = v.object({ KeyId: keyId, RotationPeriodInDays: v.optional(integer(90, 2560)) });

/** Source: AWS KMS API Reference, `EnableKeyRotation`: without a period the key keeps the one it has, else 365 days. */
export const enableKeyRotation: KmsOperation = async (call, input) => {
  const { RotationPeriodInDays: asked } = readInput(enableInput, input);
  const key = symmetricKey(call, 'EnableKeyRotation', input);
  requireUsable(call, key);
  const periodDays = asked ?? key.rotation?.periodDays ?? 365;
  const keeps = key.rotation?.periodDays === periodDays;
  if (!keeps) {
    const next = call.now.getTime() + periodDays * day;
    await call.store.update(key, { rotation: { periodDays, next } });
  }
  return {};
};

export const disableKeyRotation: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'DisableKeyRotation', input);
  requireUsable(call, key);
  await call.store.update(key, { rotation: null });
  return {};
};

export const getKeyRotationStatus: KmsOperation = async (call, input) => {
  const key = symmetricKey(call, 'GetKeyRotationStatus', input);
  requireNotPending(call, key);
  const { rotation } = key;
  return {
    KeyId: call.store.arn(key),
    KeyRotationEnabled: rotation !== null,
    ...(rotation === null
      ? {}
      : { RotationPeriodInDays: rotation.periodDays, NextRotationDate: seconds(rotation.next) }),
  };
};

/** Rotates what is due. Called before every request: nothing rotates while nobody looks, and nobody can tell. */
export async function rotateDue(store: KmsCall['store'], now: Date): Promise<void> {
  for (const key of store.keys()) {
    const { rotation } = key;
    if (rotation === null || rotation.next > now.getTime() || !key.enabled || key.deletion !== null) continue;
    const rotated = await store.rotate(key, 'AUTOMATIC');
    const next = now.getTime() + rotation.periodDays * day;
    await store.update(rotated, { rotation: { ...rotation, next } });
  }
}

function symmetricKey(call: KmsCall, action: string, input: unknown): KeyRecord {
  const key = permittedKey(call, action, readInput(oneKey, input).KeyId);
  if (key.spec === 'SYMMETRIC_DEFAULT') return key;
  throw new ServiceError('UnsupportedOperationException', `${call.store.arn(key)} is an asymmetric key.`);
}
