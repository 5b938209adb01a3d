import type { Chain, VerificationReport } from '../../src/inspect/chain.ts';
import type { Inspection, KmsKeyReport } from '../../src/inspect/inspection.ts';
import { readAnatomy } from '../../src/inspect/read-anatomy.ts';
import { serializeHeader, type MessageHeader } from '../../src/message/header.ts';
import { sealingSuite } from '../../src/message/suites.ts';

const keyArn = 'arn:aws:kms:eu-central-1:111122223333:key/0c6f9a53-1f0e-4d51-8a0f-1b7de0b0c5aa';
const owner = 'eu-central-1:7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21';
const location = 's3://sealdrop/eu-central-1%3A7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21/Discharge%20summary.pdf';
const frameLength = 262_144;

function noise(length: number, seed: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    { length },
    (_, index) => (seed * 31 + index * 97 + ((index * index * 13) >>> 3)) & 0xff,
  );
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function headerOf(
  context: MessageHeader['context'],
  keys: number,
): { readonly header: MessageHeader; readonly bytes: Uint8Array<ArrayBuffer> } {
  const header: MessageHeader = {
    suite: sealingSuite,
    messageId: noise(32, 7),
    context,
    edks: Array.from({ length: keys }, (_, index) => ({
      providerId: 'aws-kms',
      providerInfo: new TextEncoder().encode(keyArn.replace(/aa$/u, index.toString(16).padStart(2, '0'))),
      ciphertext: noise(184, index + 1),
    })),
    content: { type: 'framed', frameLength },
    commitment: noise(32, 11),
  };
  return { header, bytes: Uint8Array.from([...serializeHeader(header), ...noise(16, 13)]) };
}

const chain: Chain = {
  steps: {
    header: { outcome: 'passed' },
    unwrap: { outcome: 'passed' },
    commitment: { outcome: 'passed' },
    'header-tag': { outcome: 'passed' },
    frames: { outcome: 'not-tried', why: 'on-demand' },
  },
  attempts: [
    { index: 0, keyArn, requestId: '1f2d8d57-7c1b-4b40-a9e2-4d7f4c0e3c11', milliseconds: 23.4, error: null },
  ],
  keyLife: {
    unwrapped: Date.UTC(2031, 2, 4, 9, 30, 1, 118),
    overwritten: Date.UTC(2031, 2, 4, 9, 30, 1, 119),
  },
};

const denied = {
  status: 'failed',
  error: {
    code: 'kms-denied',
    message:
      'User: arn:aws:sts::111122223333:assumed-role/person is not authorized to perform: kms:ListAliases',
    details: { operation: 'ListAliases' },
  },
} as const;

const key: KmsKeyReport = {
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
  aliases: { status: 'known', value: ['alias/sealdrop', 'alias/sealdrop-production'] },
  rotation: {
    status: 'known',
    value: { enabled: true, periodDays: 365, nextDate: '2031-11-02T10:00:00.000Z' },
  },
  rotations: { status: 'known', value: [{ date: '2031-02-02T10:00:00.000Z', type: 'ON_DEMAND' }] },
};

function inspectionOf(context: MessageHeader['context'], keys: number): Inspection {
  const { header, bytes } = headerOf(context, keys);
  const count = 191;
  const finalLength = 210_832;
  const size = bytes.length + (count - 1) * (frameLength + 32) + finalLength + 40;
  return {
    name: 'Discharge summary.pdf',
    size,
    encoding: 'none',
    storage: {
      key: 'k',
      location,
      facts: {
        size,
        etag: '"9b2cf535f27731c974343645a3985328-6"',
        lastModified: '2031-03-04T09:12:44.000Z',
        contentType: 'application/octet-stream',
        versionId: '3HL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY',
        checksum: { algorithm: 'CRC32', value: 'q1bXMg==', type: 'FULL_OBJECT' },
        sse: 'aws:kms',
        sseKmsKeyId: keyArn,
        bucketKey: true,
        tags: { status: 'known', value: [['matter', '2031/117']] },
      },
    },
    anatomy: readAnatomy(bytes, bytes.length),
    message: {
      version: 2,
      suiteId: '0478',
      suiteName: header.suite.name,
      committing: true,
      signed: false,
      messageId: hex(header.messageId),
      commitment: hex(noise(32, 11)),
      contentType: 'framed',
      frameLength,
      frameCount: count,
      headerLength: bytes.length,
      plaintextLength: (count - 1) * frameLength + finalLength,
      context: [...context],
      wrappedKeys: header.edks.map(({ ciphertext, providerInfo }) => ({
        providerId: 'aws-kms',
        providerInfo: new TextDecoder().decode(providerInfo),
        size: ciphertext.length,
      })),
    },
    messageProblem: null,
    frames: { bodyOffset: bytes.length, frameLength, count, finalLength, messageLength: size },
    placement: 'matches',
    ownership: 'mine',
    chain,
    kmsKey: { status: 'known', value: key },
  };
}

