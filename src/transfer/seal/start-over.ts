import { AppError } from '../../errors.ts';

/**
 * Ends an attempt whose data key must seal nothing more. The file is sealed anew under another one; `failure` is what a
 * person is told if that happens too often.
 */
export class StartOver extends Error {
  override readonly name = 'StartOver';
  readonly failure: AppError;

  constructor(failure: AppError) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The reason to begin anew, or null where a failure is none. Somebody who took the name, and an upload that is gone, are such reasons too. */
export function reasonToStartOver(thrown: unknown): AppError | null {
  if (thrown instanceof StartOver) return thrown.failure;
  if (!(thrown instanceof AppError)) return null;
  return thrown.code === 'name-taken' || thrown.code === 'upload-lost' ? thrown : null;
}
