import { createKmsClient, createS3Client } from '../aws/clients.ts';
import { obtainCredentials } from '../aws/cognito.ts';
import { createKeyFacts } from '../aws/key-facts.ts';
import { createBenchKmsAdapter } from '../aws/bench-kms-adapter.ts';
import { createKmsAdapter } from '../aws/kms-adapter.ts';
import { s3CopyLimits } from '../aws/copy-object.ts';
import { createFilingStore } from '../aws/filing-store.ts';
import { createS3Store } from '../aws/s3-store.ts';
import { usualStall } from '../aws/deadline.ts';
import { createServiceClock, type ServiceClock } from '../aws/service-clock.ts';
import { createSessionCredentials, type SessionCredentials } from '../aws/session-credentials.ts';
import type { TokenSource } from '../aws/token-source.ts';
import { attributed } from '../aws/trace-calls.ts';
import { createUploadPace } from '../aws/upload-pace.ts';
import { createStorageCredentials } from '../aws/storage-credentials.ts';
import type { AppConfig } from '../config/config.ts';
import type { OwnCredentials } from '../config/own-credentials.ts';
import type { FilingStore } from '../filing/filing-port.ts';
import type { KeyFactsPort } from '../keyring/key-facts-port.ts';
import type { KmsPort } from '../keyring/kms-port.ts';
import { namingMissing } from '../transfer/open/name-missing.ts';
import { createPacer } from '../transfer/pacer.ts';
import { pacedKms } from '../transfer/paced-kms.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import type { CallLog } from '../trace/call-log.ts';
import type { BenchAccess } from './workbench/bench-world.ts';
import { createOwnAccess } from './own-access.ts';
import { guidedKms } from './workbench/guided-kms.ts';

/** What a session's credentials come from: sign-in, or the person, who says whose files they are for. */
export type AccessSource =
  /** answered while the session is still starting, too: a restored sign-in may have to be renewed first */
  { readonly tokens: TokenSource } | { readonly own: OwnCredentials; readonly owner: string };

/** One signed-in person's way to S3 and KMS. */
export interface Session {
  readonly identityId: string;
  readonly kmsKeyId: string;
  readonly store: ObjectStore;
  /** keeps what is stored in order */
  readonly filing: FilingStore;
  /** asked at a bounded pace */
  readonly kms: KmsPort;
  /** The same store and KMS, whose calls the trace shows as those of one transfer. */
  readonly forTransfer: (record: string) => Pick<Session, 'store' | 'kms'>;
  /** for the inspection panel; a few calls for each look */
  readonly keyFacts: KeyFactsPort;
  /** what the key bench works with, asked at the same pace */
  readonly bench: BenchAccess;
  /** milliseconds since 1970, by the services' clock as far as it is known */
  readonly clock: () => number;
  /** Takes others in the place of credentials that the person brought; absent where sign-in renews them. @throws AppError as at the start */
  readonly bring?: (brought: OwnCredentials) => Promise<void>;
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
 * Exchanges the ID token for credentials, or tries those that the person brought, and builds the clients over them.
 * @throws AppError `session-expired`, `identity-refused`, `clock-wrong`, or a network code; as `OwnAccess.prove` with own credentials
 */
export async function startSession(
  config: AppConfig,
  environment: {
    /** milliseconds since 1970, by the device's clock, which may be wrong */
    readonly now: () => number;
    readonly calls?: CallLog;
  } & AccessSource,
): Promise<Session> {
  const { now, calls } = environment;
  const clock = createServiceClock(now);
  if ('own' in environment) {
    const { own, owner } = environment;
    const access = createOwnAccess(own, owner);
    const { credentials } = access;
    const storage = { credentials, clock };
    const session = sessionOver(config, { identityId: owner, credentials, clock, storage, calls });
    await access.prove(session.store);
    return { ...session, bring: (brought) => access.replace(brought, session.store) };
  }
  const { tokens } = environment;
  const credentials = createSessionCredentials({
    obtain: () => obtainCredentials(config, tokens, clock, calls),
    now: () => clock.now(),
  });
  const { identityId } = await credentials.current();
  const storage = createStorageCredentials(config, { credentials, identityId, clock, tokens, now, calls });
  return sessionOver(config, { identityId, credentials, clock, storage, calls });
}

function sessionOver(
  config: AppConfig,
  parts: {
    readonly identityId: string;
    readonly credentials: SessionCredentials;
    readonly clock: ServiceClock;
    /** the same ones, unless the store is another's */
    readonly storage: { readonly credentials: SessionCredentials; readonly clock: ServiceClock };
    readonly calls: CallLog | undefined;
  },
): Session {
  const { identityId, credentials, clock, storage, calls } = parts;
  const s3 = createS3Client(config, storage.credentials, storage.clock, calls);
  const kms = createKmsClient(config, credentials, clock, calls);
  const { stallSeconds } = config.transfers ?? {};
  const stall = stallSeconds === undefined ? usualStall : stallSeconds * 1000;
  const pace = createUploadPace(stall);
  const kmsPacer = createPacer(kmsPace);
  const portsOver = (s3Client: typeof s3, kmsClient: typeof kms): Pick<Session, 'store' | 'kms'> => ({
    store: namingMissing(createS3Store(s3Client, config.bucket, stall, pace)),
    kms: pacedKms(createKmsAdapter(kmsClient, stall), kmsPacer),
  });
  return {
    identityId,
    kmsKeyId: config.kmsKeyId,
    ...portsOver(s3, kms),
    filing: createFilingStore(s3, config.bucket, stall, s3CopyLimits, config.storage !== undefined),
    forTransfer: (record) => portsOver(attributed(s3, record), attributed(kms, record)),
    keyFacts: createKeyFacts(kms, stall),
    bench: {
      kms: guidedKms(createBenchKmsAdapter(kms, stall), (ask, signal) =>
        kmsPacer.run(() => ask(signal), signal),
      ),
      secondKeyId: config.keyBench?.secondKeyId ?? null,
      rsaKeyId: config.keyBench?.rsaKeyId ?? null,
    },
    clock: () => clock.now(),
    end() {
      credentials.forget();
      storage.credentials.forget();
      s3.destroy();
      kms.destroy();
    },
  };
}
