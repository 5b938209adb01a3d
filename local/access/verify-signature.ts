import type { Clock } from './clock.ts';
import { hashCanonicalRequest, splitUrl } from './canonical-request.ts';
import { AccessFailure, type PayloadBinding, type ServiceName, type SignedRequest } from './contract.ts';
import type { Credential, CredentialStore } from './credential-store.ts';
import { bindPayload, readPayloadHash } from './payload-binding.ts';
import { checkScope, readSignatureClaim, type SignatureClaim } from './signature-claim.ts';
import { deriveSigningKey, sameSignature, sign } from './signing-key.ts';
import { parseTimestamp } from './timestamp.ts';

/** How far a signer's clock may be from ours, either way. */
const maximumSkewMs = 15 * 60 * 1000;

export interface VerifierOptions {
  readonly credentials: CredentialStore;
  readonly clock: Clock;
  readonly region: string;
}

/**
 * Verifies an AWS Signature Version 4, in the header or in a presigned query.
 * @param bodySha256 lower-case hex; null for S3, whose bodies are streamed and checked against the returned binding
 * @throws AccessFailure
 */
export function verifySignature(
  options: VerifierOptions,
  request: SignedRequest,
  service: ServiceName,
  bodySha256: string | null,
): { readonly credential: Credential; readonly payload: PayloadBinding } {
  const url = splitUrl(request.url);
  if (url === null)
    throw new AccessFailure('SignatureDoesNotMatch', 'The URI holds a malformed percent escape.');
  const claim = readSignatureClaim(request, url);
  checkScope(claim, { region: options.region, service });
  const now = options.clock.now().getTime();
  checkTime(claim, now);
  const credential = findCredential(options.credentials, claim);
  checkSignedHeaders(request, claim);

  const payloadHash = readPayloadHash(request, url, claim, service, bodySha256);
  const requestHash = hashCanonicalRequest(request, url, claim.signedHeaders, payloadHash, service);
  const signingKey = deriveSigningKey(credential.secretAccessKey, claim.scope);
  const expected = requestHash === null ? '' : sign(signingKey, claim.timestamp, claim.scope, requestHash);
  if (!sameSignature(expected, claim.signature)) {
    throw new AccessFailure(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  // Only now: whether a session has ended is told to its owner alone.
  if (credential.expiresAt !== null && credential.expiresAt <= now) {
    throw new AccessFailure('ExpiredToken', 'The provided token has expired.');
  }
  return { credential, payload: bindPayload(payloadHash, claim, signingKey) };
}

function checkTime(claim: SignatureClaim, now: number): void {
  const signedAt = parseTimestamp(claim.timestamp);
  if (signedAt === null) {
    throw new AccessFailure(
      claim.form === 'header' ? 'AuthorizationHeaderMalformed' : 'AuthorizationQueryParametersError',
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    );
  }
  const lastsMs = claim.expires === null ? maximumSkewMs : claim.expires * 1000;
  if (signedAt - now > maximumSkewMs || (claim.expires === null && now - signedAt > lastsMs)) {
    throw new AccessFailure(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  if (now - signedAt > lastsMs) throw new AccessFailure('RequestExpired', 'Request has expired');
}

function findCredential(credentials: CredentialStore, claim: SignatureClaim): Credential {
  const credential = credentials.find(claim.accessKeyId);
  if (credential === null) {
    throw new AccessFailure(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  const expected = credential.sessionToken;
  const matches =
    expected === null
      ? claim.sessionToken === null
      : claim.sessionToken !== null && sameSignature(expected, claim.sessionToken);
  if (!matches) {
    throw new AccessFailure('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  return credential;
}

/** `host`, and every `x-amz-*` header there is, must be signed; every signed header must be there. */
function checkSignedHeaders(request: SignedRequest, claim: SignatureClaim): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !claim.signedHeaders.includes(name),
  );
  if (unsigned.length > 0 || !claim.signedHeaders.includes('host')) {
    throw new AccessFailure(
      'SignatureDoesNotMatch',
      `There were headers present in the request which were not signed: ${unsigned.join(', ') || 'host'}`,
    );
  }
  const missing = claim.signedHeaders.filter(
    (name) => !Object.hasOwn(request.headers, name) || request.headers[name] === undefined,
  );
  if (missing.length > 0) {
    throw new AccessFailure(
      'SignatureDoesNotMatch',
      `Headers named in SignedHeaders are missing from the request: ${missing.join(', ')}`,
    );
  }
}
