import type { Bytes } from '../bytes/bytes.ts';
import { AppError, type ErrorCode, type ErrorDetails } from '../errors.ts';

/** One AES-GCM ciphertext with its tag, and what authenticates it. */
export interface SealedBox {
  readonly iv: Bytes;
  readonly additionalData: Bytes;
  /** ciphertext and tag */
  readonly sealed: Bytes;
}

/**
 * Opens one box. The bytes given are free to change as soon as the call returned: WebCrypto copies them first.
 * @throws AppError with `code` and `details` where authentication fails
 */
export async function openSealed(
  contentKey: CryptoKey,
  { iv, additionalData, sealed }: SealedBox,
  code: ErrorCode,
  details: ErrorDetails,
): Promise<Bytes> {
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, contentKey, sealed),
    );
  } catch (cause) {
    // WebCrypto's one answer to a tag that does not fit.
    if (cause instanceof DOMException && cause.name === 'OperationError') {
      throw new AppError(code, 'authentication failed', { details, cause });
    }
    throw cause;
  }
}
