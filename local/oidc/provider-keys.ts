import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import * as v from 'valibot';
import { openJsonFile } from '../state/json-file.ts';

const jwkSchema = v.strictObject({
  kty: v.literal('RSA'),
  kid: v.string(),
  alg: v.literal('RS256'),
  use: v.literal('sig'),
  n: v.string(),
  e: v.string(),
  d: v.string(),
  p: v.string(),
  q: v.string(),
  dp: v.string(),
  dq: v.string(),
  qi: v.string(),
});
const schema = v.strictObject({
  signing: jwkSchema,
  /** for the provider's cookies */
  cookies: v.pipe(v.string(), v.minLength(32)),
});

/** A private RSA key as a JWK; `x5c`: its certificate in base64 DER (RFC 7517, 4.7). */
type SigningKey = v.InferOutput<typeof jwkSchema> & { readonly x5c?: string[] };

export interface ProviderKeys {
  readonly signing: SigningKey;
  readonly cookies: string;
  /** what verifiers may see */
  readonly publicJwks: JSONWebKeySet;
}

/**
 * @param certify makes a certificate (DER) of the key (PKCS #8, PEM), for verifiers that know keys in no other form
 * @throws DataFolderError when the file is damaged
 */
export async function openProviderKeys(
  file: string,
  certify?: (privateKey: string) => Promise<Buffer>,
): Promise<ProviderKeys> {
  const { value } = await openJsonFile<v.InferOutput<typeof schema>>(file, schema, makeKeys);
  const { kty, kid, alg, use, n, e } = value.signing;
  const publicJwks = { keys: [{ kty, kid, alg, use, n, e }] };
  if (certify === undefined) return { ...value, publicJwks };
  const key = createPrivateKey({ key: value.signing, format: 'jwk' });
  const certificate = await certify(key.export({ type: 'pkcs8', format: 'pem' }).toString());
  return { ...value, signing: { ...value.signing, x5c: [certificate.toString('base64')] }, publicJwks };
}

function makeKeys(): v.InferOutput<typeof schema> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = privateKey.export({ format: 'jwk' });
  const kid = randomBytes(8).toString('hex');
  return {
    signing: v.parse(jwkSchema, { ...jwk, kid, alg: 'RS256', use: 'sig' }),
    cookies: randomBytes(32).toString('base64url'),
  };
}
