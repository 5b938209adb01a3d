import * as v from 'valibot';

/**
 * What the store does to the sealed bytes on its own disks (Amazon S3 User Guide, "Protecting data with server-side encryption"):
 * `bucket-default`: nothing is asked for, the bucket's own setting rules; `sse-s3`: keys of S3; `sse-kms`: a key of KMS.
 */
export const storageKinds = ['bucket-default', 'sse-s3', 'sse-kms'] as const;

export type StorageKind = (typeof storageKinds)[number];

export const storageEncryptionSchema = v.strictObject({
  /** what new uploads get where the person chose nothing else */
  kind: v.picklist(storageKinds),
  /** key id, key ARN or alias for `sse-kms`; without it S3 uses the account's own `aws/s3` */
  kmsKeyId: v.optional(v.pipe(v.string(), v.regex(/^[!-~]{1,2048}$/u, 'must be a key id, key ARN or alias'))),
  /** for `sse-kms`: one key of S3 for many objects, so that KMS is asked less often; usually true */
  bucketKey: v.optional(v.boolean()),
  /** what a person may choose for an upload; usually all three, `sse-kms` only with its key named. An empty list: `kind` holds for all. */
  choices: v.optional(v.pipe(v.array(v.picklist(storageKinds)), v.readonly())),
});

export type StorageEncryptionConfig = v.InferOutput<typeof storageEncryptionSchema>;

/** What may be chosen for an upload, in a fixed order with `usual` among them. A single one leaves nothing to choose. */
export function storageChoices(configured: StorageEncryptionConfig | undefined): {
  readonly usual: StorageKind;
  readonly kinds: readonly StorageKind[];
} {
  if (configured === undefined) return { usual: 'bucket-default', kinds: ['bucket-default'] };
  const { kind: usual, kmsKeyId, choices } = configured;
  const offered = choices ?? storageKinds.filter((kind) => kind !== 'sse-kms' || kmsKeyId !== undefined);
  return { usual, kinds: storageKinds.filter((kind) => kind === usual || offered.includes(kind)) };
}

/** What the next uploads get: what the person preferred, as long as it is still offered. */
export function chosenStorage(
  configured: StorageEncryptionConfig | undefined,
  preferred: string | null,
): StorageKind {
  const { usual, kinds } = storageChoices(configured);
  return kinds.find((kind) => kind === preferred) ?? usual;
}
