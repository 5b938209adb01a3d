import * as fake from 'fake-indexeddb';
import { openDB } from 'idb';
import { describe, expect, it, vi } from 'vitest';
import type { Thumbnail } from '../../bytes/thumbnail.ts';
import { AppError } from '../../errors.ts';
import { createFakeKms } from '../../transfer/testing/fake-kms.ts';
import { createKeptThumbnails } from './kept-thumbnails.ts';
import { createThumbnailShelf } from './thumbnail-shelf.ts';

// The library looks for its classes among the globals.
for (const [name, value] of Object.entries(fake))
  if (/^(IDB|indexedDB)/u.test(name)) vi.stubGlobal(name, value);

let databases = 0;
const nextName = (): string => `thumbnails-${(databases += 1)}`;
const { signal } = new AbortController();
const object = { bucket: 's3://bucket', key: 'me/holiday at the sea.png', etag: '"e"' };

/** Pixels that tell one picture from another. */
function picture(seed: number, width = 3, height = 2): Thumbnail {
  return { width, height, pixels: new Uint8Array(width * height * 4).fill(seed) };
}

function world(name = nextName()) {
  const kms = createFakeKms();
  const asked = { generateDataKey: 0, decrypt: 0 };
  const counting = {
    ...kms,
    generateDataKey(request: Parameters<typeof kms.generateDataKey>[0]) {
      asked.generateDataKey += 1;
      return kms.generateDataKey(request);
    },
    decrypt(request: Parameters<typeof kms.decrypt>[0]) {
      asked.decrypt += 1;
      return kms.decrypt(request);
    },
  };
  const me = { identityId: 'me', kmsKeyId: 'alias/files', kms: counting };
  /** what a new session has: nothing in memory */
  const session = (capacity?: number) =>
    createKeptThumbnails(createThumbnailShelf(name, capacity === undefined ? {} : { capacity }));
  return { name, me, asked, session };
}

/** All that lies in the database, as it lies there. */
async function stored(name: string): Promise<{ keys: unknown[]; thumbnails: { message: Uint8Array }[] }> {
  const database = await openDB(name);
  const [keys, thumbnails] = await Promise.all([database.getAll('keys'), database.getAll('thumbnails')]);
  database.close();
  return { keys, thumbnails };
}

