import * as v from 'valibot';

/** Settings of the second way in: AWS credentials that an engineer brings along. */
export const ownCredentialsSettings = v.strictObject({
  /** what the form proposes as the owner */
  suggestedOwner: v.optional(v.pipe(v.string(), v.nonEmpty())),
});

/**
 * Credentials as people paste them. Shapes: IAM API Reference, AccessKey (`\w`, 16 to 128 letters); a secret is base64. STS promises no length
 * of a session token (AWS STS API Reference, Credentials: usually below 4096).
 */
export const ownCredentialsSchema = v.strictObject({
  accessKeyId: v.pipe(v.string(), v.regex(/^\w{16,128}$/u)),
  secretAccessKey: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/=]{16,128}$/u)),
  /** null: permanent credentials, which have none */
  sessionToken: v.nullable(v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/=_.~-]{16,16384}$/u))),
});

export type OwnCredentials = v.InferOutput<typeof ownCredentialsSchema>;

/**
 * Whose files: the folder in the bucket, and the `owner` of their encryption context. One part of a key, ASCII, so that it is the same in
 * both, in a policy and in the context; Cognito's identity ids are such.
 */
export const ownerSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._:@=+-]{0,127}$/u));

/** What the form has. */
export const ownFields = ['accessKeyId', 'secretAccessKey', 'sessionToken', 'owner'] as const;
export type OwnField = (typeof ownFields)[number];

const entry = v.strictObject({ ...ownCredentialsSchema.entries, owner: ownerSchema });

/** Credentials and the owner they are used for. */
export type OwnEntry = v.InferOutput<typeof entry>;

/** What was typed, without the spaces around it; or the fields that cannot be right. A missing session token is none. */
export function readOwnEntry(typed: Readonly<Record<OwnField, string>>): OwnEntry | readonly OwnField[] {
  const { accessKeyId, secretAccessKey, sessionToken, owner } = typed;
  const trimmedToken = sessionToken.trim();
  const result = v.safeParse(entry, {
    accessKeyId: accessKeyId.trim(),
    secretAccessKey: secretAccessKey.trim(),
    sessionToken: trimmedToken === '' ? null : trimmedToken,
    owner: owner.trim(),
  });
  if (result.success) return lacksToken(result.output) ? ['sessionToken'] : result.output;
  const wrong = new Set(result.issues.map((issue) => v.getDotPath(issue)));
  return ownFields.filter((field) => wrong.has(field));
}

/** `ASIA`: a temporary key, which is none without its token (IAM User Guide, "IAM identifiers": unique ID prefixes). */
function lacksToken({ accessKeyId, sessionToken }: OwnEntry): boolean {
  return sessionToken === null && accessKeyId.startsWith('ASIA');
}

/** Enough of an access key's id to tell it from others. */
export function shortKeyId(accessKeyId: string): string {
  return `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}
