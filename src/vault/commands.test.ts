import { createMemoryFiling } from '../filing/testing/memory-filing.ts';
import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { createMemoryClaims } from '../journal/claims.ts';
import { createMemoryJournal } from '../journal/memory-journal.ts';
import { fakeKeyFacts } from '../transfer/testing/fake-key-facts.ts';
import { createLocalCrew } from '../transfer/local-crew.ts';
import { createMemorySink } from '../transfer/open/memory-sink.ts';
import {
  createSmallWorld,
  fileOf,
  owner,
  patternBytes,
  smallPart,
  smallTuning,
} from '../transfer/testing/small-world.ts';
import { createCommands, type CommandHandlers } from './commands.ts';
import type { VaultEvent } from './contract.ts';
import { sealedUnder } from './inspect/inspect-fixture.ts';
import { serve } from './serve.ts';
import { noBench } from './workbench/no-bench.ts';
import { noShelf } from './thumbnails/no-shelf.ts';

const config = {
  region: 'eu-central-1',
  signIn: { authority: 'http://localhost:4566/oidc', clientId: 'sealdrop', scope: 'openid' },
  identityPool: {
    id: 'eu-central-1:00000000-0000-0000-0000-000000000000',
    loginProvider: 'localhost:4566/oidc',
  },
  bucket: 'bucket',
  kmsKeyId: 'alias/files',
};

const sealing = (id: string, file: File) => ({
  id,
  record: id,
  file,
  handle: null,
  unsettled: null,
  storageEncryption: null,
  folder: '',
  onTaken: 'keep-both' as const,
});
const opening = (id: string, key: string) => ({
  id,
  record: id,
  key,
  size: 1,
  acceptMoved: false,
  target: { kind: 'memory' as const },
});

const stored = (key: string) => ({ target: { kind: 'stored', key }, edits: [] }) as const;

function world() {
  const { store, kms } = createSmallWorld();
  const events: VaultEvent[] = [];
  const listeners = new Set<() => void>();
  const calls = { ended: 0, forgotten: 0 };
  const journal = createMemoryJournal();
  let refusal: AppError | null = null;
  let tokenTooOld = false;
  const commands = createCommands({
    startSession: async (_config, access) => {
      if (refusal) throw refusal;
      if ('tokens' in access) {
        if (tokenTooOld) access.tokens.refuse();
        await access.tokens.fresh(Date.now());
      }
      return {
        identityId: owner,
        kmsKeyId: 'alias/files',
        store,
        filing: createMemoryFiling(store),
        kms,
        forTransfer: () => ({ store, kms }),
        keyFacts: fakeKeyFacts,
        bench: noBench,
        clock: Date.now,
        end: () => void (calls.ended += 1),
      };
    },
    sinks: async () => ({
      openTarget:
        (_target, name) =>
        async ({ bytes }) =>
          createMemorySink(name, bytes),
      release: () => {},
      removePlace: async () => {},
      sweep: async () => {},
      forget: async () => void (calls.forgotten += 1),
    }),
    journal: async () => journal,
    thumbnails: noShelf,
    claims: createMemoryClaims(),
    crew: createLocalCrew(),
    tuning: smallTuning,
    emit: (event) => {
      events.push(event);
      for (const listener of listeners) listener();
    },
  });
  /** Resolves with the last phase of a transfer. */
  const ended = (id: string) =>
    new Promise<{ status: string; error?: { code: string } }>((resolve) => {
      const look = (): void => {
        for (const event of events) {
          if (event.type !== 'transfer' || event.snapshot.id !== id) continue;
          const { phase } = event.snapshot;
          if (['done', 'failed', 'cancelled'].includes(phase.status)) resolve(phase);
        }
      };
      listeners.add(look);
      look();
    });
  const ageToken = (): void => void (tokenTooOld = true);
  const refuseStart = (error: AppError | null): void => void (refusal = error);
  return { commands, store, kms, events, ended, calls, refuseStart, ageToken };
}

