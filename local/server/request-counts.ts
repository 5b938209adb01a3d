import * as v from 'valibot';
import type { RequestFacts } from './service.ts';

/** Keys whose parts and ranges are remembered; a server that runs for weeks forgets older ones. */
const keyLimit = 10_000;

const counts = v.record(v.string(), v.record(v.string(), v.number()));

/** What `GET /_local/requests` answers. Requests count when they arrive, whatever becomes of them. */
export const requestTallySchema = v.object({
  /** service -> operation -> requests */
  operations: counts,
  /** key -> part number -> UploadPart requests */
  parts: counts,
  /** key -> the `Range` of each GetObject, in order; empty for the whole object */
  ranges: v.record(v.string(), v.array(v.string())),
});

export type RequestTally = v.InferOutput<typeof requestTallySchema>;

export interface RequestCounts {
  add(facts: RequestFacts, range: string | undefined): void;
  reset(): void;
  tally(): RequestTally;
}

export function createRequestCounts(): RequestCounts {
  const operations = new Map<string, Map<string, number>>();
  const parts = new Map<string, Map<string, number>>();
  const ranges = new Map<string, string[]>();
  return {
    add({ service, operation, key, partNumber }, range) {
      increment(entryOf(operations, service, newCounts), operation);
      if (key === null) return;
      if (operation === 'UploadPart' && partNumber !== null)
        increment(entryOf(parts, key, newCounts), String(partNumber));
      if (operation === 'GetObject') entryOf(ranges, key, newList).push(range ?? '');
    },
    reset() {
      for (const map of [operations, parts, ranges]) map.clear();
    },
    tally: () => ({
      operations: toRecord(operations, Object.fromEntries),
      parts: toRecord(parts, Object.fromEntries),
      ranges: toRecord(ranges, (list) => [...list]),
    }),
  };
}

const newCounts = (): Map<string, number> => new Map();
const newList = (): string[] => [];

function entryOf<T>(map: Map<string, T>, name: string, create: () => T): T {
  const known = map.get(name);
  if (known !== undefined) return known;
  const [oldest] = map.keys();
  if (map.size >= keyLimit && oldest !== undefined) map.delete(oldest);
  const created = create();
  map.set(name, created);
  return created;
}

function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function toRecord<T, R>(map: ReadonlyMap<string, T>, convert: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Array.from(map, ([name, value]) => [name, convert(value)]));
}
