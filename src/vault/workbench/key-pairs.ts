import type { Bytes } from '../../bytes/bytes.ts';
import { importOaepPrivateKey, importOaepPublicKey } from '../../crypto/rsa-oaep.ts';
import { openWhole } from '../../crypto/whole.ts';
import { isKeyArn } from '../../keyring/key-arn.ts';
import { type RawRsaName, sealKeyWithRsa, unwrapKeyWithRsa } from '../../keyring/raw-rsa-keyring.ts';
import { type BenchDocument, readDocument, writeDocument } from '../../workbench/documents.ts';
import type { RsaSpec } from '../../workbench/limits.ts';
import { pemOf, spkiOf } from '../../workbench/pem.ts';
import type {
  BenchContent,
  DocumentSource,
  MadeKeyPair,
  OpenedContent,
  SealedMessage,
} from '../workbench-contract.ts';
import { benchContext, type BenchWorld } from './bench-world.ts';
import { contentBytes, messageBytes, pastedTextInvalid } from './content.ts';
import { openedContent, sealedMessage, sealUnder } from './envelope.ts';
import { fingerprintOf } from './fingerprint.ts';
import { documentFrom, keepDocument, keepingPlace } from './kept-documents.ts';
import { createKeyLife } from './key-life.ts';

const hash = 'SHA-256';

/** How messages name a key pair of the bench: by the fingerprint of its public half. */
function rsaName(fingerprint: string): RawRsaName {
  return { namespace: 'sealdrop-key-pair', name: fingerprint };
}

/** Has KMS make a key pair whose private half comes wrapped and in no other form. */
export async function makeKeyPair(
  world: BenchWorld,
  { spec, keepAs }: { readonly spec: RsaSpec; readonly keepAs: string | null },
): Promise<MadeKeyPair> {
  const place = keepAs === null ? null : keepingPlace(world, 'key-pairs', keepAs);
  const context = place?.context ?? benchContext(world.identityId, 'key-pair');
  const { kmsKeyId: keyId, signal } = world;
  const made = await world.bench.kms.generateKeyPair({ keyId, spec, context, signal });
  const { publicKey, wrappedPrivateKey: ciphertext, keyArn, requestId } = made;
  const document: BenchDocument = {
    format: 'sealdrop-key-pair',
    keyArn,
    context,
    ciphertext,
    spec,
    publicKey,
  };
  if (place !== null) await keepDocument(world, place.key, document);
  return {
    document: writeDocument(document),
    pem: pemOf(publicKey),
    fingerprint: await fingerprintOf(publicKey),
    spec,
    wrappedLength: ciphertext.length,
    keyArn,
    requestId,
    keptAt: place?.key ?? null,
  };
}

/** Seals for a key pair with its public half alone: no service is asked, nobody needs to be signed in. */
export async function sealForPair(
  { publicKey: text, content }: { readonly publicKey: string; readonly content: BenchContent },
  now: () => number,
): Promise<SealedMessage> {
  const spki = publicKeyFrom(text);
  const publicKey = await importOaepPublicKey(spki, hash);
  const fingerprint = await fingerprintOf(spki);
  const plaintext = await contentBytes(content);
  const life = createKeyLife(now);
  const context = new Map([['recipient', fingerprint]]);
  const key = await sealKeyWithRsa(publicKey, rsaName(fingerprint), life.note);
  return sealedMessage(await sealUnder(key, context, plaintext, life), fingerprint, life);
}

/** @throws AppError `pasted-text-invalid` */
function publicKeyFrom(text: string): Bytes {
  const document = readDocument(text);
  const spki = document?.format === 'sealdrop-key-pair' ? document.publicKey : spkiOf(text);
  if (spki === null) throw pastedTextInvalid('public-key');
  return spki;
}

/** Opens a message sealed for a key pair: KMS unwraps the private half, which is imported non-extractable and overwritten. */
export async function openWithPair(
  world: BenchWorld,
  { pair, message }: { readonly pair: DocumentSource; readonly message: BenchContent },
): Promise<OpenedContent> {
  const sealed = await messageBytes(message);
  const document = await documentFrom(world, pair, 'key-pair');
  if (document.format !== 'sealdrop-key-pair' || !isKeyArn(document.keyArn))
    throw pastedTextInvalid('key-pair');
  const name = rsaName(await fingerprintOf(document.publicKey));
  let unwrappedBy: { keyArn: string; requestId: string | null } = { keyArn: '', requestId: null };
  const { header, plaintext } = await openWhole(
    sealed,
    async (parsed) => {
      const { keyArn: keyId, context, ciphertext } = document;
      const { signal } = world;
      const answer = await world.bench.kms.decrypt({ keyId, ciphertext, under: { context }, signal });
      unwrappedBy = { keyArn: answer.keyArn, requestId: answer.requestId };
      const privateKey = await importOaepPrivateKey(answer.plaintext, hash);
      return unwrapKeyWithRsa(privateKey, parsed, name);
    },
    { allowUncommitted: false },
  );
  return openedContent(header, plaintext, unwrappedBy);
}
