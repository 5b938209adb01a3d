import type { ToView } from './media-protocol.ts';

/**
 * What a frame says, which bytes of a file may have taken over.
 * @param length bytes of the view's plaintext
 * @returns null for what a player does not say
 */
export function readToView(data: unknown, length: number): ToView | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('request' in data)) return null;
  const { type, request } = data;
  if (!isWhole(request)) return null;
  if (type === 'more' || type === 'stop') return { type, request };
  if (type !== 'want' || !('first' in data) || !('last' in data)) return null;
  const { first, last } = data;
  if (!isWhole(first) || !isWhole(last) || first > last || last >= length) return null;
  return { type, request, first, last };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
