import { AccessFailure, type PayloadBinding, type ServiceName, type SignedRequest } from './contract.ts';
import type { SplitUrl } from './canonical-request.ts';
import { single, type SignatureClaim } from './signature-claim.ts';
import { scopeText } from './signing-key.ts';

/**
 * The last line of the canonical request: a SHA-256, or one of S3's words for bodies bound otherwise.
 * @param bodySha256 the body's own hash, where the service reads it before it verifies (all but S3)
 * @throws AccessFailure when it is missing, unknown, or not the body's
 */
export function readPayloadHash(
  request: SignedRequest,
  url: SplitUrl,
  claim: SignatureClaim,
  service: ServiceName,
  bodySha256: string | null,
): string {
  const inQuery = url.query.find(({ name }) => name === 'X-Amz-Content-Sha256')?.value ?? null;
  const stated = single(request, 'x-amz-content-sha256') ?? (claim.form === 'query' ? inQuery : null);
  if (service !== 's3') {
    if (bodySha256 === null) throw new AccessFailure('SignatureDoesNotMatch', 'The body was not hashed.');
    if (stated !== null && stated !== bodySha256) {
      throw new AccessFailure(
        'SignatureDoesNotMatch',
        'The value of x-amz-content-sha256 is not the hash of the body.',
      );
    }
    return bodySha256;
  }
  if (stated !== null) return stated;
  if (claim.form === 'query') return 'UNSIGNED-PAYLOAD';
  throw new AccessFailure(
    'AuthorizationHeaderMalformed',
    'Missing required header for this request: x-amz-content-sha256',
  );
}

/**
 * What the verified payload word binds the body to.
 * Source: Amazon S3 API, "Authenticating Requests", the table of x-amz-content-sha256.
 * @throws AccessFailure when the word is unknown, or chunked in a presigned URL
 */
export function bindPayload(payloadHash: string, claim: SignatureClaim, signingKey: Buffer): PayloadBinding {
  if (/^[0-9a-f]{64}$/u.test(payloadHash)) return { kind: 'sha256', sha256: payloadHash };
  if (payloadHash === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  const seed = {
    signature: claim.signature,
    signingKey,
    timestamp: claim.timestamp,
    scope: scopeText(claim.scope),
  };
  if (claim.form === 'header') {
    if (payloadHash === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER')
      return { kind: 'chunked-unsigned', trailer: true };
    if (payloadHash === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD')
      return { kind: 'chunked-signed', trailer: false, seed };
    if (payloadHash === 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER') {
      return { kind: 'chunked-signed', trailer: true, seed };
    }
  }
  throw new AccessFailure(
    'AuthorizationHeaderMalformed',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
  );
}
