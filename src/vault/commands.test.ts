import { describe, expect, it } from 'vitest';
import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import { fileOf, owner, patternBytes, smallPart, smallTuning } from '../transfer/testing/small-world.ts';
import { sealedUnder } from './inspect/inspect-fixture.ts';
import { opening, sealing, started, stored, world } from './testing/small-vault.ts';

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
