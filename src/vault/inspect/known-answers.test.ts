import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../bytes/bytes.ts';
import { importDataKey } from '../../crypto/data-key.ts';
import type { FrameChoice } from '../../inspect/chain.ts';
import type { InspectTarget } from '../inspect-contract.ts';
import { fakeKeyFacts } from '../../transfer/testing/fake-key-facts.ts';
import { createMemoryStore } from '../../transfer/testing/memory-store.ts';
import { createFakeKms } from '../../transfer/testing/fake-kms.ts';
import { createLocalCrew } from '../../transfer/local-crew.ts';
import { defaultTuning } from '../../transfer/tuning.ts';
import type { Unwrap } from './check-chain.ts';
import { inspectMessage } from './inspect-message.ts';
import { openTarget } from './open-target.ts';
import { readFrames } from './read-frames.ts';
import { verifyMessage } from './verify-message.ts';

interface KnownAnswer {
  readonly comment: string;
  readonly ciphertext: string;
  readonly 'decrypted-dek': string;
  readonly status: boolean;
  readonly 'plaintext-frames'?: readonly string[];
}

const path = resolve(import.meta.dirname, '../../../../shared/vectors/commitment_kat.json');
const present = existsSync(path);
const file: { readonly tests: readonly KnownAnswer[] } = present
  ? JSON.parse(readFileSync(path, 'utf8'))
  : { tests: [] };

const { signal } = new AbortController();
const kms = createFakeKms();
const store = createMemoryStore();
const now = (): number => Date.now();

function decoded(text: string): Bytes {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

/** In the place of KMS: the key that the answer states. */
function unwrapOf(answer: KnownAnswer): Unwrap {
  return async ({ header }) => ({
    dataKey: await importDataKey(header.suite, decoded(answer['decrypted-dek'])),
    life: { unwrapped: 1, overwritten: 2 },
  });
}

const local = (content: Bytes | string): InspectTarget => ({
  kind: 'local',
  file: new File([content], 'known answer'),
});

function inspect(answer: KnownAnswer, target: InspectTarget) {
  const request = { target, edits: [], identityId: 'me', firstRead: 100, signal };
  return inspectMessage(
    { store, keys: { kms, keyFacts: fakeKeyFacts }, unwrap: unwrapOf(answer), now },
    request,
  );
}

function verify(answer: KnownAnswer, target: InspectTarget, what: FrameChoice = { kind: 'all' }) {
  const ports = { store, unwrap: unwrapOf(answer), crew: createLocalCrew(), tuning: defaultTuning, now };
  const request = {
    target,
    edits: [],
    what,
    signal,
    stop: signal,
    onProgress: () => {},
  };
  return verifyMessage(ports, request);
}

describe.skipIf(!present)('inspecting the known answers (needs ../shared/vectors)', () => {
  it('are 46', () => {
    expect(file.tests).toHaveLength(46);
  });

  it.each(file.tests)('accounts for every byte of the header: $comment', async (answer) => {
    const message = decoded(answer.ciphertext);
    const { anatomy, message: facts, frames } = await inspect(answer, local(message));
    let end = 0;
    for (const { offset, length } of anatomy.fields) {
      expect(offset).toBe(end);
      end += length;
    }
    expect(end).toBe(facts?.headerLength);
    expect(anatomy.bytes).toEqual(message.slice(0, end));
    expect(frames === null).toBe(facts?.contentType === 'unframed' || facts?.signed === true);
  });

  it.each(file.tests)('comes to the stated outcome: $comment', async (answer) => {
    const message = decoded(answer.ciphertext);
    const { chain } = await inspect(answer, local(message));
    const report = await verify(answer, local(message));
    if (answer.status) {
      expect(chain.steps['header-tag']).toEqual({ outcome: 'passed' });
      expect(report).toMatchObject({ complete: true, failureCount: 0 });
      expect(Object.values(report.chain.steps).map(({ outcome }) => outcome)).toEqual(
        Array(5).fill('passed'),
      );
      const plaintext = (answer['plaintext-frames'] ?? []).join('');
      expect(report.bytesVerified).toBe(Buffer.byteLength(plaintext));
    } else {
      const failed = { outcome: 'failed', error: { code: 'commitment-mismatch' } };
      expect(chain.steps.commitment).toMatchObject(failed);
      expect(report).toMatchObject({
        complete: false,
        framesVerified: 0,
        chain: { steps: { commitment: failed } },
      });
      expect(report.chain.steps.frames).toEqual({ outcome: 'not-tried', why: 'earlier-failure' });
    }
  });

  it.each(file.tests)('reads the same from base64, in lines or not: $comment', async (answer) => {
    const plain = await inspect(answer, local(decoded(answer.ciphertext)));
    const text = answer.ciphertext.trim();
    for (const written of [text, `${(text.match(/.{1,76}/gu) ?? []).join('\r\n')}\n`]) {
      const { encoding, anatomy, size, chain } = await inspect(answer, local(written));
      expect({ encoding, anatomy, size }).toEqual({
        encoding: 'base64',
        anatomy: plain.anatomy,
        size: plain.size,
      });
      expect(chain.steps).toEqual(plain.chain.steps);
    }
    expect(await verify(answer, local(text))).toMatchObject({ complete: answer.status });
  });

  it.each(file.tests.filter(({ status }) => status))(
    'finds what was changed at its end: $comment',
    async (answer) => {
      const message = decoded(answer.ciphertext);
      const last = message.length - 1;
      const flipped = message.with(last, (message[last] ?? 0) ^ 1);
      const { signed } = (await inspect(answer, local(message))).message ?? { signed: false };
      const code = signed ? 'signature-invalid' : 'frame-tampered';
      for (const [bytes, expected] of [
        [flipped, code],
        [message.slice(0, last), 'message-truncated'],
      ] as const) {
        const report = await verify(answer, local(bytes));
        expect(report.complete).toBe(false);
        expect(report.chain.steps.frames).toMatchObject({ outcome: 'failed', error: { code: expected } });
      }
    },
  );

  it.each(file.tests.filter(({ status }) => status))(
    'shows and verifies one frame: $comment',
    async (answer) => {
      const target = local(decoded(answer.ciphertext));
      const opened = await openTarget(store, { target, edits: [], firstRead: 100, signal });
      if ('problem' in opened.header) throw opened.header.problem;
      const [frame] = await readFrames(opened.source, opened.header.parsed, [1], signal);
      expect(frame).toMatchObject({ place: 1, sequence: 1, offset: opened.header.parsed.length });
      const report = await verify(answer, target, { kind: 'one', place: 1 });
      expect(report).toMatchObject({
        framesVerified: 1,
        bytesVerified: frame?.plaintextLength,
        complete: false,
      });
      expect(report.chain.steps.frames).toEqual({ outcome: 'passed' });
    },
  );
});
