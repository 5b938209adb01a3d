export interface KnownDifference {
  /** id of a case of the suite */
  readonly id: string;
  readonly reason: string;
}

/** Where a server differs from what the suite says S3 does. A case listed here that passes is a failure. */
export const knownDifferences: Readonly<Record<'local' | 'ceph', readonly KnownDifference[]>> = {
  local: [],
  ceph: [],
};
