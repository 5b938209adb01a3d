import type { S3Call } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { HeaderReader } from './s3-request.ts';

/**
 * What becomes of the checksums that a client sends. `full`: as in S3. The others are how stores behave that have S3's interface and
 * not its checksums: taken and not looked at (`ignored`), only those of parts not looked at (`not-for-parts`), or refused (`refused`).
 */
export type ChecksumSupport = 'full' | 'ignored' | 'not-for-parts' | 'refused';

/** @throws S3Error NotImplemented where a header of checksums is refused */
export function underChecksumSupport(
  support: ChecksumSupport,
  operation: string,
  header: HeaderReader,
): Pick<S3Call, 'header' | 'knowsChecksums'> {
  if (support === 'refused') {
    const sent = ['x-amz-checksum-crc32', 'x-amz-checksum-algorithm'].find(
      (name) => header(name) !== undefined,
    );
    if (sent !== undefined) throw new S3Error('NotImplemented', { fields: { Header: sent } });
  }
  const ignores = support === 'ignored' || (support === 'not-for-parts' && operation === 'UploadPart');
  if (!ignores) return { header, knowsChecksums: true };
  return { header: (name) => (isOfChecksums(name) ? undefined : header(name)), knowsChecksums: false };
}

function isOfChecksums(name: string): boolean {
  return (
    name.startsWith('x-amz-checksum-') ||
    name === 'x-amz-sdk-checksum-algorithm' ||
    name === 'x-amz-mp-object-size'
  );
}
