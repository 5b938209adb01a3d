import type { ListedObject, ObjectStore } from '../transfer/store-port.ts';

const pageLength = 1000;

/** Every object whose key begins so, markers of folders among them, page by page, in the order of their keys. @throws what the store throws */
export async function* objectsBelow(
  store: Pick<ObjectStore, 'list'>,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<readonly ListedObject[]> {
  let continuation: string | null = null;
  do {
    const page: Awaited<ReturnType<ObjectStore['list']>> = await store.list({
      prefix,
      continuation,
      limit: pageLength,
      signal,
    });
    yield page.objects;
    ({ continuation } = page);
  } while (continuation !== null);
}

/** The keys of `objectsBelow`. */
export async function* keysBelow(
  store: Pick<ObjectStore, 'list'>,
  prefix: string,
  signal: AbortSignal,
): AsyncGenerator<readonly string[]> {
  for await (const page of objectsBelow(store, prefix, signal)) yield page.map(({ key }) => key);
}
