import * as v from 'valibot';

const origin = v.pipe(
  v.string(),
  v.regex(/^https?:\/\/[^/]+$/u, 'must be an origin such as https://files.example.org, without a path'),
);
const arn = v.pipe(v.string(), v.regex(/^arn:[a-z-]+:/u, 'must be an ARN'));

const schema = v.strictObject({
  /** name of the stack, and the beginning of the names of what must have one: lower-case letters, digits, hyphens */
  name: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{1,19}$/u, 'must be 2 to 20 of a-z, 0-9, -')),
    'sealdrop',
  ),
  signIn: v.optional(
    v.strictObject({
      /** first label of the sign-in pages' host, unique in the region; the stack's name and the account's number where it is left out */
      domainPrefix: v.optional(
        v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])?$/u, 'must be a host label')),
      ),
      /** a second factor (authenticator app): offered, or demanded */
      mfa: v.optional(v.picklist(['optional', 'required']), 'optional'),
      /** whether anybody may make an account; otherwise an administrator invites */
      selfSignUp: v.optional(v.boolean(), false),
    }),
    {},
  ),
  /** the site's own address; without it, that of CloudFront. The certificate must lie in us-east-1, where CloudFront looks. */
  site: v.optional(v.nullable(v.strictObject({ domainName: v.string(), certificateArn: arn })), null),
  /** further origins that may sign in and reach the bucket, such as http://localhost:5173 while developing */
  otherOrigins: v.optional(v.array(origin), []),
  /** an RSA key beside the symmetric one, for sealing with its public half (Key bench) */
  asymmetricKey: v.optional(v.boolean(), false),
  /** IAM principals that administer the keys beside the account's own; none of them may use one */
  keyAdministrators: v.optional(v.array(arn), []),
  /** Visitors who did not sign in get credentials, too. They may use KMS for messages of their own, and nothing of S3. */
  guests: v.optional(v.boolean(), false),
  /** S3 server access logs and CloudFront logs, kept 90 days */
  accessLogs: v.optional(v.boolean(), true),
  /** a CloudTrail trail that records each read and write of an object and each use of the keys */
  dataEvents: v.optional(v.boolean(), false),
  /** copies each object to a bucket that exists, best in another region and account; sealed as it is, it needs no other key to stay unreadable there */
  replication: v.optional(v.nullable(v.strictObject({ bucketArn: arn })), null),
  /** days after which versions that were replaced or deleted are gone; null: they stay */
  oldVersionDays: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1))), null),
  /** an S3 that is not AWS's, in the place of the stack's bucket, which then stays empty; docs/deployment.md, "Another S3" */
  storage: v.optional(
    v.nullable(
      v.strictObject({
        bucket: v.string(),
        endpoint: origin,
        region: v.optional(v.string()),
        pathStyle: v.optional(v.boolean()),
        credentials: v.optional(
          v.strictObject({
            source: v.literal('web-identity'),
            endpoint: v.optional(origin),
            roleArn: arn,
            durationSeconds: v.optional(v.number()),
          }),
        ),
      }),
    ),
    null,
  ),
  /** whether bucket, keys and accounts stay when the stack is removed */
  keepData: v.optional(v.boolean(), true),
});

/** What a deployment chooses, `infra/deployment.json`; everything has a safe default. */
export type Settings = v.InferOutput<typeof schema>;

/** @throws Error that names the first field that is wrong */
export function parseSettings(json: unknown): Settings {
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new Error(`deployment.json: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}
