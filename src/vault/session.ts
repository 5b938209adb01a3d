import { createKmsClient, createS3Client } from '../aws/clients.ts';
import { obtainCredentials } from '../aws/cognito.ts';
import { createKmsAdapter } from '../aws/kms-adapter.ts';
import { createS3Store } from '../aws/s3-store.ts';
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
  /** Drops the credentials; whatever is asked afterwards fails with `session-expired`. */
  end(): void;
}

/** Calls to KMS: at once, a second in the long run, and begun together after a pause. */
const kmsPace = { concurrency: 4, perSecond: 20, burst: 10 };

/**
 * Exchanges the ID token for credentials and builds the clients over them.
 * @throws AppError `session-expired`, `identity-refused`, `clock-wrong`, or a network code
 */
export async function startSession(
  config: AppConfig,
  environment: {
    /** milliseconds since 1970 */
    readonly now: () => number;
    /** answered while the session is still starting, too: a restored sign-in may have to be renewed first */
    readonly tokens: TokenSource;
  },
): Promise<Session> {
  const { now, tokens } = environment;
  const credentials = createSessionCredentials({ obtain: () => obtainCredentials(config, tokens), now });
  const { identityId } = await credentials.current();
  const s3 = createS3Client(config, credentials);
  const kms = createKmsClient(config, credentials);
  return {
    identityId,
    kmsKeyId: config.kmsKeyId,
    store: namingMissing(createS3Store(s3, config.bucket)),
    kms: pacedKms(createKmsAdapter(kms), createPacer(kmsPace)),
    end() {
      credentials.forget();
      s3.destroy();
      kms.destroy();
    },
  };
}
