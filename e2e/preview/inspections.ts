import type { Chain } from '../../src/inspect/chain.ts';
import type { Inspection, StoreFacts } from '../../src/inspect/inspection.ts';

const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/0c6f9a53-1f0e-4d51-8a0f-1b7de0b0c5aa';
const owner = 'eu-central-1:7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21';
const location = 's3://sealdrop/eu-central-1%3A7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21/Discharge%20summary.pdf';

const passed = { outcome: 'passed' } as const;
const unread = { bytes: new Uint8Array(0), fields: [] };

const checked: Chain = {
  steps: {
    header: passed,
    unwrap: passed,
    commitment: passed,
    'header-tag': passed,
    frames: { outcome: 'not-tried', why: 'on-demand' },
  },
  attempts: [
    {
      index: 0,
      keyArn,
      requestId: '1f2d8d57-7c1b-4b40-a9e2-4d7f4c0e3c11',
      milliseconds: 41.2,
      error: null,
    },
  ],
  keyLife: { unwrapped: 1_930_000_000_000, overwritten: 1_930_000_000_000.3 },
};

const facts: StoreFacts = {
  size: 50_024_921,
  etag: '"9b2cf535f27731c974343645a3985328-6"',
  lastModified: '2031-03-04T09:12:44.000Z',
  contentType: 'application/octet-stream',
  versionId: null,
  checksum: { algorithm: 'CRC32', value: 'q1bXMg==', type: 'FULL_OBJECT' },
  sse: 'AES256',
  sseKmsKeyId: null,
  bucketKey: null,
  tags: { status: 'not-asked' },
};

export const genuine: Inspection = {
  name: 'Discharge summary.pdf',
  size: facts.size,
  encoding: 'none',
  storage: { key: 'k', location, facts },
  anatomy: unread,
  frames: {
    bodyOffset: 617,
    frameLength: 262_144,
    count: 191,
    finalLength: 210_832,
    messageLength: facts.size,
  },
  message: {
    version: 2,
    suiteId: '0478',
    suiteName: 'AES-256-GCM, HKDF-SHA512, key commitment',
    committing: true,
    signed: false,
    messageId: '4f0d9b4c1f7f6ad3b1c0de55aa3c98c6f1c2f6b7a0916e3d5b28c4e71d90ab34',
    commitment: 'b77e3fd1a1a24b3a08e07b7a6f6cb50fd6ba1fca02f5ae4eb8a2f9e01c0a77d1',
    contentType: 'framed',
    frameLength: 262_144,
    frameCount: 191,
    headerLength: 617,
    plaintextLength: 50_018_192,
    context: [
      ['location', location],
      ['owner', owner],
      ['matter', '2031/117'],
    ],
    wrappedKeys: [{ providerId: 'aws-kms', providerInfo: keyArn, size: 184 }],
  },
  messageProblem: null,
  placement: 'matches',
  ownership: 'mine',
  chain: checked,
  kmsKey: {
    status: 'known',
    value: {
      arn: keyArn,
      keySpec: 'SYMMETRIC_DEFAULT',
      usage: 'ENCRYPT_DECRYPT',
      state: 'Enabled',
      origin: 'AWS_KMS',
      manager: 'CUSTOMER',
      multiRegion: false,
      description: 'Sealdrop files',
      created: '2030-11-02T10:00:00.000Z',
      deletionDate: null,
      aliases: { status: 'not-asked' },
      rotation: { status: 'not-asked' },
      rotations: { status: 'not-asked' },
    },
  },
};

export const tampered: Inspection = {
  ...genuine,
  chain: {
    ...checked,
    steps: {
      ...checked.steps,
      'header-tag': {
        outcome: 'failed',
        error: { code: 'header-tampered', message: 'the header tag does not verify', details: {} },
      },
      frames: { outcome: 'not-tried', why: 'earlier-failure' },
    },
  },
};

export const moved: Inspection = {
  ...genuine,
  storage: {
    key: 'k',
    location: 's3://sealdrop/eu-central-1%3A7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21/Copy.pdf',
    facts,
  },
  placement: 'moved',
};

const later = { outcome: 'not-tried', why: 'earlier-failure' } as const;

export const unreadable: Inspection = {
  ...genuine,
  message: null,
  messageProblem: { code: 'message-not-ours', message: 'unknown version byte', details: { version: 37 } },
  placement: 'not-stated',
  ownership: 'not-stated',
  frames: null,
  chain: {
    steps: {
      header: {
        outcome: 'failed',
        error: { code: 'message-not-ours', message: 'unknown version byte', details: { version: 37 } },
      },
      unwrap: later,
      commitment: later,
      'header-tag': later,
      frames: later,
    },
    attempts: [],
    keyLife: null,
  },
  kmsKey: { status: 'not-asked' },
};
