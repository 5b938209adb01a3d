import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { AppConfig } from '../config/config.ts';
import { repeatWithFreshCredentials } from './expired-credentials.ts';
import type { SessionCredentials } from './session-credentials.ts';

/** Milliseconds until a request without an answer counts as failed; a part must get through a slow line in it. */
const s3Timeout = 300_000;
const kmsTimeout = 20_000;

/**
 * S3 with the browser's work kept small: bodies carry a CRC-32 that was computed already, and are not hashed a second time for
 * the signature.
 */
export function createS3Client(
  config: Pick<AppConfig, 'region' | 'endpoints'>,
  credentials: SessionCredentials,
): S3Client {
  const client = new S3Client({
    region: config.region,
    credentials: provider(credentials),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: { requestTimeout: s3Timeout },
    ...(config.endpoints ? { endpoint: config.endpoints.s3, forcePathStyle: true } : {}),
  });
  client.middlewareStack.add(repeatWithFreshCredentials(credentials), expiryStep);
  client.middlewareStack.add(
    (next) => async (args) => {
      const { request } = args;
      // The signer takes this header's word instead of hashing the body (SigV4: "UNSIGNED-PAYLOAD"). The checksum
      // header, which S3 verifies, is signed.
      if (isBinaryUpload(request)) request.headers['x-amz-content-sha256'] = 'UNSIGNED-PAYLOAD';
      return next(args);
    },
    { step: 'build', name: 'unsignedPayload', override: true },
  );
  return client;
}

function isBinaryUpload(
  request: unknown,
): request is { readonly body: Uint8Array | Blob; readonly headers: Record<string, string> } {
  if (typeof request !== 'object' || request === null || !('body' in request) || !('headers' in request))
    return false;
  return request.body instanceof Uint8Array || request.body instanceof Blob;
}

export function createKmsClient(
  config: Pick<AppConfig, 'region' | 'endpoints'>,
  credentials: SessionCredentials,
): KMSClient {
  const client = new KMSClient({
    region: config.region,
    credentials: provider(credentials),
    retryMode: 'standard',
    maxAttempts: 3,
    requestHandler: { requestTimeout: kmsTimeout },
    ...(config.endpoints ? { endpoint: config.endpoints.kms } : {}),
  });
  client.middlewareStack.add(repeatWithFreshCredentials(credentials), expiryStep);
  return client;
}

const expiryStep = { step: 'initialize', priority: 'high', name: 'freshCredentials' } as const;

/** Marked as memoized, so that the SDK asks for each request instead of keeping credentials that a service refused. */
function provider(credentials: SessionCredentials) {
  return Object.assign(() => credentials.current(), { memoized: true });
}
