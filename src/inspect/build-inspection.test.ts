import { describe, expect, it } from 'vitest';
import type { MessageHeader } from '../message/header.ts';
import { suiteById, type Suite } from '../message/suites.ts';
import { buildInspection } from './build-inspection.ts';
import type { Chain } from './chain.ts';
import type { StoreFacts } from './inspection.ts';

const key = 'me/a b.bin';
const location = 's3://bucket/me/a%20b.bin';
const headerLength = 500;

function suiteOf(id: number): Suite {
  const suite = suiteById(id);
  if (suite === null) throw new Error('no such suite');
  return suite;
}

const header: MessageHeader = {
  suite: suiteOf(0x0478),
  messageId: Uint8Array.of(0, 255),
  context: new Map([
    ['owner', 'me'],
    ['location', location],
  ]),
  edks: [
    {
      providerId: 'aws-kms',
      providerInfo: new TextEncoder().encode('arn:x'),
      ciphertext: new Uint8Array(184),
    },
    { providerId: 'raw', providerInfo: Uint8Array.of(0xff, 0), ciphertext: new Uint8Array(0) },
  ],
  content: { type: 'framed', frameLength: 1000 },
  commitment: Uint8Array.of(1, 2),
};

const store: StoreFacts = {
  size: headerLength + 2 * 1032 + 40 + 7,
  etag: '"e"',
  lastModified: null,
  contentType: null,
  versionId: null,
  checksum: null,
  sse: null,
  sseKmsKeyId: null,
  bucketKey: null,
  tags: { status: 'not-asked' },
};

const notTried = { outcome: 'not-tried', why: 'on-demand' } as const;
const chain: Chain = {
  steps: {
    header: notTried,
    unwrap: notTried,
    commitment: notTried,
    'header-tag': notTried,
    frames: notTried,
  },
  attempts: [],
  keyLife: null,
};

const base = {
  name: 'a b.bin',
  size: store.size,
  encoding: 'none',
  storage: { key, bucket: 's3://bucket', facts: store },
  identityId: 'me',
  start: new Uint8Array(0),
  chain,
  kmsKey: { status: 'not-asked' },
} as const;

function inspect(changes: Partial<MessageHeader> = {}, size = store.size, identityId = 'me') {
  const empty = new Uint8Array(0);
  const parsed = {
    header: { ...header, ...changes },
    body: empty,
    iv: empty,
    tag: empty,
    length: headerLength,
  };
  return buildInspection({ ...base, size, identityId, header: { parsed } });
}

describe('buildInspection()', () => {
  it('says what the header says, and counts frames and plaintext from the stored size', () => {
    expect(inspect()).toMatchObject({
      storage: { key, location, facts: store },
      frames: { bodyOffset: headerLength, frameLength: 1000, count: 3, finalLength: 7 },
      placement: 'matches',
      ownership: 'mine',
      messageProblem: null,
      message: {
        version: 2,
        suiteId: '0478',
        committing: true,
        signed: false,
        messageId: '00ff',
        commitment: '0102',
        frameLength: 1000,
        frameCount: 3,
        headerLength,
        plaintextLength: 2007,
        context: [
          ['owner', 'me'],
          ['location', location],
        ],
        wrappedKeys: [
          { providerId: 'aws-kms', providerInfo: 'arn:x', size: 184 },
          { providerId: 'raw', providerInfo: 'ff00', size: 0 },
        ],
      },
    });
  });

  it('tells what lies elsewhere or is somebody else’s, and what states neither', () => {
    const elsewhere = new Map([['location', 's3://bucket/me/b.bin']]);
    expect(inspect({ context: elsewhere })).toMatchObject({ placement: 'moved', ownership: 'not-stated' });
    expect(inspect({}, store.size, 'you')).toMatchObject({ placement: 'matches', ownership: 'other' });
    expect(inspect({ context: new Map() })).toMatchObject({
      placement: 'not-stated',
      ownership: 'not-stated',
    });
  });

  it('knows no plaintext length where no whole message has the stored size', () => {
    for (const size of [headerLength, headerLength + 39, headerLength + 40 + 1001]) {
      expect(inspect({}, size).message).toMatchObject({ plaintextLength: null, frameCount: 0 });
    }
    expect(inspect({}, headerLength + 40).message).toMatchObject({ plaintextLength: 0, frameCount: 1 });
  });

  it('counts an unframed body, and nothing of a signed message, whose footer varies', () => {
    const content = { type: 'unframed' } as const;
    expect(inspect({ content }, headerLength + 36 + 5).message).toMatchObject({
      frameLength: 0,
      plaintextLength: 5,
    });
    expect(inspect({ content }, headerLength + 35).message).toMatchObject({ plaintextLength: null });
    expect(inspect({ suite: suiteOf(0x0578) }).message).toMatchObject({
      signed: true,
      plaintextLength: null,
    });
    expect(inspect({ suite: suiteOf(0x0178), commitment: null }).message).toMatchObject({
      version: 1,
      committing: false,
      commitment: null,
    });
  });

  it('compares no place of a local file', () => {
    const parsed = { header, body: base.start, iv: base.start, tag: base.start, length: headerLength };
    expect(buildInspection({ ...base, storage: null, header: { parsed } })).toMatchObject({
      storage: null,
      placement: 'not-stated',
      ownership: 'mine',
    });
  });

  it('shows what was no message with its problem alone', () => {
    const problem = { code: 'message-not-ours', message: 'no', details: {} } as const;
    const inspection = buildInspection({ ...base, header: { problem } });
    expect(inspection).toMatchObject({ message: null, messageProblem: problem, placement: 'not-stated' });
  });
});
