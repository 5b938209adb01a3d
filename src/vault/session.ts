import { createKmsClient, createS3Client } from '../aws/clients.ts';
import { obtainCredentials } from '../aws/cognito.ts';
import { createKmsAdapter } from '../aws/kms-adapter.ts';
import { createS3Store } from '../aws/s3-store.ts';
import { createServiceClock } from '../aws/service-clock.ts';
import { createSessionCredentials } from '../aws/session-credentials.ts';
import type { TokenSource } from '../aws/token-source.ts';
import type { AppConfig } from '../config/config.ts';
import type { KmsPort } from '../keyring/kms-port.ts';
import { namingMissing } from '../transfer/open/name-missing.ts';
import { createPacer } from '../transfer/pacer.ts';
import { pacedKms } from '../transfer/paced-kms.ts';
import type { ObjectStore } from '../transfer/store-port.ts';

/** One signed-in person's way to S3 and KMS. */
export interface Session {
  readonly identityId: string;
  readonly kmsKeyId: string;
  readonly store: ObjectStore;
  /** asked at a bounded pace */
  readonly kms: KmsPort;
  /** milliseconds since 1970, by the services' clock as far as it is known */
  readonly clock: () => number;
  /** Drops the credentials; whatever is asked afterwards fails with `session-expired`. */
  end(): void;
}

/**
 * Calls to KMS: at once, a second in the long run, and begun together after a pause. A region's shared quota for an account is 10,000 requests
 * a second or more (AWS KMS Developer Guide, "Request quotas"), so that a hundred people who drop folders at the same time stay below it; at
 * 6 in flight a browser has no connection left for more.
 */
const kmsPace = { concurrency: 6, perSecond: 50, burst: 100 };

/**
 * Exchanges the ID token for credentials and builds the clients over them.
 * @throws AppError `session-expired`, `identity-refused`, `clock-wrong`, or a network code
 */
export async function startSession(
  config: AppConfig,
  environment: {
    /** milliseconds since 1970, by the device's clock, which may be wrong */
    readonly now: () => number;
    /** answered while the session is still starting, too: a restored sign-in may have to be renewed first */
    readonly tokens: TokenSource;
  },
): Promise<Session> {
  const { now, tokens } = environment;
  const clock = createServiceClock(now);
  const credentials = createSessionCredentials({
    obtain: () => obtainCredentials(config, tokens, clock),
    now: () => clock.now(),
  });
  const { identityId } = await credentials.current();
  const s3 = createS3Client(config, credentials, clock);
  const kms = createKmsClient(config, credentials, clock);
  const stall =
    config.transfers?.stallSeconds === undefined ? undefined : config.transfers.stallSeconds * 1000;
  return {
    identityId,
    kmsKeyId: config.kmsKeyId,
    store: namingMissing(createS3Store(s3, config.bucket, stall)),
    kms: pacedKms(createKmsAdapter(kms, stall), createPacer(kmsPace)),
    clock: () => clock.now(),
    end() {
      credentials.forget();
      s3.destroy();
      kms.destroy();
    },
  };
}
