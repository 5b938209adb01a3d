/** What a page asks of the shell's worker. */
export type PageMessage =
  /** From a page of the build that has `entry` (the URL path of its script) to the worker of the same build. */
  | { readonly type: 'take-over'; readonly entry: string }
  /** From a page that no worker serves, though there is one. */
  | { readonly type: 'serve-me' };

/** @returns null for anything else */
export function readPageMessage(data: unknown): PageMessage | null {
  if (typeof data !== 'object' || data === null || !('type' in data)) return null;
  if (data.type === 'serve-me') return { type: 'serve-me' };
  if (data.type !== 'take-over' || !('entry' in data) || typeof data.entry !== 'string') return null;
  return { type: 'take-over', entry: data.entry };
}
