import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { ServiceError } from '../aws-json/service-error.ts';

/** An OIDC provider that the identity pool trusts. */
export interface TrustedProvider {
  readonly issuer: string;
  /** the key of the `Logins` map: the issuer without its scheme */
  readonly loginProvider: string;
  /** the audience its tokens must name */
  readonly clientId: string;
  /** public keys only */
  readonly jwks: JSONWebKeySet;
  /** what identities are filed under; outlives a change of the port, which the issuer does not */
  readonly name: string;
  /** the time by which its tokens expire */
  readonly clock: { now(): Date };
}

/**
 * Verifies an OIDC ID token: signature, issuer, audience, expiry (OpenID Connect Core 1.0, 3.1.3.7).
 * @returns the subject
 * @throws ServiceError `NotAuthorizedException`, in Cognito's words
 */
export async function verifyLoginToken(provider: TrustedProvider, token: string): Promise<string> {
  const now = provider.clock.now();
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(provider.jwks), {
      issuer: provider.issuer,
      audience: provider.clientId,
      algorithms: ['RS256'],
      requiredClaims: ['sub', 'exp', 'iat'],
      currentDate: now,
    });
    if (payload.sub === undefined || payload.sub === '') throw new errors.JWTInvalid('no subject');
    return payload.sub;
  } catch (thrown) {
    throw new ServiceError('NotAuthorizedException', `Invalid login token. ${reasonOf(thrown, now)}`);
  }
}

function reasonOf(thrown: unknown, now: Date): string {
  if (thrown instanceof errors.JWTExpired) {
    return `Token expired: ${String(thrown.payload.exp)} >= ${Math.floor(now.getTime() / 1000)}`;
  }
  if (thrown instanceof errors.JWTClaimValidationFailed) {
    if (thrown.claim === 'iss') return "Issuer doesn't match providerName";
    if (thrown.claim === 'aud') return 'Incorrect token audience.';
  }
  if (thrown instanceof errors.JOSEError && isSignatureFault(thrown)) return "Couldn't verify signed token.";
  return 'Not a valid OpenId Connect identity token.';
}

function isSignatureFault(thrown: errors.JOSEError): boolean {
  return (
    thrown instanceof errors.JWSSignatureVerificationFailed ||
    thrown instanceof errors.JWKSNoMatchingKey ||
    thrown instanceof errors.JOSEAlgNotAllowed
  );
}
