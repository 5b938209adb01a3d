import type { FaultAction, FaultRule } from '../../local/server/faults.ts';

type Random = () => number;

const status = (code: number, name: string, retryAfter?: number): FaultAction => ({
  kind: 'status',
  status: code,
  code: name,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
const s3 = (operation: string, probability: number, action: FaultAction): FaultRule => ({
  service: 's3',
  operation,
  probability,
  action,
});

/** Longer than the stall limit of the soak's configuration, milliseconds. */
const stall = 20_000;

/**
 * What S3, KMS and the network do to sealing. Each rule has its chance at every request that the ones before it spared;
 * `intensity` makes some waves rougher than others.
 */
export function sealingFaults(random: Random): readonly FaultRule[] {
  const intensity = 0.4 + random() * 1.2;
  const chance = (probability: number): number => Math.min(1, probability * intensity);
  const bodyCut = Math.floor(random() * 4_000_000);
  return [
    ...['PutObject', 'CreateMultipartUpload', 'CompleteMultipartUpload', 'AbortMultipartUpload'].map(
      (operation) => s3(operation, chance(0.06), { kind: 'lose-answer' }),
    ),
    s3('UploadPart', chance(0.02), { kind: 'lose-answer' }),
    s3('UploadPart', chance(0.03), { kind: 'reset', afterBytes: bodyCut }),
    s3('UploadPart', chance(0.02), { kind: 'stall', ms: stall }),
    s3('UploadPart', chance(0.02), status(400, 'XAmzContentChecksumMismatch')),
    s3('PutObject', chance(0.03), { kind: 'reset', afterBytes: Math.floor(random() * 200_000) }),
    s3('PutObject', chance(0.02), { kind: 'stall', ms: stall }),
    s3('PutObject', chance(0.02), status(400, 'BadDigest')),
    s3('UploadPart', chance(0.02), { kind: 'damage' }),
    s3('PutObject', chance(0.03), { kind: 'damage' }),
    ...['UploadPart', 'PutObject', 'CreateMultipartUpload'].map((operation) =>
      s3(operation, chance(0.01), status(403, 'AccessDenied')),
    ),
    s3('CompleteMultipartUpload', chance(0.02), { kind: 'stall', ms: stall }),
    ...shared(chance),
  ];
}

/** What S3, KMS and the network do to opening. */
export function openingFaults(random: Random): readonly FaultRule[] {
  const intensity = 0.4 + random() * 1.2;
  const chance = (probability: number): number => Math.min(1, probability * intensity);
  const cut = (): number => Math.floor(random() * 2_000_000);
  return [
    s3('GetObject', chance(0.02), { kind: 'truncate', afterBytes: cut() }),
    s3('GetObject', chance(0.02), { kind: 'reset', afterBytes: cut() }),
    s3('GetObject', chance(0.01), { kind: 'stall', ms: stall }),
    s3('GetObject', chance(0.01), { kind: 'stall', ms: stall, afterBytes: cut() }),
    s3('GetObject', chance(0.005), { kind: 'corrupt' }),
    s3('GetObject', chance(0.02), { kind: 'lose-answer' }),
    s3('GetObject', chance(0.02), { kind: 'truncate', afterBytes: Math.floor(random() * 10_000) }),
    s3('GetObject', chance(0.01), status(403, 'AccessDenied')),
    ...shared(chance),
  ];
}

function shared(chance: (probability: number) => number): readonly FaultRule[] {
  return [
    { service: 's3', probability: chance(0.03), action: status(503, 'SlowDown', 1) },
    { service: 's3', probability: chance(0.03), action: status(500, 'InternalError') },
    { service: 's3', probability: chance(0.02), action: { kind: 'reset' } },
    { service: 's3', probability: chance(0.01), action: status(400, 'ExpiredToken') },
    { service: 'kms', probability: chance(0.05), action: status(400, 'ThrottlingException') },
    { service: 'kms', probability: chance(0.02), action: status(400, 'AccessDeniedException') },
    { service: 'kms', probability: chance(0.03), action: status(500, 'KMSInternalException') },
    { service: 'kms', probability: chance(0.02), action: { kind: 'lose-answer' } },
    { service: 'kms', probability: chance(0.01), action: { kind: 'stall', ms: stall } },
    {
      service: 'cognito-identity',
      probability: chance(0.05),
      action: status(400, 'TooManyRequestsException'),
    },
    { service: 'cognito-identity', probability: chance(0.02), action: { kind: 'reset' } },
  ];
}
