import * as fc from 'fast-check';
import * as fake from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Journal, OpenRecord, PartRecord, SealRecord } from '../transfer/journal-port.ts';
import { createConnection, type Connection } from './database.ts';
import { createDatabaseJournal } from './database-journal.ts';
import { createMemoryJournal } from './memory-journal.ts';
import { openJournal } from './open-journal.ts';

// The library looks for its classes among the globals.
for (const [name, value] of Object.entries(fake))
  if (/^(IDB|indexedDB)/u.test(name)) vi.stubGlobal(name, value);

let databases = 0;
const nextName = (): string => `journal-${(databases += 1)}`;

function sealRecord(id: string, change: Partial<SealRecord> = {}): SealRecord {
  return {
    kind: 'seal',
    id,
    identityId: 'me',
    bucket: 's3://bucket',
    key: `me/${id}`,
    name: id,
    size: 10_000,
    createdAt: 1000,
    handle: null,
    lastModified: 5,
    header: Uint8Array.of(2, 4, 0x78),
    frameLength: 1024,
    framesPerPart: 4,
    storageEncryption: { kind: 'bucket-default' },
    replaces: false,
    uploadId: null,
    givenUp: false,
    ...change,
  };
}

function openRecord(id: string, change: Partial<OpenRecord> = {}): OpenRecord {
  return {
    kind: 'open',
    id,
    identityId: 'me',
    bucket: 's3://bucket',
    key: `me/${id}`,
    name: id,
    size: 10_000,
    createdAt: 2000,
    handle: null,
    etag: '"e"',
    acceptMoved: false,
    place: null,
    verified: 0,
    ...change,
  };
}

function part(partNumber: number, frames = 3): PartRecord {
  return { partNumber, tags: new Uint8Array(16 * frames).fill(partNumber), crc: 0xffff_ffff - partNumber };
}

interface Opened {
  readonly name: string;
  readonly connection: Connection;
  readonly journal: Journal;
}

function open(name = nextName()): Opened {
  const connection = createConnection(name);
  return { name, connection, journal: createDatabaseJournal(connection) };
}

/** Writes what no journal writes. */
async function spoil(
  name: string,
  store: 'records' | 'parts',
  value: unknown,
  key?: IDBValidKey,
): Promise<void> {
  const database = await openDB(name);
  await database.put(store, value, key);
  database.close();
}

