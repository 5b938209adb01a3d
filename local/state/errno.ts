/** The code of a Node system error (`ENOENT`, ...), or null for anything else. */
export function errnoCode(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}