const usual = new Map([
  ['location', location],
  ['matter', '2031/117'],
  ['owner', owner],
]);

export const genuine: Inspection = inspectionOf(usual, 1);

/** As large as the format and this app go. */
export const crowded: Inspection = {
  ...inspectionOf(
    new Map([
      ...usual,
      ...Array.from({ length: 300 }, (_, index) => [`name ${index}`, '\u202e'.padEnd(80, 'x')] as const),
    ]),
    40,
  ),
  kmsKey: { status: 'known', value: { ...key, aliases: denied, rotation: denied, rotations: denied } },
};

export const tampered: Inspection = {
  ...genuine,
  chain: {
    ...chain,
    steps: {
      ...chain.steps,
      'header-tag': {
        outcome: 'failed',
        error: { code: 'header-tampered', message: 'the header tag does not verify', details: {} },
      },
      frames: { outcome: 'not-tried', why: 'earlier-failure' },
    },
  },
};

export const moved: Inspection = { ...genuine, placement: 'moved' };

const notOurs = {
  code: 'message-not-ours',
  message: 'unknown version byte',
  details: { version: 37 },
} as const;
const untried = { outcome: 'not-tried', why: 'earlier-failure' } as const;

export const unreadable: Inspection = {
  ...genuine,
  anatomy: { bytes: new Uint8Array(0), fields: [] },
  message: null,
  messageProblem: notOurs,
  frames: null,
  placement: 'not-stated',
  ownership: 'not-stated',
  chain: {
    steps: {
      header: { outcome: 'failed', error: notOurs },
      unwrap: untried,
      commitment: untried,
      'header-tag': untried,
      frames: untried,
    },
    attempts: [],
    keyLife: null,
  },
  kmsKey: { status: 'not-asked' },
};

const truncated = { code: 'message-truncated', message: 'the header ends early', details: {} } as const;

export const cutHeader: Inspection = {
  ...unreadable,
  anatomy: readAnatomy(genuine.anatomy.bytes.slice(0, 260), null),
  messageProblem: truncated,
  chain: {
    ...unreadable.chain,
    steps: { ...unreadable.chain.steps, header: { outcome: 'failed', error: truncated } },
  },
};

const pending = {
  code: 'kms-key-unusable',
  message: `${keyArn} is pending deletion.`,
  details: { key: keyArn },
} as const;

export const pendingDeletion: Inspection = {
  ...genuine,
  chain: {
    steps: {
      ...unreadable.chain.steps,
      header: { outcome: 'passed' },
      unwrap: { outcome: 'failed', error: pending },
    },
    attempts: [
      {
        index: 0,
        keyArn,
        requestId: '1f2d8d57-7c1b-4b40-a9e2-4d7f4c0e3c11',
        milliseconds: 9,
        error: pending,
      },
    ],
    keyLife: null,
  },
  kmsKey: {
    status: 'known',
    value: { ...key, state: 'PendingDeletion', deletionDate: '2031-04-03T10:00:00.000Z' },
  },
};

/** A terabyte: frames by the million. */
export const huge: Inspection = (() => {
  const map = {
    ...(genuine.frames ?? { bodyOffset: 0, finalLength: 0 }),
    frameLength,
    count: 4_194_305,
    messageLength: 0,
  };
  const messageLength = map.bodyOffset + (map.count - 1) * (frameLength + 32) + map.finalLength + 40;
  const { message } = genuine;
  return {
    ...genuine,
    size: messageLength,
    frames: { ...map, messageLength },
    message: message === null ? null : { ...message, frameCount: map.count, plaintextLength: messageLength },
  };
})();

export const report: VerificationReport = {
  startedAt: '2031-03-04T09:30:02.000Z',
  milliseconds: 812,
  what: { kind: 'sample', count: 30 },
  bytesRead: 8_390_000,
  bytesVerified: 8_388_608,
  framesVerified: 31,
  framesChosen: 32,
  complete: false,
  chain: {
    ...chain,
    steps: {
      ...chain.steps,
      frames: {
        outcome: 'failed',
        error: { code: 'frame-tampered', message: 'tag', details: { frame: 120 } },
      },
    },
  },
  failures: [{ place: 120, error: { code: 'frame-tampered', message: 'tag', details: { frame: 120 } } }],
  failureCount: 1,
};
