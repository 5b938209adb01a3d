/** Bytes `first..last`, inclusive. */
export interface AskedRange {
  readonly first: number;
  readonly last: number;
}

/**
 * What a `Range` header asks for, of so many bytes. RFC 9110, section 14.2: what is no single range of bytes is ignored.
 * @returns null: all of it; `unsatisfiable`: nothing there
 */
export function askedRange(header: string | null, length: number): AskedRange | 'unsatisfiable' | null {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/iu.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return null;
  if (from === '') {
    const suffix = Math.min(Number(to), length);
    return suffix === 0 ? 'unsatisfiable' : { first: length - suffix, last: length - 1 };
  }
  const first = Number(from);
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1);
  if (to !== '' && Number(to) < first) return null;
  return first >= length ? 'unsatisfiable' : { first, last };
}
