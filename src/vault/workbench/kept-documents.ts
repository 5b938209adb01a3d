import { utf8Decode, utf8Encode } from '../../bytes/text.ts';
import { AppError } from '../../errors.ts';
import { objectLocation, placementOf, sealingContext } from '../../message/location.ts';
import { createCrc32, crc32Header } from '../../transfer/seal/crc32.ts';
import { objectKey, objectName } from '../../transfer/seal/object-name.ts';
import {
  type BenchDocument,
  maxDocumentLength,
  readDocument,
  writeDocument,
} from '../../workbench/documents.ts';
import { keptName, keptPrefix, type KeptKind, nameOfKept } from '../../workbench/kept.ts';
import type { DocumentSource, KeptDocument } from '../workbench-contract.ts';
import type { BenchWorld } from './bench-world.ts';
import { pastedTextInvalid } from './content.ts';

/** Documents of one kind that are listed: S3's longest page. */
const listed = 1000;

/** Where a document will be kept, and the context that binds it to that place. @throws AppError `name-invalid` */
export function keepingPlace(
  { identityId, store }: BenchWorld,
  kind: KeptKind,
  name: string,
): { readonly key: string; readonly context: ReadonlyMap<string, string> } {
  const key = objectKey(`${identityId}/`, keptName(kind, objectName(name.trim())));
  return { key, context: sealingContext(identityId, objectLocation(store.bucket, key)) };
}

/** @throws AppError `name-taken` where there is one of this name already, whatever the store throws */
export async function keepDocument(
  { store, storageEncryption, signal }: BenchWorld,
  key: string,
  document: BenchDocument,
): Promise<void> {
  const body = utf8Encode(writeDocument(document));
  const crc = await createCrc32();
  crc.reset();
  crc.update(body);
  await store.put({
    key,
    body,
    crc32: crc32Header(crc.value()),
    onlyIfAbsent: true,
    storageEncryption,
    signal,
  });
}

export async function listKept(
  { store, identityId, signal }: BenchWorld,
  kind: KeptKind,
): Promise<{ documents: readonly KeptDocument[]; hasMore: boolean }> {
  const prefix = keptPrefix(identityId, kind);
  const page = await store.list({ prefix, continuation: null, limit: listed, signal });
  const documents = page.objects.flatMap(({ key, lastModified }) => {
    const name = nameOfKept(identityId, kind, key);
    return name === null ? [] : [{ key, name, lastModified }];
  });
  return { documents, hasMore: page.continuation !== null };
}

/**
 * A document from a text or from the store.
 * @throws AppError `pasted-text-invalid` with what was `expected`; `moved` where a kept one lies elsewhere than it was sealed for
 */
export async function documentFrom(
  { store, signal }: BenchWorld,
  source: DocumentSource,
  expected: string,
): Promise<BenchDocument> {
  if (source.kind === 'text') return readDocument(source.text) ?? refuse(expected);
  const { bytes, size } = await store.read({
    key: source.key,
    first: 0,
    last: maxDocumentLength - 1,
    signal,
  });
  const text = size > maxDocumentLength ? null : utf8Decode(bytes);
  const document = (text === null ? null : readDocument(text)) ?? refuse(expected);
  const foundAt = objectLocation(store.bucket, source.key);
  if ('context' in document && placementOf(document.context, foundAt) !== 'matches') {
    const sealedFor = document.context.get('location') ?? 'no place';
    throw new AppError('moved', 'a kept document lies elsewhere than it was sealed for', {
      details: { sealedFor, foundAt },
    });
  }
  return document;
}

function refuse(expected: string): never {
  throw pastedTextInvalid(expected);
}
