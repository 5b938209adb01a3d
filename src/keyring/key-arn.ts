/**
 * Whether a text is the ARN of a KMS key, and not of an alias or anything else: `arn:partition:kms:region:account:key/id`.
 * Source: AWS Encryption SDK specification, framework/aws-kms/aws-kms-key-arn.md.
 */
export function isKeyArn(text: string): boolean {
  return /^arn:[a-z0-9-]+:kms:[a-z0-9-]+:[0-9]+:key\/[A-Za-z0-9-]+$/u.test(text);
}
