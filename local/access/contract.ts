import type { IncomingHttpHeaders } from 'node:http';

/** Services that share the one verifier; the name is the credential scope's. */
export type ServiceName = 's3' | 'kms' | 'cognito-identity' | 'sts';

/** The parts of an HTTP request that a signature covers. `url` is raw, as received: path and query, still encoded. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** How the body is bound to the signature; whoever reads the body must enforce it. */
export type PayloadBinding =
  | { readonly kind: 'sha256'; /** lower-case hex */ readonly sha256: string }
  | { readonly kind: 'unsigned' }
  /** aws-chunked; chunk signatures follow from the seed. `trailer`: checksums (and a trailer signature when signed) come after the last chunk. */
  | { readonly kind: 'chunked-signed'; readonly trailer: boolean; readonly seed: ChunkSeed }
  | { readonly kind: 'chunked-unsigned'; readonly trailer: true };

export interface ChunkSeed {
  readonly signature: string;
  readonly signingKey: Buffer;
  /** `20260102T030405Z` */
  readonly timestamp: string;
  /** `20260102/region/service/aws4_request` */
  readonly scope: string;
}

export interface Caller {
  /** `arn:aws:sts::000000000000:assumed-role/...` or `arn:aws:iam::...` */
  readonly arn: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  /** policy variables, such as `cognito-identity.amazonaws.com:sub` */
  readonly variables: Readonly<Record<string, string>>;
}

export interface VerifiedRequest {
  readonly caller: Caller;
  readonly payload: PayloadBinding;
}

/** Refusals, in S3's words; each service renames them for its own wire. */
export type AccessFailureCode =
  | 'MissingAuthenticationToken'
  | 'AuthorizationHeaderMalformed'
  | 'AuthorizationQueryParametersError'
  | 'InvalidAccessKeyId'
  | 'InvalidToken'
  | 'ExpiredToken'
  | 'RequestTimeTooSkewed'
  | 'RequestExpired'
  | 'SignatureDoesNotMatch';

export class AccessFailure extends Error {
  override readonly name = 'AccessFailure';
  readonly code: AccessFailureCode;
  constructor(code: AccessFailureCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Values of condition keys of one request: `s3:prefix`, `kms:EncryptionContext:owner`, ... */
export type ConditionValues = Readonly<Record<string, string | readonly string[]>>;

export interface Access {
  /** @throws AccessFailure */
  verify(request: SignedRequest, service: ServiceName): VerifiedRequest;
  /** Whether the caller's policies allow it: an explicit deny wins, silence is a deny. */
  allows(caller: Caller, action: string, resource: string, conditions: ConditionValues): boolean;
}
