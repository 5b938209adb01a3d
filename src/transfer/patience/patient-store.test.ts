import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode } from '../../errors.ts';
import type { Patience } from '../patience-port.ts';
import type { ObjectFacts, ObjectStore } from '../store-port.ts';
import { patientKms } from './patient-kms.ts';
import { patientStore } from './patient-store.ts';

const { signal } = new AbortController();

/** Repeats at once, up to ten times, and notes what may be interrupted. */
function plainPatience() {
  const interruptible: boolean[] = [];
  const patience: Patience = {
    async run(attempt, options) {
      interruptible.push(options.interruptible);
      for (let asked = 1; ; asked++) {
        try {
          return await attempt(options.signal);
        } catch (thrown) {
          const passing = ['service-unreachable', 'service-failed', 'throttled'];
          if (!(thrown instanceof AppError) || !passing.includes(thrown.code) || asked === 10) throw thrown;
        }
      }
    },
  };
  return { patience, interruptible };
}

const facts: ObjectFacts = {
  size: 3,
  etag: '"e"',
  lastModified: null,
  contentType: null,
  versionId: null,
  checksum: { algorithm: 'CRC32', value: 'VbzApg==', type: 'FULL_OBJECT' },
  sse: null,
  sseKmsKeyId: null,
  bucketKey: null,
};

const refuse = (): Promise<never> => Promise.reject(new Error('not asked in this test'));

function storeWith(methods: Partial<ObjectStore>): ObjectStore {
  return {
    bucket: 's3://b',
    put: refuse,
    createMultipart: refuse,
    putPart: refuse,
    completeMultipart: refuse,
    abortMultipart: refuse,
    listParts: refuse,
    listUploads: refuse,
    read: refuse,
    head: refuse,
    tags: refuse,
    list: refuse,
    ...methods,
  };
}

/** Throws these in turn, null: succeeds. */
function answers(...codes: (ErrorCode | null)[]): () => Promise<void> {
  return () => {
    const code = codes.shift();
    return code === undefined || code === null ? Promise.resolve() : Promise.reject(new AppError(code, code));
  };
}

const absent = (): Promise<never> => Promise.reject(new AppError('store-not-found', 'x'));
const denied = (): Promise<never> => Promise.reject(new AppError('store-denied', 'x'));
const present = (): Promise<ObjectFacts> => Promise.resolve(facts);

const body = new Uint8Array([1, 2, 3]);
const storageEncryption = { kind: 'bucket-default' } as const;
const putting = {
  key: 'k',
  body,
  crc32: 'VbzApg==',
  onlyIfAbsent: true,
  storageEncryption,
  signal,
};
const completing = {
  key: 'k',
  uploadId: 'u',
  parts: [],
  crc32: 'VbzApg==',
  size: 3,
  onlyIfAbsent: true,
  signal,
};

describe('patientStore(), a write whose answer was lost', () => {
  it.each<[string, ErrorCode, ErrorCode]>([
    ['reset', 'service-unreachable', 'name-taken'],
    ['failed', 'service-failed', 'upload-lost'],
  ])('counts as done where the object is there (%s)', async (_name, lost, refused) => {
    const { patience } = plainPatience();
    await patientStore(storeWith({ put: answers(lost, refused), head: present }), patience).put(putting);
    const store = patientStore(
      storeWith({ completeMultipart: answers(lost, refused), head: present }),
      patience,
    );
    await store.completeMultipart(completing);
  });

  it.each<[string, Partial<ObjectFacts>]>([
    ['another size', { size: 4 }],
    ['another checksum', { checksum: { algorithm: 'CRC32', value: 'AAAAAA==', type: null } }],
    ['another kind of checksum', { checksum: { algorithm: 'SHA1', value: 'VbzApg==', type: null } }],
    ['no checksum', { checksum: null }],
  ])('is refused where another object lies there: %s', async (_name, other) => {
    const { patience } = plainPatience();
    const put = answers('service-unreachable', 'name-taken');
    const head = (): Promise<ObjectFacts> => Promise.resolve({ ...facts, ...other });
    await expect(patientStore(storeWith({ put, head }), patience).put(putting)).rejects.toMatchObject({
      code: 'name-taken',
    });
  });

  it('is refused where nothing lies there', async () => {
    const { patience } = plainPatience();
    const completeMultipart = answers('service-unreachable', 'upload-lost');
    const store = patientStore(storeWith({ completeMultipart, head: absent }), patience);
    await expect(store.completeMultipart(completing)).rejects.toMatchObject({ code: 'upload-lost' });
  });

  it('a taken name without a lost answer is taken: nobody looks', async () => {
    const { patience } = plainPatience();
    for (const before of ['throttled', null] as const) {
      const put = before ? answers(before, 'name-taken') : answers('name-taken');
      await expect(patientStore(storeWith({ put }), patience).put(putting)).rejects.toMatchObject({
        code: 'name-taken',
      });
    }
  });
});

describe('patientStore()', () => {
  it('sends the same body again', async () => {
    const { patience } = plainPatience();
    const sent: unknown[] = [];
    const store = storeWith({
      putPart: (request) => {
        sent.push(request.body);
        if (sent.length < 3) return Promise.reject(new AppError('service-failed', 'x'));
        return Promise.resolve({ partNumber: 1, etag: '"e"', crc32: request.crc32 });
      },
    });
    await patientStore(store, patience).putPart({ ...putting, uploadId: 'u', partNumber: 1 });
    expect(sent).toEqual([body, body, body]);
    expect(sent.every((one) => one === body)).toBe(true);
  });

  it('lets a pause cut reads and parts only', async () => {
    const { patience, interruptible } = plainPatience();
    const store = patientStore(
      storeWith({
        put: denied,
        createMultipart: denied,
        completeMultipart: denied,
        putPart: denied,
        read: denied,
        head: denied,
      }),
      patience,
    );
    const asked = [
      () => store.put(putting),
      () => store.createMultipart({ key: 'k', storageEncryption, signal }),
      () => store.completeMultipart(completing),
      () => store.putPart({ ...putting, uploadId: 'u', partNumber: 1 }),
      () => store.read({ key: 'k', first: 0, last: 1, signal }),
      () => store.head({ key: 'k', signal }),
    ];
    for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'store-denied' });
    expect(interruptible).toEqual([false, false, false, true, true, true]);
  });

  it('aborts an upload by the patience for that, which a paused transfer does not hold up', async () => {
    const blocked: Patience = { run: refuse };
    const { patience: closing } = plainPatience();
    const store = storeWith({ abortMultipart: answers('service-failed', null) });
    await patientStore(store, blocked, closing).abortMultipart({ key: 'k', uploadId: 'u' });
  });
});

describe('patientKms()', () => {
  it('asks again, with the same request', async () => {
    const { patience, interruptible } = plainPatience();
    const asked: string[] = [];
    const kms = patientKms(
      {
        generateDataKey: refuse,
        describeKey: refuse,
        decrypt: ({ keyId }) => {
          asked.push(keyId);
          if (asked.length < 3) return Promise.reject(new AppError('throttled', 'x'));
          return Promise.resolve({ plaintext: body, keyArn: 'arn', requestId: null });
        },
      },
      patience,
    );
    await kms.decrypt({ keyId: 'k', wrapped: body, context: new Map() });
    expect(asked).toEqual(['k', 'k', 'k']);
    expect(interruptible).toEqual([true]);
  });
});
