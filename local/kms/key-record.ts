import * as v from 'valibot';

export const keySpecs = ['SYMMETRIC_DEFAULT', 'RSA_2048', 'RSA_3072', 'RSA_4096'] as const;
export const keyUsages = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY'] as const;

const bytes = (length: number) =>
  v.pipe(
    v.string(),
    v.check((text) => Buffer.from(text, 'base64').length === length, `must be ${length} bytes of base64`),
  );

const materialSchema = v.strictObject({
  /** 64 hex digits, as KMS names key material */
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  /** AES-256, base64 */
  key: bytes(32),
  /** milliseconds since the epoch */
  since: v.number(),
  /** how the key came to it; of the first material it says nothing */
  how: v.optional(v.picklist(['AUTOMATIC', 'ON_DEMAND']), 'ON_DEMAND'),
});

const keySchema = v.strictObject({
  id: v.pipe(v.string(), v.uuid()),
  spec: v.picklist(keySpecs),
  usage: v.picklist(keyUsages),
  description: v.string(),
  created: v.number(),
  enabled: v.boolean(),
  /** when it goes for good, milliseconds since the epoch; null: it stays */
  deletion: v.nullable(v.number()),
  /** rotation by itself; `next` in milliseconds since the epoch; null: none */
  rotation: v.optional(v.nullable(v.strictObject({ periodDays: v.number(), next: v.number() })), null),
  /** its own policy, JSON; null: the one AWS gives where none was asked for */
  policy: v.optional(v.nullable(v.string()), null),
  /** symmetric keys: oldest first, the last is current; empty for RSA */
  materials: v.array(materialSchema),
  /** RSA keys: PKCS #8, PEM */
  privateKey: v.nullable(v.string()),
});

/** What the data folder's `kms.json` holds. */
export const keyFileSchema = v.strictObject({
  keys: v.array(
    v.pipe(
      keySchema,
      v.check((key) =>
        key.spec === 'SYMMETRIC_DEFAULT' ? key.materials.length > 0 : key.privateKey !== null,
      ),
    ),
  ),
  /** `alias/name` to key id */
  aliases: v.record(v.pipe(v.string(), v.startsWith('alias/')), v.pipe(v.string(), v.uuid())),
});

export type KeyFile = v.InferOutput<typeof keyFileSchema>;
export type KeyRecord = Readonly<v.InferOutput<typeof keySchema>>;
export type KeyMaterial = Readonly<v.InferOutput<typeof materialSchema>>;
