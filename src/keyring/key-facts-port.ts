/** The rotation of a key by KMS itself. */
export interface RotationFacts {
  readonly enabled: boolean;
  readonly periodDays: number | null;
  /** ISO 8601, UTC */
  readonly nextDate: string | null;
}

/** One rotation that was. */
export interface PastRotation {
  /** ISO 8601, UTC */
  readonly date: string;
  /** `AUTOMATIC` or `ON_DEMAND`, as KMS says it */
  readonly type: string;
}

/**
 * What KMS tells of a key beside what sealing and opening need; each may be denied without harm. Implemented by `src/aws`; methods throw AppError
 * with a `kms-*`, access or network code.
 */
export interface KeyFactsPort {
  /** `alias/...` */
  aliases(request: KeyQuestion): Promise<readonly string[]>;
  rotation(request: KeyQuestion): Promise<RotationFacts>;
  /** Newest first. */
  rotations(request: KeyQuestion): Promise<readonly PastRotation[]>;
}

interface KeyQuestion {
  readonly keyId: string;
  readonly signal: AbortSignal;
}
