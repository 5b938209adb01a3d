/** Bytes over a plain ArrayBuffer: what WebCrypto, fetch and transfer lists accept. Never use a view's bare `.buffer`. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Joins chunks into one freshly allocated array. */
export function concatBytes(...chunks: readonly Uint8Array[]): Bytes {
  const joined = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined;
}

/** Compares without stopping at the first difference. Only the lengths may leak. */
export function equalBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false;
  let difference = 0;
  for (let index = 0; index < left.length; index++) difference |= (left[index] ?? 0) ^ (right[index] ?? 0);
  return difference === 0;
}