describe('createKeptThumbnails()', () => {
  it('keeps a thumbnail for later sessions, for one question to KMS in each', async () => {
    const { me, asked, session } = world();
    const first = session();
    expect(await first.find(me, object, signal)).toBeNull();
    expect(asked).toEqual({ generateDataKey: 0, decrypt: 0 });
    await first.keep(me, object, picture(7), signal);
    await first.keep(me, { ...object, key: 'me/b.png' }, picture(8, 96, 96), signal);
    await first.keep(me, { ...object, key: 'me/none.png' }, null, signal);
    expect(asked).toEqual({ generateDataKey: 1, decrypt: 0 });

    const later = session();
    expect(await later.find(me, object, signal)).toEqual({ thumbnail: picture(7) });
    expect(await later.find(me, { ...object, key: 'me/b.png' }, signal)).toEqual({
      thumbnail: picture(8, 96, 96),
    });
    expect(await later.find(me, { ...object, key: 'me/none.png' }, signal)).toEqual({ thumbnail: null });
    expect(await later.find(me, { ...object, etag: '"newer"' }, signal)).toBeNull();
    await later.keep(me, { ...object, etag: '"newer"' }, picture(9), signal);
    expect(asked).toEqual({ generateDataKey: 1, decrypt: 1 });
  });

  it('lets neither a pixel nor a name lie in the clear, and seals each under keys of its own', async () => {
    const { name, me, session } = world();
    const kept = session();
    await kept.keep(me, object, picture(0xc3, 8, 8), signal);
    await kept.keep(me, { ...object, etag: '"f"' }, picture(0xc3, 8, 8), signal);
    const { thumbnails } = await stored(name);
    const texts = thumbnails.map(({ message }) => Buffer.from(message).toString('latin1'));
    expect(texts).toHaveLength(2);
    for (const text of texts) {
      expect(text).not.toContain('\u00c3'.repeat(4));
      expect(text).not.toContain('holiday');
    }
    // Behind version and suite: the id that the message's keys are derived with.
    const ids = texts.map((text) => text.slice(3, 35));
    expect(new Set(ids).size).toBe(2);
  });

  it.each(['the tag', 'the header', 'its end'])('drops one that was changed in %s', async (where) => {
    const { name, me, session } = world();
    await session().keep(me, object, picture(1), signal);
    const database = await openDB(name);
    const [at] = await database.getAllKeys('thumbnails');
    const record: { message: Uint8Array } = await database.get('thumbnails', at ?? '');
    const { message } = record;
    const flipped = where === 'the header' ? 40 : message.length - 1;
    message[flipped] = (message[flipped] ?? 0) ^ 1;
    const changed = where === 'its end' ? message.slice(0, -1) : message;
    await database.put('thumbnails', { ...record, message: changed }, at);
    database.close();
    expect(await session().find(me, object, signal)).toBeNull();
    expect((await stored(name)).thumbnails).toEqual([]);
  });

  it('drops one that lies in the place of another', async () => {
    const { name, me, session } = world();
    await session().keep(me, object, picture(1), signal);
    await session().keep(me, { ...object, key: 'me/b.png' }, picture(2), signal);
    const database = await openDB(name);
    const [first, second] = await database.getAllKeys('thumbnails');
    await database.put('thumbnails', await database.get('thumbnails', first ?? ''), second);
    database.close();
    const found = [
      await session().find(me, object, signal),
      await session().find(me, { ...object, key: 'me/b.png' }, signal),
    ];
    expect(found.filter((one) => one !== null)).toHaveLength(1);
    expect((await stored(name)).thumbnails).toHaveLength(1);
  });

  it('shows nothing of them to another person, and keeps none of them beside theirs', async () => {
    const { name, me, session } = world();
    await session().keep(me, object, picture(1), signal);
    const other = { ...me, identityId: 'other' };
    expect(await session().find(other, object, signal)).toBeNull();
    expect(await stored(name)).toEqual({ keys: [], thumbnails: [] });
    expect(await session().find(me, object, signal)).toBeNull();
  });

  it('gives up the oldest where there are too many', async () => {
    const { name, me, session } = world();
    const kept = session(2);
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const second of [1, 2, 3]) {
      vi.setSystemTime(second * 1000);
      await kept.keep(me, { ...object, etag: `"${second}"` }, picture(second), signal);
    }
    vi.useRealTimers();
    expect((await stored(name)).thumbnails).toHaveLength(2);
    expect(await kept.find(me, { ...object, etag: '"1"' }, signal)).toBeNull();
    expect(await kept.find(me, { ...object, etag: '"3"' }, signal)).toEqual({ thumbnail: picture(3) });
  });

  it('is empty once cleared, the wrapped key too, and begins anew', async () => {
    const { name, me, asked, session } = world();
    const kept = session();
    await kept.keep(me, object, picture(1), signal);
    await kept.clear();
    expect((await indexedDB.databases()).map((one) => one.name)).not.toContain(name);
    expect(await kept.find(me, object, signal)).toBeNull();
    await kept.keep(me, object, picture(2), signal);
    expect(await session().find(me, object, signal)).toEqual({ thumbnail: picture(2) });
    expect(asked).toEqual({ generateDataKey: 2, decrypt: 1 });
  });

  it('makes another key where KMS does not unwrap the kept one any more, and none where it cannot be asked', async () => {
    const { name, me, asked, session } = world();
    await session().keep(me, object, picture(1), signal);
    const refusing = (code: 'offline' | 'kms-wrapped-key-refused') => ({
      ...me,
      kms: { ...me.kms, decrypt: () => Promise.reject(new AppError(code, 'no')) },
    });
    await expect(session().find(refusing('offline'), object, signal)).rejects.toMatchObject({
      code: 'offline',
    });
    expect((await stored(name)).thumbnails).toHaveLength(1);
    expect(await session().find(refusing('kms-wrapped-key-refused'), object, signal)).toBeNull();
    expect(await stored(name)).toEqual({ keys: [], thumbnails: [] });
    await session().keep(me, object, picture(2), signal);
    expect(await session().find(me, object, signal)).toEqual({ thumbnail: picture(2) });
    expect(asked.generateDataKey).toBe(3);
  });

  it('takes the key of another tab that was faster', async () => {
    const { name, me, session } = world();
    const [here, there] = [session(), session()];
    await Promise.all([
      here.keep(me, object, picture(1), signal),
      there.keep(me, object, picture(2), signal),
    ]);
    await here.keep(me, { ...object, key: 'me/b' }, picture(3), signal);
    await there.keep(me, { ...object, key: 'me/c' }, picture(4), signal);
    expect((await stored(name)).keys).toHaveLength(1);
    const later = session();
    expect(await later.find(me, { ...object, key: 'me/b' }, signal)).toEqual({ thumbnail: picture(3) });
    expect(await later.find(me, { ...object, key: 'me/c' }, signal)).toEqual({ thumbnail: picture(4) });
  });

  it('keeps nothing, and fails at nothing, where the browser has no database', async () => {
    const { me, session } = world();
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    const kept = session();
    await kept.keep(me, object, picture(1), signal);
    expect(await kept.find(me, object, signal)).toBeNull();
    vi.restoreAllMocks();
  });
});
