import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../../bytes/bytes.ts';
import { u32 } from '../../bytes/integers.ts';
import { hexEncode, utf8Encode } from '../../bytes/text.ts';
import { importDataKey } from '../../crypto/data-key.ts';
import { deriveContentKey } from '../../crypto/derive.ts';
import { sealRun } from '../../crypto/seal-run.ts';
import { bodyAad } from '../../message/frames.ts';
import { type ContentLayout, type MessageHeader, serializeHeader } from '../../message/header.ts';
import { suiteById } from '../../message/suites.ts';
import type { FakeKms } from '../../transfer/testing/fake-kms.ts';
import { patternBytes, smallTuning } from '../../transfer/testing/small-world.ts';
import { all, flip, inspectWorld, localFile } from './inspect-fixture.ts';

const messageId = new Uint8Array(16).fill(3);
const headerIv = new Uint8Array(12).fill(1);
const blockIv = new Uint8Array(12).fill(2);

async function gcm(key: CryptoKey, iv: Bytes, additionalData: Bytes, plaintext: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plaintext));
}

/** A message of suite 0178: format 1, without key commitment, as older clients wrote. */
async function olderMessage(kms: FakeKms, content: ContentLayout, plaintext: Bytes): Promise<Bytes> {
  const suite = suiteById(0x0178);
  if (suite === null) throw new Error('no such suite');
  const context = new Map([['owner', 'me']]);
  const made = await kms.generateDataKey({ keyId: 'k', context });
  const edk = { providerId: 'aws-kms', providerInfo: utf8Encode(made.keyArn), ciphertext: made.wrapped };
  const header: MessageHeader = { suite, messageId, context, edks: [edk], content, commitment: null };
  const contentKey = await deriveContentKey(await importDataKey(suite, made.plaintext), messageId, 'encrypt');
  const covered = serializeHeader(header);
  const tag = await gcm(contentKey, headerIv, covered, new Uint8Array(0));
  const start = concatBytes(covered, headerIv, tag);
  if (content.type === 'unframed') {
    const aad = bodyAad(messageId, 'single-block', 1, plaintext.length);
    const sealed = await gcm(contentKey, blockIv, aad, plaintext);
    return concatBytes(start, blockIv, u32(0), u32(plaintext.length), sealed);
  }
  const { frameLength } = content;
  const count = Math.ceil(plaintext.length / frameLength);
  const finalLength = plaintext.length - (count - 1) * frameLength;
  const run = { contentKey, messageId, frameLength, first: 1, count, finalLength };
  const frames = await Promise.all(sealRun(run, plaintext));
  return concatBytes(start, ...frames.flatMap(({ prefix, sealed }) => [prefix, sealed]));
}

describe('a message without key commitment', () => {
  it('is checked but for the commitment that it has not', async () => {
    const { commands, kms } = await inspectWorld();
    const target = localFile(
      await olderMessage(kms, { type: 'framed', frameLength: 100 }, patternBytes(250)),
    );
    const { chain, message, frames } = await commands.inspect({ target, edits: [] });
    expect(message).toMatchObject({ version: 1, suiteId: '0178', committing: false, commitment: null });
    expect(frames).toMatchObject({ count: 3, finalLength: 50 });
    expect(chain.steps).toMatchObject({
      unwrap: { outcome: 'passed' },
      commitment: { outcome: 'not-tried', why: 'not-in-suite' },
      'header-tag': { outcome: 'passed' },
    });
    const report = await commands.verify({ id: 'v', target, edits: [], what: all });
    expect(report).toMatchObject({ complete: true, framesVerified: 3, bytesVerified: 250 });
    const changed = await commands.inspect({ target, edits: [flip(10)] });
    expect(changed.chain.steps).toMatchObject({
      commitment: { outcome: 'not-tried', why: 'not-in-suite' },
      'header-tag': { outcome: 'failed', error: { code: 'header-tampered' } },
    });
  });
});

describe('an unframed message', () => {
  const unframed = { type: 'unframed' } as const;

  it('is one block, verified as a whole', async () => {
    const { commands, kms } = await inspectWorld();
    const message = await olderMessage(kms, unframed, patternBytes(250));
    const target = localFile(message);
    const { frames, message: facts } = await commands.inspect({ target, edits: [] });
    expect(frames).toBeNull();
    expect(facts).toMatchObject({ contentType: 'unframed', plaintextLength: 250 });
    const shown = await commands.frames({ target, edits: [], places: [1] });
    expect(shown.frames).toEqual([
      {
        place: 1,
        sequence: 1,
        final: true,
        offset: facts?.headerLength,
        length: 12 + 8 + 250 + 16,
        plaintextLength: 250,
        iv: hexEncode(blockIv),
        tag: hexEncode(message.slice(-16)),
      },
    ]);
    const block = { framesVerified: 1, bytesVerified: 250 };
    expect(await commands.verify({ id: 'v', target, edits: [], what: all })).toMatchObject({
      ...block,
      complete: true,
    });
    const what = { kind: 'one', place: 1 } as const;
    expect(await commands.verify({ id: 'v', target, edits: [], what })).toMatchObject({
      ...block,
      complete: false,
    });
  });

  it('fails where it was changed, cut or made longer', async () => {
    const { commands, kms } = await inspectWorld();
    const message = await olderMessage(kms, unframed, patternBytes(250));
    const inBlock = message.length - 20;
    for (const [bytes, code, place] of [
      [message.with(inBlock, (message[inBlock] ?? 0) ^ 1), 'frame-tampered', 1],
      [message.slice(0, -1), 'message-truncated', null],
      [concatBytes(message, Uint8Array.of(0)), 'message-trailing-bytes', null],
    ] as const) {
      const report = await commands.verify({ id: 'v', target: localFile(bytes), edits: [], what: all });
      expect(report).toMatchObject({ complete: false, failures: [{ place, error: { code } }] });
    }
  });

  it('is not verified whole where it is too large to hold, and says so', async () => {
    const { commands, kms } = await inspectWorld();
    const target = localFile(await olderMessage(kms, unframed, patternBytes(smallTuning.wholeMessageLimit)));
    const report = await commands.verify({ id: 'v', target, edits: [], what: all });
    expect(
      await commands.verify({ id: 'v', target, edits: [], what: { kind: 'one', place: 1 } }),
    ).toMatchObject({
      framesVerified: 1,
      complete: false,
    });
    const error = { code: 'message-too-large-to-hold', details: { limit: smallTuning.wholeMessageLimit } };
    expect(report).toMatchObject({
      complete: false,
      framesVerified: 0,
      chain: { steps: { 'header-tag': { outcome: 'passed' }, frames: { outcome: 'failed', error } } },
    });
  });
});