describe.each([
  ['in a database', () => open().journal],
  ['in memory', createMemoryJournal],
])('a journal %s', (_name, create) => {
  it('gives back what was put, and replaces it', async () => {
    const journal = create();
    expect(await journal.get('a')).toBeNull();
    await journal.put(sealRecord('a'));
    await journal.put(sealRecord('a', { uploadId: 'u' }));
    expect(await journal.get('a')).toEqual(sealRecord('a', { uploadId: 'u' }));
  });

  it('lists one person’s, oldest first', async () => {
    const journal = create();
    await journal.put(openRecord('b'));
    await journal.put(sealRecord('c', { createdAt: 3000 }));
    await journal.put(sealRecord('a'));
    await journal.put(sealRecord('d', { identityId: 'you' }));
    expect((await journal.list('me')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('keeps parts of a record, and removes them with it', async () => {
    const journal = create();
    await journal.put(sealRecord('a'));
    await journal.put(sealRecord('ab'));
    for (const number of [1, 2, 10_000]) await journal.putPart('a', part(number));
    await journal.putPart('ab', part(7));
    expect(await journal.part('a', 10_000)).toEqual(part(10_000));
    expect(await journal.part('a', 3)).toBeNull();
    expect(await journal.partCount('a')).toBe(3);
    await journal.remove('a');
    expect(await journal.partCount('a')).toBe(0);
    expect(await journal.part('a', 1)).toBeNull();
    expect(await journal.part('ab', 7)).toEqual(part(7));
  });

  it('takes no part of a record that is gone', async () => {
    const journal = create();
    await journal.put(sealRecord('a'));
    await journal.remove('a');
    await expect(journal.putPart('a', part(1))).rejects.toMatchObject({ code: 'journal-unavailable' });
    expect(await journal.partCount('a')).toBe(0);
  });

  it('keeps exactly the bytes given, not the buffer they lie in', async () => {
    const journal = create();
    await journal.put(sealRecord('a'));
    const tags = new Uint8Array(1000).fill(9).subarray(100, 132);
    await journal.putPart('a', { partNumber: 1, tags, crc: 1 });
    tags.fill(0);
    const kept = await journal.part('a', 1);
    expect(kept).toEqual({ partNumber: 1, tags: new Uint8Array(32).fill(9), crc: 1 });
    expect(kept !== null && kept !== 'damaged' && kept.tags.buffer.byteLength).toBe(32);
  });

  it('forgets everybody else', async () => {
    const journal = create();
    await journal.put(sealRecord('a'));
    await journal.put(sealRecord('b', { identityId: 'you' }));
    await journal.putPart('b', part(1));
    expect(await journal.keepOnly('me')).toEqual([sealRecord('b', { identityId: 'you' })]);
    expect(await journal.get('a')).not.toBeNull();
    expect(await journal.get('b')).toBeNull();
    expect(await journal.partCount('b')).toBe(0);
  });
});

describe('the journal in a database', () => {
  it('is there after a reload', async () => {
    const { name, connection, journal } = open();
    await journal.put(sealRecord('a', { uploadId: 'u' }));
    await journal.putPart('a', part(2));
    await connection.close();
    const later = open(name).journal;
    expect(await later.get('a')).toEqual(sealRecord('a', { uploadId: 'u' }));
    expect(await later.part('a', 2)).toEqual(part(2));
  });

  it('writes what guards nonces strictly', async () => {
    const { journal } = open();
    const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
    await journal.put(sealRecord('a'));
    await journal.putPart('a', part(1));
    const writes = begun.mock.calls.filter(([, mode]) => mode === 'readwrite');
    begun.mockRestore();
    expect(writes.map(([, , options]) => options)).toEqual([
      { durability: 'strict' },
      { durability: 'strict' },
    ]);
  });

  const wrong: Record<string, unknown> = {
    identityId: '',
    bucket: 'bucket',
    key: null,
    size: -1,
    createdAt: Number.NaN,
    handle: {},
    kind: 'other',
    header: [2, 4],
    frameLength: 0,
    framesPerPart: 1.5,
    storageEncryption: { kind: 'sse-c' },
    uploadId: '',
    extra: 1,
  };

  it.each(Object.keys(wrong))('drops a record whose %s is damaged, with its parts', async (field) => {
    const { name, connection, journal } = open();
    await journal.put(sealRecord('a'));
    await journal.putPart('a', part(1));
    await connection.close();
    await spoil(name, 'records', { ...sealRecord('a'), [field]: wrong[field] });
    const later = open(name).journal;
    expect(await later.list('me')).toEqual([]);
    expect(await later.get('a')).toBeNull();
    await later.put(sealRecord('a'));
    // An unreadable owner hides it from his list, not from `get`.
    expect(await later.partCount('a')).toBe(0);
  });

  it('reads a record of a version that asked nothing of the store', async () => {
    const { name, connection, journal } = open();
    await journal.put(sealRecord('a'));
    await connection.close();
    const { storageEncryption, ...older } = sealRecord('a');
    await spoil(name, 'records', older);
    expect(storageEncryption).toEqual({ kind: 'bucket-default' });
    expect(await open(name).journal.get('a')).toEqual(sealRecord('a'));
  });

  it('keeps which key of KMS the store was asked to use', async () => {
    const { journal } = open();
    const record = sealRecord('a', {
      storageEncryption: { kind: 'sse-kms', keyId: 'alias/k', bucketKey: true },
    });
    await journal.put(record);
    expect(await journal.get('a')).toEqual(record);
  });

  it('says of a damaged part that it was one', async () => {
    const whole = part(1);
    const damage = fc.oneof(
      fc.constant({ ...whole, tags: whole.tags.slice(1) }),
      fc.constant({ ...whole, tags: new Uint8Array(0) }),
      fc.constant({ ...whole, crc: 2 ** 32 }),
      fc.constant({ ...whole, partNumber: 2 }),
      fc.jsonValue(),
    );
    await fc.assert(
      fc.asyncProperty(damage, async (value) => {
        const { name, connection, journal } = open();
        await journal.put(sealRecord('a'));
        await connection.close();
        await spoil(name, 'parts', value, ['a', 1]);
        expect(await open(name).journal.part('a', 1)).toBe('damaged');
      }),
      { numRuns: 30 },
    );
  });

  it('steps aside for a newer version, and fails from then on', async () => {
    const { name, journal } = open();
    await journal.put(sealRecord('a'));
    const newer = await openDB(name, 2);
    await expect(journal.put(sealRecord('b'))).rejects.toMatchObject({ code: 'journal-unavailable' });
    newer.close();
  });

  it('fails at once where an older page holds an older version open', async () => {
    const name = nextName();
    const older = await openDB(name, 1);
    const bumped = openDB(name, 2, { blocked: () => older.close() });
    (await bumped).close();
    await expect(open(name).journal.get('a')).rejects.toMatchObject({ code: 'journal-unavailable' });
  });

  it('names a full disk', async () => {
    const { journal } = open();
    await journal.put(sealRecord('a'));
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await expect(journal.putPart('a', part(1))).rejects.toMatchObject({
      code: 'journal-unavailable',
      details: { reason: 'QuotaExceededError' },
    });
    put.mockRestore();
    await journal.putPart('a', part(1));
  });

  it('keeps a record without a handle that cannot be kept', async () => {
    const { journal } = open();
    const handle = Object.assign(Object.create(null), { kind: 'file', getFile: () => {} });
    await journal.put(sealRecord('a', { handle }));
    expect(await journal.get('a')).toEqual(sealRecord('a'));
  });
});

const refusing = {
  open: () => {
    throw new DOMException('private window', 'SecurityError');
  },
};

describe('openJournal()', () => {
  afterEach(() => vi.stubGlobal('indexedDB', fake.indexedDB));

  it('lasts where there is a database', async () => {
    const { lasting, journal } = await openJournal(nextName());
    expect(lasting).toBe(true);
    await journal.put(sealRecord('a'));
  });

  it.each([
    ['is none', undefined],
    ['is one that refuses', refusing],
  ])('is memory where there %s', async (_name, indexedDB) => {
    vi.stubGlobal('indexedDB', indexedDB);
    const { lasting, journal } = await openJournal();
    expect(lasting).toBe(false);
    await journal.put(sealRecord('a'));
    expect(await journal.get('a')).toEqual(sealRecord('a'));
  });
});
