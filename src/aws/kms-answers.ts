import type { KMSClient } from '@aws-sdk/client-kms';
import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { withinTime } from './deadline.ts';
import { translateAwsError } from './errors.ts';

export type AskKms = <T>(
  name: string,
  signal: AbortSignal | undefined,
  perform: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
) => Promise<T>;

/** Makes requests of KMS: each within its time, failures translated. */
export function createAskKms(client: KMSClient, stall: number): AskKms {
  return async (name, signal, perform) => {
    try {
      // Obtaining credentials may wait for a person's sign-in: that is no stall of KMS.
      await client.config.credentials();
      return await withinTime(stall, signal, (own) => perform({ abortSignal: own }));
    } catch (thrown) {
      throw translateAwsError(thrown, { service: 'kms', name, signal });
    }
  };
}

/** Copies a secret out of the SDK's array, which may be a view of a shared buffer, and overwrites it there. */
export function takeSecret(bytes: Uint8Array | undefined, field: string): Bytes {
  if (!bytes) throw missing(field);
  const own = new Uint8Array(bytes);
  bytes.fill(0);
  return own;
}

/** @param secret overwritten where the field is missing */
export function ownBytes(bytes: Uint8Array | undefined, field: string, secret?: Bytes): Bytes {
  if (bytes) return new Uint8Array(bytes);
  secret?.fill(0);
  throw missing(field);
}

/** @param secret overwritten where the field is missing */
export function text(value: string | undefined, field: string, secret?: Bytes): string {
  if (value !== undefined && value !== '') return value;
  secret?.fill(0);
  throw missing(field);
}

export function missing(field: string): AppError {
  return new AppError('kms-answer-invalid', `the answer of KMS lacks ${field}`, { details: { field } });
}
