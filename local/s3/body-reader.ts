import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { PayloadBinding } from '../access/contract.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { BlobStore } from './blob-store.ts';
import {
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  createHasher,
  type Hasher,
  isChecksumValue,
  parseAlgorithm,
} from './checksums.ts';
import { S3Error } from './s3-error.ts';
import type { HeaderReader } from './s3-request.ts';

/** The largest body of one PutObject or UploadPart: 5 GiB. */
export const uploadLimit = 5 * 1024 ** 3;

export interface BodySource {
  readonly request: IncomingMessage;
  readonly header: HeaderReader;
  readonly payload: PayloadBinding;
}

export interface ReceivedBody {
  readonly blob: string;
  readonly size: number;
  /** lower-case hex */
  readonly md5: string;
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; /** base64 */ readonly value: string };
  /** the algorithm the client sent a checksum of, if any; it was verified */
  readonly verified: ChecksumAlgorithm | null;
}

/**
 * Streams an upload into a blob and enforces everything that binds it: length, payload hash or chunk signatures,
 * Content-MD5 and flexible checksum. The blob exists only if all held.
 * @param wanted the algorithm to compute when the client sent no checksum
 * @throws S3Error
 */
export async function receiveUpload(
  source: BodySource,
  blobs: BlobStore,
  wanted: ChecksumAlgorithm,
): Promise<ReceivedBody> {
  const claim = claimedChecksum(source);
  const md5 = claimedMd5(source.header);
  const algorithm = claim?.algorithm ?? wanted;
  const hashers = { md5: await createHasher('MD5'), checksum: await createHasher(algorithm) };
  const trailers = new Map<string, string>();
  const digests: { md5?: Buffer; checksum?: Buffer } = {};
  const checked = async function* (): AsyncGenerator<Buffer> {
    yield* boundBody(source, trailers);
    digests.md5 = hashers.md5.digest();
    digests.checksum = hashers.checksum.digest();
    if (md5 !== null && !md5.equals(digests.md5)) {
      throw new S3Error('BadDigest', {
        message: 'The Content-MD5 you specified did not match what we received.',
      });
    }
    if (claim !== null) verifyClaim(claim, trailers, digests.checksum);
  };
  const stored = await blobs.receive(checked(), [hashers.md5, hashers.checksum]);
  return {
    ...stored,
    md5: digests.md5?.toString('hex') ?? '',
    checksum: { algorithm, value: digests.checksum?.toString('base64') ?? '' },
    verified: claim?.algorithm ?? null,
  };
}

/**
 * Reads a small body whole, with the same checks.
 * @throws S3Error MaxMessageLengthExceeded over the limit; InvalidRequest when an integrity header is required and missing
 */
export async function readDocument(
  source: BodySource,
  limit: number,
  integrityRequired: boolean,
): Promise<Buffer> {
  const claim = claimedChecksum(source);
  const md5 = claimedMd5(source.header);
  if (integrityRequired && claim === null && md5 === null) {
    throw new S3Error('InvalidRequest', {
      message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    });
  }
  const trailers = new Map<string, string>();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of boundBody(source, trailers)) {
    size += chunk.length;
    if (size > limit)
      throw new S3Error('MaxMessageLengthExceeded', { fields: { MaxMessageLengthBytes: String(limit) } });
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  if (md5 !== null && !md5.equals(createHash('md5').update(body).digest())) {
    throw new S3Error('BadDigest', {
      message: 'The Content-MD5 you specified did not match what we received.',
    });
  }
  if (claim !== null) {
    const hasher = await createHasher(claim.algorithm);
    hasher.update(body);
    verifyClaim(claim, trailers, hasher.digest());
  }
  return body;
}

/** The decoded body, with its length and its binding to the signature enforced at the end. */
async function* boundBody(source: BodySource, trailers: Map<string, string>): AsyncGenerator<Buffer> {
  const { payload, header } = source;
  const chunked = payload.kind === 'chunked-signed' || payload.kind === 'chunked-unsigned';
  const declared = declaredLength(source, chunked);
  const raw = rawBody(source.request);
  const bytes = chunked
    ? decodeAwsChunked(raw, {
        seed: payload.kind === 'chunked-signed' ? payload.seed : null,
        trailer: payload.trailer,
        onTrailers: (found) => acceptTrailers(found, header('x-amz-trailer'), trailers),
      })
    : raw;
  const hash: Hasher | null = payload.kind === 'sha256' ? await createHasher('SHA256') : null;
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > declared) throw new S3Error('IncompleteBody');
    hash?.update(chunk);
    yield chunk;
  }
  if (size !== declared) throw new S3Error('IncompleteBody');
  if (hash !== null && payload.kind === 'sha256') {
    const computed = hash.digest();
    const claimed = Buffer.from(payload.sha256, 'hex');
    if (claimed.length !== computed.length || !timingSafeEqual(claimed, computed)) {
      throw new S3Error('XAmzContentSHA256Mismatch', {
        fields: {
          ClientComputedContentSHA256: payload.sha256,
          S3ComputedContentSHA256: computed.toString('hex'),
        },
      });
    }
  }
}

