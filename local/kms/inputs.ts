import * as v from 'valibot';
import { base64 } from '../aws-json/read-input.ts';
import type { EncryptionContext } from './encryption-context.ts';
import { rsaAlgorithms } from './rsa-cipher.ts';

export const keyId = v.pipe(
  v.string(),
  v.minLength(1, 'Member must have length greater than or equal to 1'),
  v.maxLength(2048, 'Member must have length less than or equal to 2048'),
);
export const context = v.pipe(
  v.optional(
    v.custom<Record<string, string>>(
      (input) =>
        typeof input === 'object' &&
        input !== null &&
        !Array.isArray(input) &&
        Object.values(input).every((value) => typeof value === 'string'),
    ),
    {},
  ),
  v.transform((pairs): EncryptionContext => new Map(Object.entries(pairs))),
);
export const algorithms = ['SYMMETRIC_DEFAULT', ...rsaAlgorithms] as const;
export const ciphertext = base64(6144);
