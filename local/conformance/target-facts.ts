import * as v from 'valibot';

const credentials = v.strictObject({
  accessKeyId: v.string(),
  secretAccessKey: v.string(),
  sessionToken: v.exactOptional(v.string()),
});

const schema = v.strictObject({
  /** `http://127.0.0.1:4566` */
  endpoint: v.pipe(v.string(), v.url()),
  region: v.string(),
  /** may do everything */
  admin: credentials,
  /** two people: each may read, write and delete below the own prefix and list it, and nothing else */
  alice: credentials,
  bob: credentials,
  /** where theirs lies in the shared bucket, such as `users/alice/` */
  alicePrefix: v.string(),
  bobPrefix: v.string(),
  /** the bucket that the two may use; it exists */
  sharedBucket: v.string(),
});

/** A running S3 server and the people the suite plays. */
export type TargetFacts = Readonly<v.InferOutput<typeof schema>>;

/** Reads the facts that another process wrote as JSON. */
export function parseTargetFacts(json: string): TargetFacts {
  return v.parse(schema, JSON.parse(json));
}
