import type { Chain, ChainStep, StepResult, VerificationReport } from './chain.ts';
import type { Inspection } from './inspection.ts';

/** For tests: a chain of trust of which every step before the frames passed, but for `changes`. */
export function someChain(changes: Partial<Record<ChainStep, StepResult>> = {}): Chain {
  return {
    steps: {
      header: { outcome: 'passed' },
      unwrap: { outcome: 'passed' },
      commitment: { outcome: 'passed' },
      'header-tag': { outcome: 'passed' },
      frames: { outcome: 'not-tried', why: 'on-demand' },
      ...changes,
    },
    attempts: [{ index: 0, keyArn: 'arn:aws:kms:x', requestId: 'r', milliseconds: 12, error: null }],
    keyLife: { unwrapped: 1_900_000_000_000, overwritten: 1_900_000_000_001 },
  };
}

/** For tests: a sound message of 3 frames of 1,000 bytes at most, but for `changes`. */
export function someInspection(changes: Partial<Inspection> = {}): Inspection {
  return {
    name: 'a b.bin',
    size: 500 + 2 * 1032 + 47,
    encoding: 'none',
    storage: null,
    anatomy: { bytes: new Uint8Array(500), fields: [] },
    message: {
      version: 2,
      suiteId: '0478',
      suiteName: 'AES_256_GCM_HKDF_SHA512_COMMIT_KEY',
      committing: true,
      signed: false,
      messageId: '00ff',
      commitment: '0102',
      contentType: 'framed',
      frameLength: 1000,
      frameCount: 3,
      headerLength: 500,
      plaintextLength: 2007,
      context: [['owner', 'me']],
      wrappedKeys: [{ providerId: 'aws-kms', providerInfo: 'arn:aws:kms:x', size: 184 }],
    },
    messageProblem: null,
    frames: { bodyOffset: 500, frameLength: 1000, count: 3, finalLength: 7, messageLength: 2611 },
    placement: 'not-stated',
    ownership: 'mine',
    chain: someChain(),
    kmsKey: { status: 'not-asked' },
    ...changes,
  };
}

/** For tests: the report of a message that verified to its end, but for `changes`. */
export function someReport(changes: Partial<VerificationReport> = {}): VerificationReport {
  return {
    startedAt: '2031-03-04T09:12:44.000Z',
    milliseconds: 1250,
    what: { kind: 'all' },
    bytesRead: 2611,
    bytesVerified: 2007,
    framesVerified: 3,
    framesChosen: 3,
    complete: true,
    chain: someChain({ frames: { outcome: 'passed' } }),
    failures: [],
    failureCount: 0,
    ...changes,
  };
}
