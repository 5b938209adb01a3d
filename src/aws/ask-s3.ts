import type { S3Client } from '@aws-sdk/client-s3';
import { withinTime } from './deadline.ts';
import { translateAwsError } from './errors.ts';

/** One request to S3: cut off after `limit` milliseconds without progress. @throws AppError */
export type AskS3 = <T>(
  name: string,
  signal: AbortSignal | undefined,
  perform: (signal: AbortSignal) => Promise<T>,
  limit?: number,
) => Promise<T>;

/** @param stall milliseconds without progress, where a request does not say otherwise */
export function createAskS3(client: S3Client, stall: number): AskS3 {
  return async (name, signal, perform, limit = stall) => {
    try {
      // Obtaining credentials may wait for a person's sign-in: that is no stall of S3.
      await client.config.credentials();
      return await withinTime(limit, signal, perform);
    } catch (thrown) {
      throw translateAwsError(thrown, { service: 's3', name, signal });
    }
  };
}
