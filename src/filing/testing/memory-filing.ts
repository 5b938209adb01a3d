import { AppError } from '../../errors.ts';
import type { ListedObject } from '../../transfer/store-port.ts';
import type { MemoryStore } from '../../transfer/testing/memory-store.ts';
import type { FilingStore } from '../filing-port.ts';

/** The port of filing over a store in memory. */
export function createMemoryFiling(store: MemoryStore): FilingStore {
  return {
    async listFolder({ prefix, continuation, limit, signal }) {
      const { objects } = await store.list({ prefix, continuation: null, limit: Infinity, signal });
      const entries = new Map<string, ListedObject | null>();
      for (const object of objects) {
        const slash = object.key.indexOf('/', prefix.length);
        if (slash < 0) entries.set(object.key, object);
        else entries.set(object.key.slice(0, slash + 1), null);
      }
      const from = Number(continuation ?? 0);
      const page = [...entries].slice(from, from + limit);
      return {
        objects: page.flatMap(([, object]) => object ?? []),
        prefixes: page.flatMap(([entry, object]) => (object === null ? [entry] : [])),
        continuation: from + limit < entries.size ? String(from + limit) : null,
      };
    },
    putMarker: ({ key, signal }) =>
      store.put({
        key,
        body: new Uint8Array(0),
        crc32: 'AAAAAA==',
        onlyIfAbsent: false,
        storageEncryption: { kind: 'bucket-default' },
        signal,
      }),

    async remove({ keys }) {
      return keys.map((key) => {
        store.objects.delete(key);
        return { key, refusal: null, kept: false };
      });
    },

    async copy({ from, etag, to, ticket, onlyIfAbsent }) {
      const source = store.objects.get(from);
      if (source === undefined) throw new AppError('store-not-found', 'no such object');
      if (source.etag !== etag) throw new AppError('object-changed', 'replaced');
      if (onlyIfAbsent && store.objects.has(to)) throw new AppError('name-taken', 'the key exists');
      store.place(to, source.bytes, source.storageEncryption, ticket);
    },

    async look({ key }) {
      const found = store.objects.get(key);
      if (found === undefined) throw new AppError('store-not-found', 'no such object');
      return { size: found.bytes.length, etag: found.etag, ticket: found.ticket };
    },

    versionsPage: () => Promise.reject(new Error('this store keeps no versions')),
    versions: () => Promise.reject(new Error('this store keeps no versions')),
  };
}
