import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../bytes/bytes.ts';
import { utf8Encode } from '../../bytes/text.ts';
import { AppError } from '../../errors.ts';
import type { EncryptedDataKey } from '../../message/header.ts';
import { all, inspectWorld, key, localFile, sealedUnder, stored } from './inspect-fixture.ts';

/** As somebody else's KMS key would have wrapped it. */
function foreign(index: number): EncryptedDataKey {
  return {
    providerId: 'aws-kms',
    providerInfo: utf8Encode(`arn:aws:kms:eu-central-1:999999999999:key/${index}`),
    ciphertext: new Uint8Array(184).fill(index),
  };
}

describe('what can go wrong', () => {
  it.each([
    ['nothing', new Uint8Array(0), 'message-not-ours', 0],
    ['another program’s file', utf8Encode('%PDF-1.7'), 'message-not-ours', 0],
    ['text that begins like base64', utf8Encode('Agatha Christie'), 'message-not-ours', 0],
    ['an unknown suite', Uint8Array.of(2, 0x99, 0x99, 1, 2, 3), 'message-unsupported', 3],
    ['a cut header', Uint8Array.of(2, 4, 0x78, ...new Uint8Array(20)), 'message-truncated', 23],
    [
      'a hostile length',
      concatBytes(
        Uint8Array.of(2, 4, 0x78),
        new Uint8Array(32),
        Uint8Array.of(0xff, 0xff),
        new Uint8Array(9),
      ),
      'message-truncated',
      39,
    ],
    ['broken base64', utf8Encode(`${'AgR4'.repeat(30)}!`), 'message-malformed', 0],
  ])('shows %s as no message, as far as it can be read', async (_, bytes, code, anatomyLength) => {
    const { commands, kms } = await inspectWorld();
    const asked = kms.calls;
    const target = localFile(bytes);
    const inspection = await commands.inspect({ target, edits: [] });
    expect(inspection).toMatchObject({
      size: bytes.length,
      message: null,
      messageProblem: { code },
      frames: null,
      chain: { steps: { header: { outcome: 'failed', error: { code } } }, attempts: [], keyLife: null },
      kmsKey: { status: 'not-asked' },
    });
    expect(inspection.anatomy.bytes).toHaveLength(anatomyLength);
    expect(await commands.verify({ id: 'v', target, edits: [], what: all })).toMatchObject({
      framesChosen: 0,
      complete: false,
      chain: { steps: { header: { outcome: 'failed' } } },
    });
    await expect(commands.frames({ target, edits: [], places: [1] })).rejects.toMatchObject({ code });
    expect(kms.calls).toBe(asked);
  });

  it('reads no more of a hostile header than its limit', async () => {
    const { commands, store } = await inspectWorld();
    const head = Uint8Array.of(2, 4, 0x78, ...new Uint8Array(32), 0, 0, 0xff, 0xff);
    store.place('hostile', concatBytes(head, new Uint8Array(3_000_000).fill(0xee)));
    let read = 0;
    store.intercept = (operation, request) => {
      if (operation === 'read' && 'first' in request && 'last' in request)
        read += Number(request.last) - Number(request.first) + 1;
    };
    const target = { kind: 'stored', key: 'hostile' } as const;
    expect(await commands.inspect({ target, edits: [] })).toMatchObject({
      messageProblem: { code: 'message-malformed' },
    });
    expect(read).toBeLessThan(1_100_000);
  });

  it('shows a message whose keys KMS did not wrap without asking KMS', async () => {
    const { commands, kms } = await inspectWorld();
    const asked = kms.calls;
    const raw = { providerId: 'raw', providerInfo: utf8Encode('name'), ciphertext: new Uint8Array(32) };
    const message = await sealedUnder(kms, [raw], new Map());
    const noKey = { outcome: 'not-tried', why: 'no-key' };
    expect(await commands.inspect({ target: localFile(message), edits: [] })).toMatchObject({
      chain: { steps: { header: { outcome: 'passed' }, unwrap: noKey, commitment: noKey, frames: noKey } },
      kmsKey: { status: 'not-asked' },
    });
    expect(kms.calls).toBe(asked + 1);
  });

  it('tells of every wrapped key it asked KMS about, at most sixteen of forty', async () => {
    const { commands, kms } = await inspectWorld();
    const others = Array.from({ length: 39 }, (_, index) => foreign(index));
    const second = await sealedUnder(kms, [...others.slice(0, 1), 'own', ...others.slice(1)], new Map());
    const found = await commands.inspect({ target: localFile(second), edits: [] });
    expect(found.message?.wrappedKeys).toHaveLength(40);
    expect(found.chain.attempts).toMatchObject([
      {
        index: 0,
        keyArn: 'arn:aws:kms:eu-central-1:999999999999:key/0',
        error: { code: 'kms-key-not-found' },
      },
      { index: 1, error: null, requestId: 'request-1' },
    ]);
    const last = await sealedUnder(kms, [...others, 'own'], new Map());
    const notFound = await commands.inspect({ target: localFile(last), edits: [] });
    expect(notFound.chain.attempts).toHaveLength(16);
    expect(notFound.chain.steps.unwrap).toMatchObject({
      outcome: 'failed',
      error: { code: 'kms-key-not-found' },
    });
  });

  it('shows a context of 30 KB', async () => {
    const { commands, kms } = await inspectWorld();
    const context = new Map(Array.from({ length: 30 }, (_, index) => [`name ${index}`, 'v'.repeat(1000)]));
    const message = await sealedUnder(kms, ['own'], context);
    const { chain, message: facts } = await commands.inspect({ target: localFile(message), edits: [] });
    expect(facts?.context).toHaveLength(30);
    expect(chain.steps['header-tag']).toEqual({ outcome: 'passed' });
  });

  it.each([
    ['deleted', 'store-not-found'],
    ['replaced', 'object-changed'],
  ])('fails by name when the object is %s meanwhile', async (what, code) => {
    const { commands, store } = await inspectWorld();
    const message = store.bytesOf(key);
    const change = (): void => {
      if (what === 'deleted') store.objects.delete(key);
      else store.place(key, message);
    };
    let reads = 0;
    store.intercept = (operation) => {
      if (operation === 'read') reads += 1;
      if (operation === 'read' && reads === changeAt) change();
    };
    let changeAt = 1;
    await expect(commands.inspect({ target: stored, edits: [] })).rejects.toMatchObject({ code });
    store.place(key, message);
    reads = 0;
    changeAt = 2;
    const verifying = commands.verify({ id: 'v', target: stored, edits: [], what: all });
    await expect(verifying).rejects.toMatchObject({ code });
  });

  it('shows a key pending deletion, and what KMS said to its use', async () => {
    const { commands, kms } = await inspectWorld();
    kms.intercept = (operation) => {
      if (operation !== 'decrypt') return;
      throw new AppError('kms-key-unusable', 'pending deletion', { details: { requestId: 'request-9' } });
    };
    const facts = await kms.describeKey({ keyId: 'alias/files' });
    kms.describeKey = async () => ({
      ...facts,
      state: 'PendingDeletion',
      deletionDate: '2031-01-01T00:00:00.000Z',
    });
    expect(await commands.inspect({ target: stored, edits: [] })).toMatchObject({
      chain: {
        steps: { unwrap: { outcome: 'failed', error: { code: 'kms-key-unusable' } } },
        attempts: [{ requestId: 'request-9', error: { code: 'kms-key-unusable' } }],
        keyLife: null,
      },
      kmsKey: {
        status: 'known',
        value: { state: 'PendingDeletion', deletionDate: '2031-01-01T00:00:00.000Z' },
      },
    });
  });

  it('ends with the session when KMS says that it is over', async () => {
    const { commands, kms } = await inspectWorld();
    kms.intercept = () => {
      throw new AppError('session-expired', 'token expired');
    };
    await expect(commands.inspect({ target: stored, edits: [] })).rejects.toMatchObject({
      code: 'session-expired',
    });
  });
});
