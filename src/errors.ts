/**
 * Every failure this app can name. The code is stable (tests, support and translations rely on it); the sentence
 * a person reads is made from it in one place, `src/ui/messages`.
 */
export const errorCodes = [
  // configuration and sign-in
  'config-invalid',
  'sign-in-failed',
  'session-expired',
  'identity-refused',
  // credentials that somebody typed
  'own-key-unknown',
  'own-secret-wrong',
  'own-token-wrong', // made for another key, or cut off
  'own-token-expired',
  // the way to AWS
  'offline',
  'service-unreachable', // no answer at all: server down, CORS preflight refused, TLS failure; a browser hides which
  'throttled',
  'service-failed', // 5xx after retries
  'clock-wrong',
  'credentials-refused',
  // KMS
  'kms-denied',
  'kms-key-not-found',
  'kms-key-disabled',
  'kms-key-unusable', // pending deletion, wrong usage, unavailable
  'kms-wrong-key', // the wrapped key belongs to another KMS key
  'kms-wrapped-key-refused', // KMS: the context is not the one it was wrapped with, or its bytes were changed
  'kms-answer-invalid', // not a key ARN, not 32 bytes, another key than asked
  'key-needs-network', // KMS wrapped the key of a file on the device, and the device is offline
  'key-needs-sign-in', // KMS wrapped it, and nobody is signed in
  // S3
  'store-denied',
  'storage-key-refused', // KMS does not let the store use the key of its own encryption
  'store-not-found',
  'bucket-not-found',
  'name-taken',
  'object-changed', // replaced while it was being read
  'checksum-refused',
  'upload-lost', // the multipart upload no longer exists
  'store-answer-invalid',
  // the message
  'message-not-ours', // not an AWS Encryption SDK message
  'message-unsupported', // version or suite unknown
  'message-malformed',
  'message-truncated',
  'message-trailing-bytes',
  'message-out-of-order', // a frame repeated, missing, or after the end
  'message-uncommitted', // a suite without key commitment, not allowed by the caller
  'message-too-large-to-hold', // signed or unframed, and too large to check before release
  'commitment-mismatch',
  'header-tampered',
  'frame-tampered',
  'signature-invalid',
  'context-invalid', // reserved prefix, empty, too long
  'moved', // sealed for another location than where it lies
  'other-owner',
  'no-usable-key', // none of the wrapped keys could be unwrapped
  'nonce-reuse-refused', // misuse: the same frame sealed twice
  // the key bench
  'pasted-text-invalid', // not the kind of text that was asked for; `expected` names it
  'over-limit', // a text or file longer than what it is given to takes
  'key-pair-mismatch', // sealed for another key pair than the one at hand
  // the person's device
  'file-changed',
  'file-unreadable',
  'file-too-large',
  'name-invalid',
  'wrong-file', // another file was chosen than the one that was interrupted
  'disk-full',
  'permission-lost', // the person or the browser took back access to a file
  'download-stopped', // the browser or the person ended the download
  'in-other-tab', // another tab works on this transfer
  'journal-unavailable', // the browser's database cannot be used
  'storage-unavailable', // no place to stage an opened file
  'script-altered', // a script of this site is not the one that the page was built with
  'vault-crashed', // the worker died
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts about one failure, safe to show and to clone: no secrets, no plaintext. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** What crosses the worker boundary. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** The one error of this app. `message` is for engineers; people read the sentence made from `code` and `details`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }

  /** The clonable form for `postMessage`. */
  toData(): ErrorData {
    return { code: this.code, message: this.message, details: this.details };
  }

  static fromData(data: ErrorData): AppError {
    return new AppError(data.code, data.message, { details: data.details });
  }

  /** An AppError as it is; anything else becomes `internal`, with the original as its cause. */
  static from(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown;
    const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return new AppError('internal', message, { cause: thrown });
  }
}

/** Cancelling is not a failure: it travels as the signal's own AbortError. */
export function isAbort(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}
