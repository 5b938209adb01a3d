import * as v from 'valibot';
import { integer, readInput } from '../aws-json/read-input.ts';
import { ServiceError } from '../aws-json/service-error.ts';

const pageInput = v.object({ Limit: v.optional(integer(1, 1000), 100), Marker: v.optional(v.string()) });

/** One page of a listing, as `Limit` and `Marker` ask for it. @throws ServiceError `InvalidMarkerException` */
export function page<T>(all: readonly T[], input: unknown): { items: readonly T[]; rest: object } {
  const { Limit: limit, Marker: marker } = readInput(pageInput, input);
  const from = marker === undefined ? 0 : Number(marker);
  if (!Number.isSafeInteger(from) || from < 0) throw new ServiceError('InvalidMarkerException', '');
  const next = from + limit;
  const more = next < all.length;
  return {
    items: all.slice(from, next),
    rest: { Truncated: more, ...(more ? { NextMarker: String(next) } : {}) },
  };
}
