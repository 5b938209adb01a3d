import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { PayloadBinding } from '../access/contract.ts';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { BlobStore } from './blob-store.ts';
import { announcedTrailers, claimedChecksum, claimedMd5, verifyClaim } from './checksum-claim.ts';
import { type ChecksumAlgorithm, createHasher, type Hasher } from './checksums.ts';
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
        onTrailers: (found) => acceptTrailers(found, announcedTrailers(header), trailers),
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
  announced: ReadonlySet<string>,
  into: Map<string, string>,
): void {
  for (const [name, value] of found) {
    if (!announced.has(name)) throw new S3Error('MalformedTrailerError');
    into.set(name, value);
  }
}
