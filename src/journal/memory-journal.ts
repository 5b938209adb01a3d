import { AppError } from '../errors.ts';
import type { Journal, PartRecord, TransferRecord } from '../transfer/journal-port.ts';

/**
 * A journal that ends with its page, for browsers that keep no database: a transfer can be resumed as long as the page
 * lives, and not afterwards.
 */
export function createMemoryJournal(): Journal {
  const records = new Map<string, TransferRecord>();
  const parts = new Map<string, Map<number, PartRecord>>();
  const remove = (id: string): void => {
    records.delete(id);
    parts.delete(id);
  };
  return {
    put: async (record) => void records.set(record.id, record),
    get: async (id) => records.get(id) ?? null,
    list: async (identityId) =>
      [...records.values()]
        .filter((record) => record.identityId === identityId)
        .toSorted((left, right) => left.createdAt - right.createdAt),
    remove: async (id) => remove(id),
    async putPart(id, part) {
      if (!records.has(id)) throw new AppError('journal-unavailable', 'a part of a record that is not kept');
      const known = parts.get(id) ?? new Map<number, PartRecord>();
      parts.set(id, known.set(part.partNumber, { ...part, tags: part.tags.slice() }));
    },
    part: async (id, partNumber) => parts.get(id)?.get(partNumber) ?? null,
    partCount: async (id) => parts.get(id)?.size ?? 0,
    async keepOnly(identityId) {
      const others = [...records.values()].filter((record) => record.identityId !== identityId);
      for (const { id } of others) remove(id);
      return others;
    },
  };
}
