import { generateKeyPairSync, randomBytes } from 'node:crypto';
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

export interface ProviderKeys {
  readonly signing: v.InferOutput<typeof jwkSchema>;
  readonly cookies: string;
  /** what verifiers may see */
  readonly publicJwks: JSONWebKeySet;
}

/** @throws DataFolderError when the file is damaged */
export async function openProviderKeys(file: string): Promise<ProviderKeys> {
  const { value } = await openJsonFile<v.InferOutput<typeof schema>>(file, schema, makeKeys);
  const { kty, kid, alg, use, n, e } = value.signing;
  return { ...value, publicJwks: { keys: [{ kty, kid, alg, use, n, e }] } };
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
