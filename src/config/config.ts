import * as v from 'valibot';
import { AppError } from '../errors.ts';
import { ownCredentialsSettings } from './own-credentials.ts';
import { storageEncryptionSchema } from './storage-encryption.ts';
import { storageSchema } from './storage.ts';

const httpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//u, 'must be an http(s) URL'));

const fields = v.strictObject({
  /** AWS region of the bucket, the KMS key and the identity pool */
  region: v.pipe(
    v.string(),
    v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/u, 'must be an AWS region such as eu-central-1'),
  ),
  /** left out, with `identityPool`, where `ownCredentials` is the only way in */
  signIn: v.optional(
    v.strictObject({
      /** OIDC issuer; discovery is read from `<authority>/.well-known/openid-configuration` */
      authority: httpUrl,
      clientId: v.pipe(v.string(), v.nonEmpty()),
      scope: v.optional(v.pipe(v.string(), v.nonEmpty()), 'openid profile email offline_access'),
    }),
  ),
  identityPool: v.optional(
    v.strictObject({
      id: v.pipe(v.string(), v.regex(/^[a-z0-9-]+:[0-9a-f-]{36}$/u, 'must be an identity pool id')),
      /** the key of the `Logins` map: the issuer without its scheme */
      loginProvider: v.pipe(v.string(), v.nonEmpty()),
    }),
  ),
  /** lets people in with AWS credentials of their own, for engineers; without it nobody is asked for any */
  ownCredentials: v.optional(ownCredentialsSettings),
  bucket: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/u, 'must be a bucket name')),
  /** key id, key ARN or alias that new files are sealed under */
  kmsKeyId: v.pipe(v.string(), v.nonEmpty()),
  /** other keys that the key bench works with, each a key id, key ARN or alias; a bench whose key is left out says so */
  keyBench: v.optional(
    v.strictObject({
      /** symmetric: wrapped keys are moved to it */
      secondKeyId: v.optional(v.pipe(v.string(), v.nonEmpty())),
      /** RSA with usage ENCRYPT_DECRYPT: sealed for with its public half, opened by KMS */
      rsaKeyId: v.optional(v.pipe(v.string(), v.nonEmpty())),
    }),
  ),
  /** where AWS is, when not at its public addresses */
  endpoints: v.optional(v.strictObject({ s3: httpUrl, kms: httpUrl, cognitoIdentity: httpUrl })),
  /** where S3 is, when it is not AWS's */
  storage: v.optional(storageSchema),
  /** what the store does to sealed files on its own disks; without it nothing is asked for, and the bucket's default rules */
  storageEncryption: v.optional(storageEncryptionSchema),
  /** for networks that are much better or worse than usual; what is left out has a good default */
  transfers: v.optional(
    v.strictObject({
      /** seconds without progress after which a request is cut and made again: 1 to 300, usually 30 */
      stallSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(300))),
      /** seconds without any success after which a transfer stops, to be resumed by the person: 1 to 86400, usually 600 */
      patienceSeconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(86_400))),
      /** parts in flight at the beginning, which then follows what the network bears: 1 to 6, usually 4 */
      lanes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6))),
      /** MiB of a part of a file that needs no larger ones: 5 to 64, usually 8; S3 takes no smaller ones */
      partMiB: v.optional(v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(64))),
    }),
  ),
});

const schema = v.pipe(
  fields,
  v.forward(
    v.partialCheck(
      [['signIn'], ['identityPool'], ['ownCredentials']],
      ({ signIn, identityPool, ownCredentials }) =>
        signIn !== undefined || identityPool !== undefined || ownCredentials !== undefined,
      'is missing, and ownCredentials is too: there would be no way in',
    ),
    ['signIn'],
  ),
  v.forward(
    v.partialCheck(
      [['signIn'], ['identityPool']],
      ({ signIn, identityPool }) => (signIn === undefined) === (identityPool === undefined),
      'signIn and identityPool need each other',
    ),
    ['identityPool'],
  ),
);

/** Run-time configuration, read from `/config.json` so that one build serves every deployment. */
export type AppConfig = v.InferOutput<typeof schema>;

/** What signing in needs of the configuration. */
export type SignInConfig = NonNullable<AppConfig['signIn']>;

/**
 * Checks what `/config.json` holds.
 * @throws AppError `config-invalid`, naming the first field that is wrong.
 */
export function parseConfig(json: unknown): AppConfig {
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  const field = v.getDotPath(issue) ?? 'config.json';
  throw new AppError('config-invalid', `config.json: ${field}: ${issue.message}`, {
    details: { field, problem: issue.message },
  });
}

/** Milliseconds: the page is blank until the configuration is there. */
const patience = 20_000;

/**
 * Fetches and checks `/config.json`.
 * @throws AppError `config-invalid` when it is missing, does not come in 20 s, is not JSON, or has a wrong field.
 */
export async function loadConfig(fetchJson: typeof fetch = fetch): Promise<AppConfig> {
  let json: unknown;
  try {
    const response = await fetchJson('/config.json', {
      cache: 'no-store',
      signal: AbortSignal.timeout(patience),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    json = await response.json();
  } catch (cause) {
    throw new AppError('config-invalid', 'config.json could not be read', {
      details: { field: 'config.json', problem: cause instanceof Error ? cause.message : 'unreadable' },
      cause,
    });
  }
  return parseConfig(json);
}
