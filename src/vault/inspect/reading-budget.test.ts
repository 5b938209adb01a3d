import { createMemoryFiling } from '../../filing/testing/memory-filing.ts';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../../bytes/bytes.ts';
import { importDataKey } from '../../crypto/data-key.ts';
import { createSealer, type Sealer } from '../../crypto/sealer.ts';
import { utf8Encode } from '../../bytes/text.ts';
import { frameOffsetOf } from '../../message/sizes.ts';
import { sealingSuite } from '../../message/suites.ts';
import { fakeKeyFacts } from '../../transfer/testing/fake-key-facts.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import type { ObjectStore } from '../../transfer/store-port.ts';
import { createFakeKms } from '../../transfer/testing/fake-kms.ts';
import { createMemoryStore } from '../../transfer/testing/memory-store.ts';
import { defaultTuning } from '../../transfer/tuning.ts';
import { createInspectCommands } from './inspect-commands.ts';
import { noBench } from '../workbench/no-bench.ts';

const terabyte = 10 ** 12;
const key = 'huge';

/** A message too long to be anywhere: its header and a few of its frames are real, all else is zeros. */
interface VastMessage {
  readonly size: number;
  readonly frameCount: number;
  readonly kms: ReturnType<typeof createFakeKms>;
  /** bytes `first..last`, counted */
  read(first: number, last: number): Bytes;
  readonly bytesRead: () => number;
}

async function vastMessage(plaintextLength: number): Promise<VastMessage> {
  const kms = createFakeKms();
  const context = new Map([['owner', 'me']]);
  const { plaintext, wrapped, keyArn } = await kms.generateDataKey({ keyId: 'k', context });
  const { frameLength } = defaultTuning;
  const sealer = await createSealer({
    dataKey: await importDataKey(sealingSuite, plaintext),
    edks: [{ providerId: 'aws-kms', providerInfo: utf8Encode(keyArn), ciphertext: wrapped }],
    context,
    frameLength,
    plaintextLength,
  });
  const { frameCount, header, messageLength: size } = sealer;
  const places = [1, 2, 3, frameCount - 1, frameCount];
  const finalLength = plaintextLength - (frameCount - 1) * frameLength;
  const pieces = await Promise.all(
    places.map(async (sequence) => ({
      start: frameOffsetOf({ headerLength: header.length, frameLength, sequence }),
      bytes: await frameOf(sealer, sequence, sequence === frameCount ? finalLength : frameLength),
    })),
  );
  pieces.push({ start: 0, bytes: header });
  let bytesRead = 0;
  return {
    size,
    frameCount,
    kms,
    bytesRead: () => bytesRead,
    read(first, last) {
      const bytes = new Uint8Array(Math.min(last, size - 1) - first + 1);
      bytesRead += bytes.length;
      for (const piece of pieces) {
        const from = Math.max(first, piece.start);
        const to = Math.min(first + bytes.length, piece.start + piece.bytes.length);
        if (from < to) bytes.set(piece.bytes.subarray(from - piece.start, to - piece.start), from - first);
      }
      return bytes;
    },
  };
}

async function frameOf(sealer: Sealer, sequence: number, length: number): Promise<Bytes> {
  const { prefix, sealed } = await sealer.sealFrame(sequence, new Uint8Array(length));
  return concatBytes(prefix, sealed);
}

function storeOf(message: VastMessage): ObjectStore {
  const memory = createMemoryStore();
  return {
    ...memory,
    head: async (request) => {
      memory.place(key, new Uint8Array(0));
      return { ...(await memory.head({ ...request, key })), size: message.size, etag: '"e"' };
    },
    read: async ({ first, last }) => ({
      bytes: message.read(first, last),
      size: message.size,
      etag: '"e"',
      ticket: null,
    }),
  };
}

/** A file of which nothing exists but what is read. */
class VastFile extends File {
  readonly #message: VastMessage;
  constructor(message: VastMessage) {
    super([], 'vast.bin');
    this.#message = message;
  }
  override get size(): number {
    return this.#message.size;
  }
  override slice(start = 0, end = this.size): Blob {
    return new Blob([this.#message.read(start, end - 1)]);
  }
  override arrayBuffer(): Promise<never> {
    return Promise.reject(new Error('read as a whole'));
  }
}

function commandsOver({ kms }: VastMessage, store: ObjectStore) {
  const forTransfer = () => ({ store, kms });
  const session = {
    identityId: 'me',
    kmsKeyId: 'k',
    bench: noBench,
    store,
    filing: createMemoryFiling(createMemoryStore()),
    kms,
    keyFacts: fakeKeyFacts,
    forTransfer,
    clock: Date.now,
    end: () => {},
  };
  return createInspectCommands(
    { crew: createLocalCrew(), tuning: defaultTuning, emit: () => {} },
    {
      withSession: (perform) => perform(session),
      isAlone: () => false,
      signal: new AbortController().signal,
    },
  );
}

describe('what is read', () => {
  it('is a few hundred KB of a stored object of a terabyte', async () => {
    const message = await vastMessage(terabyte);
    const commands = commandsOver(message, storeOf(message));
    const target = { kind: 'stored', key } as const;
    const inspection = await commands.inspect({ target, edits: [] });
    expect(inspection.frames?.count).toBe(message.frameCount);
    expect(inspection.chain.steps['header-tag']).toEqual({ outcome: 'passed' });
    expect(message.bytesRead()).toBeLessThanOrEqual(64 * 1024);
    const places = [1, 2, 3, message.frameCount - 1, message.frameCount];
    const { frames } = await commands.frames({ target, edits: [], places });
    expect(frames.map(({ sequence }) => sequence)).toEqual(places);
    expect(frames.at(-1)?.final).toBe(true);
    expect(message.bytesRead()).toBeLessThan(200 * 1024);
  });

  it('is little of a local file of 5 GB, but for the frames that are verified', async () => {
    const message = await vastMessage(5 * 10 ** 9);
    const commands = commandsOver(message, createMemoryStore());
    const target = { kind: 'local', file: new VastFile(message) } as const;
    expect(await commands.inspect({ target, edits: [] })).toMatchObject({
      size: message.size,
      chain: { steps: { 'header-tag': { outcome: 'passed' } } },
    });
    expect(message.bytesRead()).toBeLessThan(100 * 1024);
    const what = { kind: 'one', place: message.frameCount } as const;
    expect(await commands.verify({ id: 'v', target, edits: [], what })).toMatchObject({
      framesVerified: 1,
      chain: { steps: { frames: { outcome: 'passed' } } },
    });
    expect(message.bytesRead()).toBeLessThan(500 * 1024);
    const edits = [{ kind: 'swap-frames', first: 1, second: message.frameCount - 1 }] as const;
    expect(await commands.verify({ id: 'v', target, edits, what: { kind: 'one', place: 1 } })).toMatchObject({
      failures: [{ place: 1, error: { code: 'message-out-of-order' } }],
    });
  });
});
