import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { startLocalAws, type LocalAws } from '../aws.ts';
import type { LocalAwsOptions } from '../options.ts';

/** A local AWS on a free port over a folder that goes away with it. */
export async function startForTest(
  options: Partial<LocalAwsOptions> = {},
): Promise<LocalAws & { readonly folder: string }> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'sealdrop-local-')));
  const aws = await startLocalAws({ port: 0, appOrigin: 'http://localhost:5173', ...options, folder });
  const close = async (): Promise<void> => {
    await aws.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...aws, folder, close };
}

type KmsCredentials = LocalAws['admin'] & { readonly sessionToken?: string };

/** The official KMS client, pointed here; as the admin unless told otherwise. */
export function kmsClient(aws: LocalAws, credentials: KmsCredentials = aws.admin): KMSClient {
  return new KMSClient({
    region: aws.config.region,
    endpoint: aws.config.endpoints.kms,
    credentials,
    maxAttempts: 1,
  });
}

/** `Name: message` of what a call is refused with, or `allowed`. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'allowed';
  } catch (thrown) {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  }
}
