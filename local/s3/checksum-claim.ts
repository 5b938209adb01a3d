import type { PayloadBinding } from '../access/contract.ts';
import {
  type ChecksumAlgorithm,
  checksumAlgorithms,
  checksumHeader,
  isChecksumValue,
  parseAlgorithm,
} from './checksums.ts';
import { S3Error } from './s3-error.ts';
import type { HeaderReader } from './s3-request.ts';

/** A checksum the client sent, in a header (`value`) or announced as a trailer (`value` null until the body ended). */
export interface ChecksumClaim {
  readonly algorithm: ChecksumAlgorithm;
  readonly value: string | null;
}

/** @throws S3Error InvalidRequest for several, malformed or missing ones */
export function claimedChecksum({
  header,
  payload,
}: {
  readonly header: HeaderReader;
  readonly payload: PayloadBinding;
}): ChecksumClaim | null {
  const inHeader = checksumAlgorithms.filter((algorithm) => header(checksumHeader(algorithm)) !== undefined);
  const announced = announcedTrailers(header);
  const inTrailer = checksumAlgorithms.filter((algorithm) => announced.has(checksumHeader(algorithm)));
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

/** @throws S3Error BadDigest, MalformedTrailerError when the announced trailer is missing */
export function verifyClaim(
  claim: ChecksumClaim,
  trailers: ReadonlyMap<string, string>,
  computed: Buffer,
): void {
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

/** Content-MD5. @throws S3Error InvalidDigest */
export function claimedMd5(header: HeaderReader): Buffer | null {
  const value = header('content-md5');
  if (value === undefined) return null;
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== 16 || bytes.toString('base64') !== value) {
    throw new S3Error('InvalidDigest', { fields: { 'Content-MD5': value } });
  }
  return bytes;
}

/** The names in `x-amz-trailer`, in lower case. */
export function announcedTrailers(header: HeaderReader): ReadonlySet<string> {
  return new Set((header('x-amz-trailer') ?? '').split(',').map((name) => name.trim().toLowerCase()));
}
