import { AppError, type ErrorCode } from '../errors.ts';

/** Failures after which the same transfer may go on where it stopped: the way to AWS, the sign-in, the person's device. */
const resumable: ReadonlySet<ErrorCode> = new Set([
  'session-expired',
  'offline',
  'service-unreachable',
  'throttled',
  'service-failed',
  'clock-wrong',
  'credentials-refused',
  'checksum-refused',
  'store-answer-invalid',
  'kms-key-disabled',
  'kms-key-unusable',
  'kms-denied',
  'store-denied',
  'storage-key-refused',
  'file-unreadable',
  // an unplugged drive reads like this too; a file that did change starts over by itself
  'file-changed',
  'wrong-file',
  'in-other-tab',
  'disk-full',
  'permission-lost',
  'storage-unavailable',
  'journal-unavailable',
  'script-altered',
  'vault-crashed',
  'internal',
]);

/** Whether what was done before this failure is worth keeping. */
export function isResumable(thrown: unknown): boolean {
  return resumable.has(AppError.from(thrown).code);
}
