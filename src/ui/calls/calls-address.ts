const prefix = '#/calls?transfer=';

/** The address of one transfer's calls. */
export function callsAddress(transfer: string): string {
  return prefix + encodeURIComponent(transfer);
}

/** The transfer that the page's address asks for. */
export function askedTransfer(hash: string = location.hash): string | null {
  return hash.startsWith(prefix) ? decodeURIComponent(hash.slice(prefix.length)) : null;
}
