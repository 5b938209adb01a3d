import * as fake from 'fake-indexeddb';
import { describe, expect, it, vi } from 'vitest';
import { concatBytes, type Bytes } from '../../bytes/bytes.ts';
import { createSmallWorld, owner, patternBytes, smallTuning } from '../../transfer/testing/small-world.ts';
import { isToVault } from '../wire.ts';
import { createThumbnailCommands } from './thumbnail-commands.ts';
import { createThumbnailShelf } from './thumbnail-shelf.ts';

// The library looks for its classes among the globals.
for (const [name, value] of Object.entries(fake))
  if (/^(IDB|indexedDB)/u.test(name)) vi.stubGlobal(name, value);

const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const png = concatBytes(pngSignature, patternBytes(20_000));
const thumbnail = { width: 2, height: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };

let databases = 0;

async function world(content: Bytes = png) {
  const small = createSmallWorld();
  const { store, kms, ports } = small;
  const { key } = await small.seal(new File([content], 'picture.png'));
  const etag = store.objects.get(key)?.etag ?? '';
  const session = { store, kms, identityId: owner, kmsKeyId: 'alias/files' };
  const reads = vi.spyOn(store, 'read');
  const shelf = createThumbnailShelf(`commands-${(databases += 1)}`);
  const commandsOf = () =>
    createThumbnailCommands(
      { crew: ports.crew, tuning: smallTuning, thumbnails: shelf },
      (perform) => perform(session),
      new AbortController().signal,
    );
  const ask = (id: string, mayOpen = true) => ({ id, key, etag, mayOpen });
  return { store, kms, key, etag, reads, commandsOf, ask };
}

describe('createThumbnailCommands()', () => {
  it('opens a picture once, and answers with what was made of it from then on', async () => {
    const { commandsOf, reads, ask } = await world();
    const commands = commandsOf();
    expect(await commands.thumbnail(ask('1'))).toEqual({ kind: 'picture', type: 'image/png', bytes: png });
    await commands.keepThumbnail({ id: '1', thumbnail });
    const before = reads.mock.calls.length;
    expect(await commands.thumbnail(ask('2'))).toEqual({ kind: 'kept', thumbnail });
    expect(await commandsOf().thumbnail(ask('3', false))).toEqual({ kind: 'kept', thumbnail });
    expect(reads).toHaveBeenCalledTimes(before);
  });

  it('asks S3 and KMS for nothing where it may not open', async () => {
    const { commandsOf, reads, kms, ask } = await world();
    const calls = kms.calls;
    expect(await commandsOf().thumbnail(ask('1', false))).toEqual({ kind: 'not-kept' });
    expect(reads).not.toHaveBeenCalled();
    expect(kms.calls).toBe(calls);
  });

  it('notes what is no picture by its bytes, whatever its name, and reads no more of it', async () => {
    const { commandsOf, reads, ask } = await world(patternBytes(60_000));
    expect(await commandsOf().thumbnail(ask('1'))).toEqual({ kind: 'kept', thumbnail: null });
    const bytes = reads.mock.calls.reduce((sum, [{ first, last }]) => sum + last - first + 1, 0);
    expect(bytes).toBeLessThan(50_000);
    const before = reads.mock.calls.length;
    expect(await commandsOf().thumbnail(ask('2'))).toEqual({ kind: 'kept', thumbnail: null });
    expect(reads).toHaveBeenCalledTimes(before);
  });

  it('shows neither another version than was listed, nor what lies elsewhere than sealed for', async () => {
    const { commandsOf, store, key, etag, ask } = await world();
    await expect(commandsOf().thumbnail({ ...ask('1'), etag: '"other"' })).rejects.toMatchObject({
      code: 'object-changed',
    });
    const moved = `${owner}/elsewhere.png`;
    const object = store.objects.get(key);
    if (object !== undefined) store.objects.set(moved, object);
    await expect(commandsOf().thumbnail({ ...ask('2'), key: moved, etag })).rejects.toMatchObject({
      code: 'moved',
    });
  });

  it('shows nothing of a picture that was altered', async () => {
    const { commandsOf, store, key, ask } = await world();
    const bytes = store.objects.get(key)?.bytes;
    if (bytes !== undefined) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await expect(commandsOf().thumbnail(ask('1'))).rejects.toMatchObject({ code: 'frame-tampered' });
  });

  it('ends with `stopThumbnail`, and takes nothing for what was not handed out', async () => {
    const { commandsOf, ask } = await world();
    const commands = commandsOf();
    const asked = commands.thumbnail(ask('1'));
    await commands.stopThumbnail({ id: '1' });
    await expect(asked).rejects.toThrow();
    await expect(commands.keepThumbnail({ id: '1', thumbnail })).rejects.toMatchObject({ code: 'internal' });
    await commands.thumbnail(ask('2'));
    await commands.stopThumbnail({ id: '2' });
    await expect(commands.keepThumbnail({ id: '2', thumbnail })).rejects.toMatchObject({ code: 'internal' });
  });

  it('forgets all of them, also what was just being made and kept', async () => {
    const { commandsOf, ask } = await world();
    const commands = commandsOf();
    await commands.thumbnail(ask('1'));
    await commands.thumbnail(ask('2'));
    const keeping = commands.keepThumbnail({ id: '1', thumbnail }).catch(() => null);
    await commands.forgetThumbnails(null);
    await keeping;
    await expect(commands.keepThumbnail({ id: '2', thumbnail })).rejects.toMatchObject({ code: 'internal' });
    expect(await commandsOf().thumbnail(ask('3', false))).toEqual({ kind: 'not-kept' });
  });
});

const envelope = (input: unknown) => ({ call: 1, command: 'keepThumbnail', input });

describe('the wire', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  it.each([
    ['pixels that are too few', { ...thumbnail, pixels: new Uint8Array(7) }],
    ['sides too long', { width: 97, height: 1, pixels: new Uint8Array(97 * 4) }],
    ['more than it should have', { ...thumbnail, name: 'x' }],
    ['a text', 'pixels'],
  ])('takes thumbnails, and refuses %s', (_, wrong) => {
    expect(isToVault(envelope({ id, thumbnail }))).toBe(true);
    expect(isToVault(envelope({ id, thumbnail: null }))).toBe(true);
    expect(isToVault(envelope({ id, thumbnail: wrong }))).toBe(false);
  });
});
