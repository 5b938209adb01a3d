import { CreateKeyCommand, type CreateKeyCommandInput, type KMSClient } from '@aws-sdk/client-kms';
import { kmsClient, startForTest } from '../testing/started-aws.ts';

export let aws: Awaited<ReturnType<typeof startForTest>>;
export let kms: KMSClient;
/** The key that comes with a local AWS. */
export let KeyId: string;

/** For tests: a local AWS and its KMS, asked as the admin. */
export async function startKms(): Promise<void> {
  aws = await startForTest();
  kms = kmsClient(aws);
  KeyId = aws.config.kmsKeyId;
}

export const stopKms = (): Promise<void> => aws.close();

export async function newKey(input: CreateKeyCommandInput = {}): Promise<{ arn: string; id: string }> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
  return { arn: KeyMetadata?.Arn ?? '', id: KeyMetadata?.KeyId ?? '' };
}
