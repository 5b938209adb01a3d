import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import type { AppConfig } from '../config/config.ts';
import { storagePlace } from '../config/storage.ts';
import type { CallLog } from '../trace/call-log.ts';
import { repeatWithFreshCredentials } from './expired-credentials.ts';
import { createRequestHandler } from './request-handler.ts';
import { createServiceClock, type ServiceClock } from './service-clock.ts';
import type { SessionCredentials } from './session-credentials.ts';
import { answerStep, traceCalls } from './trace-calls.ts';

type Place = Pick<AppConfig, 'region' | 'endpoints' | 'storage'>;

/**
 * S3 with the browser's work kept small: bodies carry a CRC-32 that was computed already, and are not hashed a second time for
 * the signature. Each request is made once; asking again is up to the caller.
 */
export function createS3Client(
  config: Place,
  credentials: SessionCredentials,
  clock: ServiceClock = createServiceClock(),
  calls?: CallLog,
): S3Client {
  const { region, endpoint, pathStyle } = storagePlace(config);
  const client = new S3Client({
    ...common(region, credentials, clock),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: pathStyle }),
  });
  client.middlewareStack.add(repeatWithFreshCredentials(credentials), expiryStep);
  if (calls) client.middlewareStack.add(traceCalls({ calls, clock, region, service: 's3' }), answerStep);
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

/** Each request is made once; asking again is up to the caller. */
export function createKmsClient(
  config: Place,
  credentials: SessionCredentials,
  clock: ServiceClock = createServiceClock(),
  calls?: CallLog,
): KMSClient {
  const { region } = config;
  const client = new KMSClient({
    ...common(region, credentials, clock),
    ...(config.endpoints ? { endpoint: config.endpoints.kms } : {}),
  });
  client.middlewareStack.add(repeatWithFreshCredentials(credentials), expiryStep);
  if (calls) client.middlewareStack.add(traceCalls({ calls, clock, region, service: 'kms' }), answerStep);
  return client;
}

const expiryStep = { step: 'initialize', priority: 'high', name: 'freshCredentials' } as const;

function common(region: string, credentials: SessionCredentials, clock: ServiceClock) {
  return {
    region,
    credentials: provider(credentials),
    maxAttempts: 1,
    requestHandler: createRequestHandler({ clock }),
    // Where the signer starts from; it goes on correcting this by itself.
    ...(clock.offset === null ? {} : { systemClockOffset: clock.offset }),
  };
}

/** Marked as memoized, so that the SDK asks for each request instead of keeping credentials that a service refused. */
function provider(credentials: SessionCredentials) {
  return Object.assign(() => credentials.current(), { memoized: true });
}
