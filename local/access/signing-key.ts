import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a signature is valid for: `20260102/us-east-1/s3/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export function scopeText(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
}

/** Source: AWS Signature Version 4, "Derive a signing key". */
export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  return [scope.date, scope.region, scope.service, 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
}

/** The signature of a canonical request's hash, lower-case hex. */
export function sign(
  signingKey: Buffer,
  timestamp: string,
  scope: CredentialScope,
  requestHash: string,
): string {
  const stringToSign = ['AWS4-HMAC-SHA256', timestamp, scopeText(scope), requestHash].join('\n');
  return createHmac('sha256', signingKey).update(stringToSign).digest('hex');
}

/** Compares without stopping at the first difference. */
export function sameSignature(expected: string, given: string): boolean {
  const left = Buffer.from(expected);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
