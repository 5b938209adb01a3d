export interface KnownDifference {
  /** id of a case of the suite */
  readonly id: string;
  readonly reason: string;
}

const noChecksums =
  'Ceph 16.2 has no flexible checksums: it stores the body and neither verifies nor tells them.';
const noTrailers = 'Ceph 16.2 knows no trailing headers and takes the payload type for a hash.';
const rangeStrict = 'Ceph refuses a Range it cannot read with 416, where S3 ignores it.';

/**
 * Where a server differs from what the suite says S3 does. A case listed here that passes is a failure, so that the
 * table stays true.
 */
export const knownDifferences: Readonly<Record<'local' | 'ceph', readonly KnownDifference[]>> = {
  local: [],
  ceph: [
    { id: 'object/metadata-too-large', reason: 'Ceph allows more user metadata than 2 KB.' },
    { id: 'object/sse-default', reason: 'Ceph does not encrypt unless it is asked to.' },
    {
      id: 'object/delete-batch-integrity',
      reason: 'Ceph takes DeleteObjects without Content-MD5 or checksum.',
    },
    { id: 'object/xml-doctype', reason: 'Ceph takes document types and expands their entities.' },
    { id: 'range/bytes=-0', reason: 'Ceph answers a suffix of no bytes with the whole object.' },
    { id: 'range/bytes=5-2', reason: rangeStrict },
    { id: 'range/bytes=abc', reason: rangeStrict },
    { id: 'range/lines=1-2', reason: 'Ceph answers a Range of another unit with 206.' },
    {
      id: 'write/if-match',
      reason: 'Ceph 16.2 compares If-Match with the quotes on, so that it never matches.',
    },
    {
      id: 'multipart/complete-tells-etag',
      reason: 'Ceph 16.2 leaves the ETag of the completion’s answer empty.',
    },
    { id: 'multipart/subset-of-parts', reason: 'Ceph wants every uploaded part in the completion.' },
    { id: 'multipart/part-order', reason: 'Ceph sorts the parts of a completion itself.' },
    { id: 'multipart/part-number-limits', reason: 'Ceph takes the part numbers 0 and 10001.' },
    { id: 'multipart/abort', reason: 'Ceph answers the completion of an aborted upload with 500.' },
    { id: 'multipart/unknown-upload', reason: 'Ceph names the error of ListParts NoSuchKey.' },
    { id: 'multipart/if-none-match', reason: 'Ceph 16.2 ignores If-None-Match on CompleteMultipartUpload.' },
    { id: 'multipart/object-size', reason: 'Ceph 16.2 ignores x-amz-mp-object-size.' },
    { id: 'multipart/full-object-crc32', reason: noChecksums },
    { id: 'multipart/composite-sha256', reason: noChecksums },
    { id: 'multipart/other-algorithm', reason: noChecksums },
    { id: 'multipart/sha256-full-object', reason: noChecksums },
    { id: 'multipart/list-parts-checksums', reason: noChecksums },
    { id: 'checksum/crc32', reason: noChecksums },
    { id: 'checksum/crc32c', reason: noChecksums },
    { id: 'checksum/crc64nvme', reason: noChecksums },
    { id: 'checksum/sha1', reason: noChecksums },
    { id: 'checksum/sha256', reason: noChecksums },
    { id: 'checksum/two-at-once', reason: noChecksums },
    { id: 'checksum/named-but-missing', reason: noChecksums },
    { id: 'checksum/default-crc64nvme', reason: noChecksums },
    {
      id: 'chunked/signed-encoding-not-kept',
      reason: 'Ceph 16.2 keeps aws-chunked as the object’s encoding.',
    },
    { id: 'chunked/signed-truncated', reason: 'Ceph 16.2 does not miss the closing chunk.' },
    { id: 'chunked/signed-decoded-length', reason: 'Ceph names the error XAmzContentSHA256Mismatch.' },
    { id: 'chunked/signed-small-chunks', reason: 'Ceph takes chunks of any size.' },
    { id: 'chunked/sdk-stream', reason: noTrailers },
    { id: 'chunked/signed-trailer', reason: noTrailers },
    { id: 'chunked/signed-trailer-wrong', reason: noTrailers },
    { id: 'chunked/unsigned-trailer', reason: noTrailers },
    { id: 'chunked/unsigned-trailer-wrong', reason: noTrailers },
    { id: 'chunked/unsigned-trailer-unannounced', reason: noTrailers },
    {
      id: 'signature/error-codes',
      reason: 'With STS on, Ceph answers every failed signature with AccessDenied.',
    },
    {
      id: 'signature/amz-header-unsigned',
      reason: 'Ceph takes x-amz- headers that the signature does not cover.',
    },
    {
      id: 'isolation/missing-key-is-hidden',
      reason: 'Ceph answers 404 for a missing key to whom it lets read it.',
    },
    { id: 'cors/signature-error-answer', reason: 'Ceph sends no CORS headers when authentication failed.' },
    { id: 'list/bad-encoding-type', reason: 'Ceph ignores an unknown encoding type.' },
    { id: 'list/bad-token', reason: 'Ceph takes any text as a continuation token.' },
    { id: 'copy/conditions', reason: 'Ceph 16.2 ignores the conditions on the source of a copy.' },
    {
      id: 'copy/if-none-match',
      reason: 'Ceph 16.2 ignores If-None-Match on a copy, which replaces what is there.',
    },
    { id: 'versions/unknown', reason: 'Ceph names the error NoSuchKey.' },
    { id: 'lifecycle/abort-date', reason: 'Ceph 16.2 does not tell when a rule will end an upload.' },
    { id: 'lifecycle/bad-rules', reason: 'Ceph names the error MalformedXML.' },
    { id: 'encryption/configuration', reason: 'Ceph 16.2 does not tell a bucket’s default encryption.' },
  ],
};
