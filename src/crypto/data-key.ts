import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import type { Suite } from '../message/suites.ts';

/** The key that a message's own keys are derived from, non-extractable. */
export interface DataKey {
  readonly suite: Suite;
  /** an HKDF key, or the AES-GCM key itself for the suites without derivation */
  readonly key: CryptoKey;
}

/**
 * Imports an unwrapped data key and overwrites `raw` with zeros, on failure too.
 * @throws AppError `kms-answer-invalid` for a length that is not the suite's, `message-unsupported` for AES-192 in a
 * browser that has none
 */
export async function importDataKey(suite: Suite, raw: Bytes): Promise<DataKey> {
  try {
    if (raw.length !== suite.keyLength) {
      throw new AppError(
        'kms-answer-invalid',
        `data key: expected ${suite.keyLength} bytes, received ${raw.length}`,
      );
    }
    const key =
      suite.kdf === 'none'
        ? await orUnsupported(suite, crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['decrypt']))
        : await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits', 'deriveKey']);
    return { suite, key };
  } finally {
    raw.fill(0);
  }
}

/**
 * Names the one known reason why a sound AES key cannot be made: Chromium has no 192-bit AES.
 * @throws AppError `message-unsupported`
 */
export async function orUnsupported<T>(suite: Suite, making: Promise<T>): Promise<T> {
  try {
    return await making;
  } catch (cause) {
    if (suite.keyLength !== 24) throw cause;
    throw new AppError('message-unsupported', 'this browser has no 192-bit AES', {
      details: { suite: suite.id },
      cause,
    });
  }
}