/** The connection stays open when reading stops early, so that the refusal can still be answered. */
async function* rawBody(request: IncomingMessage): AsyncGenerator<Buffer> {
  for await (const chunk of request.iterator({ destroyOnReturn: false }))
    if (Buffer.isBuffer(chunk)) yield chunk;
}

function declaredLength(source: BodySource, chunked: boolean): number {
  const { header, request } = source;
  const text = chunked ? header('x-amz-decoded-content-length') : header('content-length');
  const bodiless = request.headers['transfer-encoding'] === undefined && !isUpload(source);
  if (text === undefined && !chunked && bodiless) return 0;
  if (text === undefined) throw new S3Error('MissingContentLength');
  if (!/^\d{1,15}$/u.test(text))
    throw new S3Error('InvalidArgument', { message: 'The content length is not a number.' });
  const length = Number(text);
  if (length > uploadLimit) {
    throw new S3Error('EntityTooLarge', {
      fields: { ProposedSize: text, MaxSizeAllowed: String(uploadLimit) },
    });
  }
  return length;
}

/** PutObject and UploadPart; a copy has no body to speak of. */
function isUpload({ header, request }: BodySource): boolean {
  return request.method === 'PUT' && header('x-amz-copy-source') === undefined;
}

function acceptTrailers(
  found: ReadonlyMap<string, string>,
  announced: string | undefined,
  into: Map<string, string>,
): void {
  const names = (announced ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const [name, value] of found) {
    if (!names.includes(name)) throw new S3Error('MalformedTrailerError');
    into.set(name, value);
  }
}

/** A checksum the client sent, in a header (`value`) or announced as a trailer (`value` null until the body ended). */
interface ChecksumClaim {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | null;
}

function claimedChecksum({ header, payload }: BodySource): ChecksumClaim | null {
  const inHeader = checksumAlgorithms.filter((algorithm) => header(checksumHeader(algorithm)) !== undefined);
  const announced = (header('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const inTrailer = checksumAlgorithms.filter((algorithm) => announced.includes(checksumHeader(algorithm)));
  if (
    inTrailer.length > 0 &&
    !(payload.kind === 'chunked-unsigned' || (payload.kind === 'chunked-signed' && payload.trailer))
  ) {
    throw new S3Error('InvalidRequest', {
      message: 'x-amz-trailer was sent, but the payload has no trailing headers.',
    });
  }
  const all = [...inHeader, ...inTrailer];
  const algorithm = all[0];
  if (all.length > 1) {
    throw new S3Error('InvalidRequest', {
      message: 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    });
  }
  const named = header('x-amz-sdk-checksum-algorithm');
  if (named !== undefined && parseAlgorithm(named) !== algorithm) {
    throw new S3Error('InvalidRequest', {
      message:
        algorithm === undefined
          ? 'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.'
          : 'Value for x-amz-sdk-checksum-algorithm header is invalid.',
    });
  }
  if (algorithm === undefined) return null;
  const value = header(checksumHeader(algorithm)) ?? null;
  if (value !== null) refuseMalformed(algorithm, value);
  return { algorithm, value };
}

function verifyClaim(claim: ChecksumClaim, trailers: ReadonlyMap<string, string>, computed: Buffer): void {
  const value = claim.value ?? trailers.get(checksumHeader(claim.algorithm));
  if (value === undefined) throw new S3Error('MalformedTrailerError');
  refuseMalformed(claim.algorithm, value);
  if (value !== computed.toString('base64')) {
    throw new S3Error('BadDigest', {
      message: `The ${claim.algorithm} you specified did not match the calculated checksum.`,
    });
  }
}

function refuseMalformed(algorithm: ChecksumAlgorithm, value: string): void {
  if (!isChecksumValue(algorithm, value)) {
    throw new S3Error('InvalidRequest', {
      message: `Value for ${checksumHeader(algorithm)} header is invalid.`,
    });
  }
}

function claimedMd5(header: HeaderReader): Buffer | null {
  const value = header('content-md5');
  if (value === undefined) return null;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== value) {
    throw new S3Error('InvalidDigest', { fields: { 'Content-MD5': value } });
  }
  return bytes;
}