async function started() {
  const made = world();
  expect(await made.commands.start({ config, idToken: 'token' })).toEqual({ identityId: owner });
  return made;
}

describe('createCommands()', () => {
  it('seal, list, inspect and open a file', async () => {
    const { commands, ended, events } = await started();
    await commands.seal(sealing('s', fileOf(3 * smallPart + 5, 'a b.bin')));
    expect(await ended('s')).toEqual({ status: 'done', key: `${owner}/a b.bin`, bytes: 3 * smallPart + 5 });
    const { files, continuation } = await commands.list({ folder: '', continuation: null });
    expect(files).toMatchObject([{ key: `${owner}/a b.bin`, name: 'a b.bin' }]);
    expect(continuation).toBeNull();
    expect(await commands.inspect(stored(`${owner}/a b.bin`))).toMatchObject({
      placement: 'matches',
      ownership: 'mine',
      chain: {
        steps: { 'header-tag': { outcome: 'passed' }, frames: { outcome: 'not-tried', why: 'on-demand' } },
        attempts: [{ index: 0, requestId: 'request-1', error: null }],
      },
      kmsKey: { status: 'known', value: { state: 'Enabled' } },
      message: { suiteId: '0478', plaintextLength: 3 * smallPart + 5, frameCount: 25, frameLength: 1024 },
    });
    await commands.open(opening('o', `${owner}/a b.bin`));
    expect(await ended('o')).toMatchObject({ status: 'done' });
    const opened = events.find((event) => event.type === 'opened');
    expect(opened).toMatchObject({ id: 'o', name: 'a b.bin' });
    expect(new Uint8Array((await opened?.file.arrayBuffer()) ?? [])).toEqual(patternBytes(3 * smallPart + 5));
  });

  describe('of a sealed file on the device', () => {
    const length = 2 * smallPart + 5;
    /** What was sealed as `a b.bin`, and everything to open messages of this person with. */
    async function sealedHere() {
      const made = await started();
      await made.commands.seal(sealing('s', fileOf(length, 'a b.bin')));
      await made.ended('s');
      const message = made.store.bytesOf(`${owner}/a b.bin`).slice();
      made.store.intercept = () => {
        throw new AppError('store-denied', 'the store has nothing to do with it');
      };
      const opened = async (content: Bytes | string) => {
        const id = crypto.randomUUID();
        const file = new File([content], 'kept.sealed');
        const target = { kind: 'memory' } as const;
        await made.commands.openLocal({ id, record: id, file, name: 'mine', target });
        const end = await made.ended(id);
        const event = made.events.find((one) => one.type === 'opened' && one.id === id);
        return {
          end,
          file: event?.type === 'opened' ? event.file : null,
          name: event?.type === 'opened' && event.name,
        };
      };
      return { ...made, message, opened };
    }

    it('open what the store never sees, also as base64', async () => {
      const { message, opened } = await sealedHere();
      for (const content of [message, Buffer.from(message).toString('base64')]) {
        const { end, file, name } = await opened(content);
        expect(end).toEqual({ status: 'done', key: '', bytes: length });
        expect(name).toBe('mine');
        expect(new Uint8Array((await file?.arrayBuffer()) ?? [])).toEqual(patternBytes(length));
      }
    });

    it.each([
      ['frame-tampered', (bytes: Bytes) => bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1)],
      ['message-truncated', (bytes: Bytes) => bytes.slice(0, -1)],
      ['message-trailing-bytes', (bytes: Bytes) => concatBytes(bytes, new Uint8Array(3))],
      ['message-not-ours', () => new Uint8Array(0)],
    ] as const)('hand nothing over of one that is %s', async (code, change) => {
      const { message, opened } = await sealedHere();
      const { end, file } = await opened(change(message));
      expect(end).toMatchObject({ status: 'failed', error: { code }, resumable: false });
      expect(file).toBeNull();
    });

    it('tell apart who may not, and which key is not there', async () => {
      const { kms, opened } = await sealedHere();
      const theirs = await sealedUnder(kms, ['own'], new Map([['owner', 'you']]));
      expect((await opened(theirs)).end).toMatchObject({ error: { code: 'other-owner' } });
      const raw = { providerId: 'somebody', providerInfo: new Uint8Array(1), ciphertext: new Uint8Array(1) };
      const foreign = await sealedUnder(kms, [raw], new Map([['owner', owner]]));
      expect((await opened(foreign)).end).toMatchObject({ error: { code: 'no-usable-key' } });
      const mine = await sealedUnder(kms, ['own'], new Map([['owner', owner]]));
      kms.intercept = () => {
        throw new AppError('kms-denied', 'no');
      };
      expect((await opened(mine)).end).toMatchObject({ error: { code: 'kms-denied' } });
    });

    it('open nothing before anybody signed in', async () => {
      const { commands, ended } = world();
      const target = { kind: 'memory' } as const;
      await commands.openLocal({ id: 'o', record: 'o', file: new File(['x'], 'x'), name: 'x', target });
      expect(await ended('o')).toMatchObject({ error: { code: 'session-expired' } });
    });
  });

  it('never announce a file that did not verify', async () => {
    const { commands, ended, events, store } = await started();
    await commands.seal(sealing('s', fileOf(5000)));
    await ended('s');
    const changed = store.bytesOf(`${owner}/a.bin`).slice();
    changed[changed.length - 1] = (changed[changed.length - 1] ?? 0) ^ 1;
    store.place(`${owner}/a.bin`, changed);
    await commands.open(opening('o', `${owner}/a.bin`));
    expect(await ended('o')).toMatchObject({ status: 'failed', error: { code: 'frame-tampered' } });
    expect(events.some(({ type }) => type === 'opened')).toBe(false);
  });

  it('fail by name before anybody signed in', async () => {
    const { commands, ended } = world();
    await expect(commands.list({ folder: '', continuation: null })).rejects.toMatchObject({
      code: 'session-expired',
    });
    await expect(commands.inspect(stored('k'))).rejects.toMatchObject({ code: 'session-expired' });
    await commands.seal(sealing('s', fileOf(1)));
    expect(await ended('s')).toMatchObject({ status: 'failed', error: { code: 'session-expired' } });
  });

  it('start once, but again after a failure', async () => {
    const { commands, refuseStart } = world();
    refuseStart(new AppError('offline', 'no network'));
    await expect(commands.start({ config, idToken: 't' })).rejects.toMatchObject({ code: 'offline' });
    refuseStart(null);
    await commands.start({ config, idToken: 't' });
    await expect(commands.start({ config, idToken: 't' })).rejects.toMatchObject({ code: 'internal' });
  });

  it('take a renewed token while the session is still starting', async () => {
    const { commands, events, ageToken } = world();
    ageToken();
    const starting = commands.start({ config, idToken: 'too old' });
    await expect.poll(() => events).toEqual([{ type: 'token-needed' }]);
    await commands.renew({ idToken: 'new' });
    await expect(starting).resolves.toEqual({ identityId: owner });
  });

  it('fail to start when the token cannot be renewed', async () => {
    const { commands, events, ageToken } = world();
    ageToken();
    const starting = commands.start({ config, idToken: 'too old' });
    const refused = expect(starting).rejects.toMatchObject({ code: 'session-expired' });
    await expect.poll(() => events).toEqual([{ type: 'token-needed' }]);
    await commands.renew({ idToken: null });
    await refused;
  });

  it('refuse a configuration that is not one', async () => {
    const { commands } = world();
    await expect(commands.start({ config: { ...config, bucket: '' }, idToken: 't' })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('announce the end of the session once', async () => {
    const { commands, store, events, ended } = await started();
    store.intercept = () => {
      throw new AppError('session-expired', 'token expired');
    };
    await expect(commands.list({ folder: '', continuation: null })).rejects.toMatchObject({
      code: 'session-expired',
    });
    await commands.seal(sealing('s', fileOf(1)));
    await ended('s');
    expect(events.filter(({ type }) => type === 'session-expired')).toHaveLength(1);
  });

  it('forget removes staged files first, aborts uploads, then drops credentials', async () => {
    const { commands, store, ended, calls } = await started();
    const reached = new EventTarget();
    const atAbort: { ended: number; forgotten: number }[] = [];
    const uploading = new Promise((resolve) => reached.addEventListener('reached', resolve));
    store.intercept = (operation) => {
      if (operation === 'abortMultipart') atAbort.push({ ...calls });
      if (operation !== 'putPart') return undefined;
      reached.dispatchEvent(new Event('reached'));
      return new Promise(() => {});
    };
    await commands.seal(sealing('s', fileOf(5 * smallPart)));
    await uploading;
    await commands.forget(null);
    expect(await ended('s')).toEqual({ status: 'cancelled' });
    expect(store.uploads.size).toBe(0);
    expect(atAbort).toMatchObject([{ ended: 0, forgotten: 1 }]);
    expect(calls).toMatchObject({ ended: 1, forgotten: 2 });
    await expect(commands.list({ folder: '', continuation: null })).rejects.toMatchObject({
      code: 'session-expired',
    });
  });

  it('inspect shows what KMS refuses, and what is no message', async () => {
    const { commands, store, kms, ended } = await started();
    await commands.seal(sealing('s', fileOf(10)));
    await ended('s');
    kms.intercept = () => {
      throw new AppError('kms-denied', 'not allowed');
    };
    expect(await commands.inspect(stored(`${owner}/a.bin`))).toMatchObject({
      chain: { steps: { unwrap: { outcome: 'failed', error: { code: 'kms-denied' } } } },
      kmsKey: { status: 'failed', error: { code: 'kms-denied' } },
    });
    store.place('plain', new TextEncoder().encode('plain text'));
    expect(await commands.inspect(stored('plain'))).toMatchObject({
      message: null,
      messageProblem: { code: 'message-not-ours' },
      chain: { steps: { header: { outcome: 'failed' }, unwrap: { outcome: 'not-tried' } } },
      kmsKey: { status: 'not-asked' },
      placement: 'not-stated',
    });
    await expect(commands.inspect(stored('missing'))).rejects.toMatchObject({ code: 'store-not-found' });
  });

  it('inspect names the step that failed, and reads no body', async () => {
    const { commands, store, ended } = await started();
    await commands.seal(sealing('s', fileOf(5 * smallPart)));
    await ended('s');
    const message = store.bytesOf(`${owner}/a.bin`);
    const found = await commands.inspect(stored(`${owner}/a.bin`));
    const headerLength = found.message?.headerLength ?? 0;
    for (const [at, step] of [
      [headerLength - 1, 'header-tag'],
      [headerLength - 17, 'commitment'],
    ] as const) {
      const changed = message.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      store.place(`${owner}/a.bin`, changed);
      expect(await commands.inspect(stored(`${owner}/a.bin`))).toMatchObject({
        chain: { steps: { [step]: { outcome: 'failed' } } },
      });
    }
    store.intercept = (operation, request) => {
      if (operation === 'read') expect(request).toMatchObject({ first: 0, last: smallTuning.firstRead - 1 });
    };
    await commands.inspect(stored(`${owner}/a.bin`));
  });
});

const record = '00000000-0000-4000-8000-000000000000';
const memory = { kind: 'memory' };

describe('serve()', () => {
  it('answers a command by its call, and errors as data', async () => {
    const { commands } = await started();
    expect(
      await serve(commands, { call: 4, command: 'list', input: { folder: '', continuation: null } }),
    ).toEqual({
      call: 4,
      ok: true,
      output: { folders: [], files: [], continuation: null },
    });
    expect(await serve(commands, { call: 5, command: 'inspect', input: stored('missing') })).toMatchObject({
      call: 5,
      ok: false,
      error: { code: 'store-not-found' },
    });
  });

  it.each([
    ['inspect', stored('missing')],
    ['frames', { ...stored('missing'), places: [1, 2] }],
    ['verify', { ...stored('missing'), id: 'v', what: { kind: 'sample', count: 3 } }],
    ['inspect', { ...stored('missing'), edits: [{ kind: 'flip', offset: 2 ** 53 - 1, mask: 255 }] }],
  ])('lets %s through to the store', async (command, input) => {
    const { commands } = await started();
    expect(await serve(commands, { call: 6, command, input })).toMatchObject({
      call: 6,
      ok: false,
      error: { code: 'store-not-found' },
    });
  });

  it.each([
    null,
    'list',
    { command: 'list', input: { folder: '', continuation: null } },
    { call: -1, command: 'list', input: { folder: '', continuation: null } },
  ])('ignores %j', async (data) => {
    expect(await serve(world().commands, data)).toBeNull();
  });

  it.each([
    { call: 1, command: 'list', input: {} },
    { call: 1, command: 'list', input: { folder: '', continuation: 5 } },
    { call: 1, command: 'toString', input: null },
    {
      call: 1,
      command: 'seal',
      input: { id: 'a', record, file: 'not a file', handle: null, unsettled: null },
    },
    { call: 1, command: 'seal', input: { ...sealing('a', fileOf(1)), record: 'r' } },
    { call: 1, command: 'seal', input: { ...sealing('a', fileOf(1)), record, unsettled: { key: 'k' } } },
    {
      call: 1,
      command: 'open',
      input: { id: 'a', record, key: 'k', size: 1, acceptMoved: true, target: { kind: 'x' } },
    },
    {
      call: 1,
      command: 'open',
      input: { id: '', record, key: 'k', size: 1, acceptMoved: true, target: memory },
    },
    { call: 1, command: 'open', input: { id: 'a', key: 'k' } },
    { call: 1, command: 'forget', input: null, more: true },
    { call: 1, command: 'inspect', input: { key: 'k' } },
    { call: 1, command: 'inspect', input: { target: { kind: 'stored', key: '' }, edits: [] } },
    { call: 1, command: 'inspect', input: { target: { kind: 'local', file: new Blob() }, edits: [] } },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: Array.from({ length: 65 }, () => ({ kind: 'cut', length: 1 })) },
    },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'flip', offset: -1, mask: 1 }] },
    },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'flip', offset: 0.5, mask: 1 }] },
    },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'flip', offset: 2 ** 53, mask: 1 }] },
    },
    { call: 1, command: 'inspect', input: { ...stored('k'), edits: [{ kind: 'flip', offset: 1, mask: 0 }] } },
    {
      call: 1,
      command: 'inspect',
      input: { ...stored('k'), edits: [{ kind: 'swap-frames', first: 0, second: 1 }] },
    },
    { call: 1, command: 'frames', input: { ...stored('k'), places: [0] } },
    { call: 1, command: 'frames', input: { ...stored('k'), places: Array(65).fill(1) } },
    { call: 1, command: 'verify', input: { ...stored('k'), id: 'v', what: { kind: 'sample', count: 1001 } } },
    { call: 1, command: 'verify', input: { ...stored('k'), what: { kind: 'all' } } },
    { call: 1, command: 'stopVerifying', input: { id: '' } },
  ])('refuses %j', async (data) => {
    const untouchable: CommandHandlers = world().commands;
    expect(await serve(untouchable, data)).toMatchObject({ call: 1, ok: false, error: { code: 'internal' } });
  });
});
