import { equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { AppError } from '../../errors.ts';
import type { KmsPort } from '../../keyring/kms-port.ts';

const fakeKeyArn = 'arn:aws:kms:eu-central-1:000000000000:key/11111111-2222-3333-4444-555555555555';

/** A KMS in memory, for tests: it knows the keys it made, and under which context. */
export interface FakeKms extends KmsPort {
  /** plaintext arrays handed out, to check that they were overwritten */
  readonly handedOut: Bytes[];
  calls: number;
  running: number;
  mostRunning: number;
  intercept: (operation: 'generateDataKey' | 'decrypt' | 'describeKey') => Promise<void> | void;
}

export function createFakeKms(keyArn = fakeKeyArn): FakeKms {
  const made: { wrapped: Bytes; plaintext: Bytes; context: string }[] = [];
  const hand = (plaintext: Bytes): Bytes => {
    const copy = plaintext.slice();
    kms.handedOut.push(copy);
    return copy;
  };
  const run = async <T>(
    operation: 'generateDataKey' | 'decrypt' | 'describeKey',
    signal: AbortSignal | undefined,
    answer: () => T,
  ): Promise<T> => {
    kms.calls += 1;
    kms.running += 1;
    kms.mostRunning = Math.max(kms.mostRunning, kms.running);
    try {
      signal?.throwIfAborted();
      await kms.intercept(operation);
      await Promise.resolve();
      signal?.throwIfAborted();
      return answer();
    } finally {
      kms.running -= 1;
    }
  };
  const kms: FakeKms = {
    handedOut: [],
    calls: 0,
    running: 0,
    mostRunning: 0,
    intercept: () => {},
    generateDataKey: ({ context, signal }) =>
      run('generateDataKey', signal, () => {
        const plaintext = crypto.getRandomValues(new Uint8Array(32));
        const wrapped = crypto.getRandomValues(new Uint8Array(184));
        made.push({ wrapped, plaintext, context: contextOf(context) });
        return { plaintext: hand(plaintext), wrapped: wrapped.slice(), keyArn };
      }),
    decrypt: ({ keyId, wrapped, context, signal }) =>
      run('decrypt', signal, () => {
        if (keyId !== keyArn) throw new AppError('kms-key-not-found', 'no such key');
        const entry = made.find((candidate) => equalBytes(candidate.wrapped, wrapped));
        if (entry?.context !== contextOf(context))
          throw new AppError('kms-wrapped-key-refused', 'not this context');
        return { plaintext: hand(entry.plaintext), keyArn, requestId: 'request-1' };
      }),
    describeKey: ({ signal }) =>
      run('describeKey', signal, () => ({
        arn: keyArn,
        keySpec: 'SYMMETRIC_DEFAULT',
        usage: 'ENCRYPT_DECRYPT',
        state: 'Enabled',
        origin: 'AWS_KMS',
        manager: 'CUSTOMER',
        multiRegion: false,
        description: 'files',
        created: '2026-01-02T03:04:05.000Z',
        deletionDate: null,
      })),
  };
  return kms;
}

function contextOf(context: ReadonlyMap<string, string>): string {
  return JSON.stringify([...context].map((pair) => JSON.stringify(pair)).toSorted());
}
