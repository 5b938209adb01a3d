/** The claims of an ID token that a sign-in can fail at; the signature is the identity pool's to check. */
export interface TokenClaims {
  readonly audience: readonly string[] | null;
  /** milliseconds since 1970 */
  readonly expires: number | null;
}

/** Reads a JWT's payload (RFC 7519, section 7.2). What is not there, or cannot be read, is null. */
export function readClaims(idToken: string): TokenClaims {
  try {
    const payload = (idToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    if (typeof claims !== 'object' || claims === null) return { audience: null, expires: null };
    const aud: unknown = Reflect.get(claims, 'aud');
    const exp: unknown = Reflect.get(claims, 'exp');
    const audience = (Array.isArray(aud) ? aud : [aud]).filter((one) => typeof one === 'string');
    return {
      audience: audience.length === 0 ? null : audience,
      expires: typeof exp === 'number' ? exp * 1000 : null,
    };
  } catch {
    return { audience: null, expires: null };
  }
}
