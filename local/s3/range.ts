import { S3Error } from './s3-error.ts';

export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/**
 * A Range header against an object of so many bytes (RFC 9110, 14.1.2, as S3 does it): what is not one well-formed byte
 * range is ignored (null), a range that touches nothing is refused.
 * @throws S3Error InvalidRange
 */
export function parseRange(header: string | undefined, size: number): ByteRange | null {
  const match = /^bytes=(\d{0,16})-(\d{0,16})$/u.exec((header ?? '').trim());
  if (match === null || header === undefined) return null;
  const [from, to] = [match[1] ?? '', match[2] ?? ''];
  if (from === '' && to === '') return null;
  if (from === '') {
    const length = Number(to);
    if (length === 0 || size === 0) throw unsatisfiable(header, size);
    return { first: Math.max(size - length, 0), last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return null;
  if (first >= size) throw unsatisfiable(header, size);
  return { first, last };
}

/**
 * `x-amz-copy-source-range`: only the full form, and all of it must exist.
 * @throws S3Error InvalidArgument, InvalidRange
 */
export function parseCopyRange(header: string, size: number): ByteRange {
  const match = /^bytes=(\d{1,16})-(\d{1,16})$/u.exec(header);
  const range = { first: Number(match?.[1]), last: Number(match?.[2]) };
  if (match === null || range.last < range.first) {
    throw new S3Error('InvalidArgument', {
      message:
        'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      fields: { ArgumentName: 'x-amz-copy-source-range', ArgumentValue: header },
    });
  }
  if (range.last >= size) {
    throw new S3Error('InvalidRange', {
      message: `Range specified is not valid for source object of size: ${size}`,
    });
  }
  return range;
}

function unsatisfiable(header: string, size: number): S3Error {
  return new S3Error('InvalidRange', {
    fields: { RangeRequested: header, ActualObjectSize: String(size) },
    headers: { 'content-range': `bytes */${size}` },
  });
}
