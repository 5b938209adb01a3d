/** What the bench keeps in the store, each kind in a folder of its own. */
export const keptKinds = ['secrets', 'key-pairs'] as const;
export type KeptKind = (typeof keptKinds)[number];

const folder = 'key-bench';
const extension = '.json';

/** Where documents of a kind are kept, below the person's own prefix; ends with a slash. */
export function keptPrefix(identityId: string, kind: KeptKind): string {
  return `${identityId}/${folder}/${kind}/`;
}

/** The name under the person's prefix of a document that is to be kept. */
export function keptName(kind: KeptKind, name: string): string {
  return `${folder}/${kind}/${name}${extension}`;
}

/** The name a person gave; null for a key that is no kept document of this kind. */
export function nameOfKept(identityId: string, kind: KeptKind, key: string): string | null {
  const prefix = keptPrefix(identityId, kind);
  if (!key.startsWith(prefix) || !key.endsWith(extension)) return null;
  const name = key.slice(prefix.length, -extension.length);
  return name === '' ? null : name;
}

/** Whether an object is the bench's, and no file. */
export function isKept(identityId: string, key: string): boolean {
  return key.startsWith(`${identityId}/${folder}/`);
}
