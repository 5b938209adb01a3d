import type { Bytes } from '../../bytes/bytes.ts';
import { base64Decode, utf8Decode, utf8Encode } from '../../bytes/text.ts';
import { isKeyArn } from '../../keyring/key-arn.ts';
import { type BenchDocument, writeDocument } from '../../workbench/documents.ts';
import { directLimit } from '../../workbench/limits.ts';
import type { DocumentSource, MadeDocument, OpenedSecret } from '../workbench-contract.ts';
import { benchContext, type BenchWorld } from './bench-world.ts';
import { assertWithin, pastedTextInvalid } from './content.ts';
import { documentFrom, keepDocument, keepingPlace } from './kept-documents.ts';

/**
 * Seals a text directly by KMS Encrypt.
 * @param keepAs a name to keep it under, which is then bound to that place; null: it is handed out alone
 */
export async function sealSecret(
  world: BenchWorld,
  { text, keepAs }: { readonly text: string; readonly keepAs: string | null },
): Promise<MadeDocument> {
  const plaintext = utf8Encode(text);
  const plaintextLength = plaintext.length;
  try {
    if (plaintextLength === 0) throw pastedTextInvalid('secret');
    assertWithin(plaintextLength, directLimit);
    const place = keepAs === null ? null : keepingPlace(world, 'secrets', keepAs);
    const context = place?.context ?? benchContext(world.identityId, 'secret');
    const { kmsKeyId: keyId, signal } = world;
    const { ciphertext, keyArn, requestId } = await world.bench.kms.encrypt({
      keyId,
      plaintext,
      context,
      signal,
    });
    const document: BenchDocument = { format: 'sealdrop-secret', keyArn, context, ciphertext };
    if (place !== null) await keepDocument(world, place.key, document);
    return {
      document: writeDocument(document),
      plaintextLength,
      ciphertextLength: ciphertext.length,
      keyArn,
      requestId,
      keptAt: place?.key ?? null,
    };
  } finally {
    plaintext.fill(0);
  }
}

/** Opens a sealed secret: a document, or bare base64 of what KMS gave for a secret sealed here. */
export async function openSecret(world: BenchWorld, from: DocumentSource): Promise<OpenedSecret> {
  const { keyArn: keyId, context, ciphertext } = await secretFrom(world, from);
  const { signal } = world;
  const { plaintext, keyArn, requestId } = await world.bench.kms.decrypt({
    keyId,
    ciphertext,
    under: { context },
    signal,
  });
  return { text: takeText(plaintext), keyArn, requestId };
}

async function secretFrom(
  world: BenchWorld,
  from: DocumentSource,
): Promise<{ keyArn: string; context: ReadonlyMap<string, string>; ciphertext: Bytes }> {
  const bare = from.kind === 'text' ? base64Decode(from.text.replaceAll(/\s/gu, '')) : null;
  if (bare !== null && bare.length > 0) {
    return { keyArn: world.kmsKeyId, context: benchContext(world.identityId, 'secret'), ciphertext: bare };
  }
  const document = await documentFrom(world, from, 'secret');
  if (document.format !== 'sealdrop-secret' || !isKeyArn(document.keyArn)) throw pastedTextInvalid('secret');
  return document;
}

/** The text that was sealed; its bytes are overwritten. @throws AppError `pasted-text-invalid` for what is no text */
export function takeText(plaintext: Bytes): string {
  try {
    const text = utf8Decode(plaintext);
    if (text === null) throw pastedTextInvalid('text');
    return text;
  } finally {
    plaintext.fill(0);
  }
}
