import * as v from 'valibot';

const httpUrl = v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//u, 'must be an http(s) URL'));

/** An S3 that is not AWS's. KMS and the identity pool stay where they are. */
export const storageSchema = v.strictObject({
  endpoint: httpUrl,
  /** what requests are signed for, by the store's own name: `us-east-1`, `default`, `auto`, `garage` */
  region: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, 'must be the name of a region')),
    'us-east-1',
  ),
  /** whether the bucket stands in the path, not in the host's name */
  pathStyle: v.optional(v.boolean(), true),
  /** who gives the credentials for it; without this the store takes those of the identity pool */
  credentials: v.optional(
    v.strictObject({
      source: v.literal('web-identity'),
      /** where STS is, if not at the store's own endpoint */
      endpoint: v.optional(httpUrl),
      /** `${sub}` in it becomes the token's subject, for stores that need a role for each person */
      roleArn: v.pipe(v.string(), v.regex(/^[!-~]{20,2048}$/u, 'must be the ARN of a role')),
      /** how long they last: 900 to 43200, usually 3600 */
      durationSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(900), v.maxValue(43_200))),
    }),
  ),
});

export type StorageConfig = v.InferOutput<typeof storageSchema>;

/** Where requests to S3 go. `endpoint` null: AWS's own for the region. */
export interface StoragePlace {
  readonly region: string;
  readonly endpoint: string | null;
  readonly pathStyle: boolean;
}

/** A store named alone comes before the S3 that `endpoints` names with the rest of AWS. */
export function storagePlace(config: {
  readonly region: string;
  readonly endpoints?: { readonly s3: string } | undefined;
  readonly storage?: StorageConfig | undefined;
}): StoragePlace {
  const { region, endpoints, storage } = config;
  if (storage) return { region: storage.region, endpoint: storage.endpoint, pathStyle: storage.pathStyle };
  return { region, endpoint: endpoints?.s3 ?? null, pathStyle: endpoints !== undefined };
}
