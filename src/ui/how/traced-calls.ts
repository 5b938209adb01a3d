import type { CallRecord } from '../../trace/call-record.ts';

/** What a transfer asked of KMS and of S3, as far as its calls are kept. */
export interface TracedCalls {
  /** the last one; null before there was any */
  readonly kms: CallRecord | null;
  readonly s3: CallRecord | null;
  /** requests to S3, failed ones too */
  readonly s3Count: number;
}

/** `transfer`: its record. */
export function tracedCalls(calls: readonly CallRecord[], transfer: string): TracedCalls {
  const own = calls.filter((call) => call.transfer === transfer);
  const s3 = own.filter(({ service }) => service === 's3');
  return {
    kms: own.findLast(({ service }) => service === 'kms') ?? null,
    s3: s3.at(-1) ?? null,
    s3Count: s3.length,
  };
}
