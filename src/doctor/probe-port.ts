import type { Bytes } from '../bytes/bytes.ts';
import type { AppConfig } from '../config/config.ts';
import type { StorageKind } from '../config/storage-encryption.ts';
import type { KmsPort } from '../keyring/kms-port.ts';

/** What came back, as far as a page may read it: header names in lower case. */
export interface Answer {
  readonly headers: Readonly<Record<string, string>>;
}

/** The CRC-32 that goes with what is written: of these bytes, of others, or none. */
export type SentChecksum = 'crc32' | 'wrong' | 'none';

/** The requests of one person to the bucket. Every method throws AppError as the store's adapter does. */
export interface StoreProbe {
  list(prefix: string, signal: AbortSignal): Promise<Answer & { readonly keys: readonly ListedKey[] }>;
  /** Only where nothing is. Without `storage` no encryption of the store is asked for. */
  put(
    key: string,
    how: { readonly crc32: SentChecksum; readonly storage?: StorageKind },
    signal: AbortSignal,
  ): Promise<Answer>;
  /** Four bytes by range, of exactly that ETag; of whichever where it is empty. */
  read(key: string, etag: string, signal: AbortSignal): Promise<Answer & { readonly bytes: Bytes }>;
  head(key: string, signal: AbortSignal): Promise<Answer>;
  remove(key: string, signal?: AbortSignal): Promise<Answer>;
  begin(
    key: string,
    checksums: 'crc32' | 'none',
    signal: AbortSignal,
  ): Promise<Answer & { readonly uploadId: string }>;
  putPart(
    key: string,
    uploadId: string,
    crc32: SentChecksum,
    signal: AbortSignal,
  ): Promise<Answer & { readonly etag: string }>;
  /** ListParts: how many there are. */
  countParts(key: string, uploadId: string, signal: AbortSignal): Promise<number>;
  complete(key: string, uploadId: string, etag: string, signal: AbortSignal): Promise<Answer>;
  abort(key: string, uploadId: string, signal?: AbortSignal): Promise<Answer>;
}

export interface ListedKey {
  readonly key: string;
  /** milliseconds since 1970 */
  readonly modified: number | null;
}

/** One person's access. */
export interface AccountProbe {
  readonly identityId: string;
  readonly store: StoreProbe;
  readonly kms: KmsPort;
  /** Drops the credentials. */
  end(): void;
}

/** Whether a page's request with these headers is let through to the bucket. Nothing is signed, and nothing is changed. */
export interface CorsProbe {
  /** `refused`: by the bucket's rules. `silent`: a browser does not tell whether nothing answered or the rules refused. */
  attempt(
    method: string,
    headers: readonly string[],
    signal: AbortSignal,
  ): Promise<'passes' | 'refused' | 'silent' | 'unreachable'>;
  /** The names that answers expose, in lower case; null where a browser keeps that to itself. */
  exposed(signal: AbortSignal): Promise<readonly string[] | null>;
}

/** Everything the doctor needs of the place it runs in. Failures are AppErrors. */
export interface Surroundings {
  /** the page's, which the bucket must let in: `https://files.example.org` */
  readonly origin: string;
  /** by the device's clock, milliseconds since 1970 */
  readonly now: () => number;
  /** @throws AppError `config-invalid` */
  config(signal: AbortSignal): Promise<AppConfig>;
  /** What the sign-in at hand has; null: nobody is signed in. */
  readonly idToken: string | null;
  /** The `Date` of an answer of the identity pool, in milliseconds since 1970; null where it has none. */
  serviceTime(config: AppConfig, signal: AbortSignal): Promise<number | null>;
  /** The provider's discovery document, parsed. @throws AppError `service-unreachable`, `sign-in-failed` */
  discovery(authority: string, signal: AbortSignal): Promise<unknown>;
  cors(config: AppConfig): CorsProbe;
  /** null: there is no sign-in to get credentials with. */
  account(config: AppConfig): Promise<AccountProbe | null>;
}
