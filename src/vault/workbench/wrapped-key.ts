import type { Bytes } from '../../bytes/bytes.ts';
import { base64Decode, hexEncode } from '../../bytes/text.ts';
import { importDataKey } from '../../crypto/data-key.ts';
import { verifyHeader } from '../../crypto/opener.ts';
import { AppError } from '../../errors.ts';
import { isKeyArn } from '../../keyring/key-arn.ts';
import { wrappingKeyArn } from '../../keyring/kms-keyring.ts';
import type { EncryptionContext } from '../../message/context.ts';
import { type ParsedHeader, parseHeader } from '../../message/header.ts';
import { readHeader } from '../../transfer/open/read-header.ts';
import { readDocument, writeDocument } from '../../workbench/documents.ts';
import type { MoveReport, UnwrapReport, WrappedKeySource } from '../workbench-contract.ts';
import { type BenchWorld, configured } from './bench-world.ts';
import { pastedTextInvalid } from './content.ts';

/** A key that KMS wrapped, and the message it belongs to where there is one. */
interface WrappedKey {
  readonly keyArn: string;
  readonly context: EncryptionContext;
  readonly ciphertext: Bytes;
  readonly parsed: ParsedHeader | null;
}

/** Bytes of a stored file to ask for at first. */
const firstRead = 16 * 1024;

/** Has KMS unwrap a key, to see that it opens, and overwrites it. */
export async function proveKey(world: BenchWorld, from: WrappedKeySource): Promise<UnwrapReport> {
  return prove(world, await wrappedKeyFrom(world, from));
}

/**
 * Has KMS wrap a key again under another KMS key; its plaintext does not leave KMS for that. Then both are unwrapped, to see that both open.
 * Nothing stored is changed: a stored header's tag covers its wrapped keys, and a second tag under the same key would use a nonce twice.
 */
export async function moveKey(
  world: BenchWorld,
  { from, to }: { readonly from: WrappedKeySource; readonly to: 'main' | 'second' },
): Promise<MoveReport> {
  const { bench, signal } = world;
  const destinationKeyId = to === 'main' ? world.kmsKeyId : configured(bench.secondKeyId, 'secondKeyId');
  const source = await wrappedKeyFrom(world, from);
  const { ciphertext, context, keyArn: sourceKeyId, parsed } = source;
  const moved = await bench.kms.reEncrypt({ ciphertext, sourceKeyId, destinationKeyId, context, signal });
  const target = { keyArn: moved.keyArn, context, ciphertext: moved.ciphertext };
  return {
    before: await prove(world, source),
    after: await prove(world, { ...target, parsed }),
    requestId: moved.requestId,
    document: writeDocument({ format: 'sealdrop-wrapped-key', ...target }),
  };
}

async function prove(
  { bench, signal }: BenchWorld,
  { keyArn: keyId, context, ciphertext, parsed }: WrappedKey,
): Promise<UnwrapReport> {
  const answer = await bench.kms.decrypt({ keyId, ciphertext, under: { context }, signal });
  const keyLength = answer.plaintext.length;
  try {
    if (parsed !== null) {
      const dataKey = await importDataKey(parsed.header.suite, answer.plaintext);
      // No plaintext is released, so a suite without commitment may be looked at too.
      await verifyHeader(parsed, dataKey, { allowUncommitted: true });
    }
  } finally {
    answer.plaintext.fill(0);
  }
  const { keyArn, materialId, requestId } = answer;
  const { currentMaterialId } = await bench.kms.describeKey({ keyId: keyArn, signal });
  return {
    keyArn,
    materialId,
    currentMaterialId,
    wrappedLength: ciphertext.length,
    keyLength,
    requestId,
    messageId: parsed === null ? null : hexEncode(parsed.header.messageId),
  };
}

/** @throws AppError `pasted-text-invalid`, `no-usable-key` where a header names no KMS key */
async function wrappedKeyFrom({ store, signal }: BenchWorld, from: WrappedKeySource): Promise<WrappedKey> {
  if (from.kind === 'stored') {
    return firstOf((await readHeader(store, { key: from.key, firstRead, signal })).parsed);
  }
  const document = readDocument(from.text);
  if (document !== null) {
    if (!('context' in document) || !isKeyArn(document.keyArn)) throw pastedTextInvalid('wrapped-key');
    const { keyArn, context, ciphertext } = document;
    return { keyArn, context, ciphertext, parsed: null };
  }
  const message = base64Decode(from.text.replaceAll(/\s/gu, ''));
  if (message === null || message.length === 0) throw pastedTextInvalid('wrapped-key');
  const parse = parseHeader(message);
  if (parse.status === 'more') throw new AppError('message-truncated', 'the message ends within its header');
  return firstOf(parse.parsed);
}

function firstOf(parsed: ParsedHeader): WrappedKey {
  const { edks, context } = parsed.header;
  for (const edk of edks) {
    const keyArn = wrappingKeyArn(edk);
    if (keyArn !== null) return { keyArn, context, ciphertext: edk.ciphertext, parsed };
  }
  throw new AppError('no-usable-key', 'no key of this message was wrapped by KMS', {
    details: { wrappedKeys: edks.length, byKms: 0 },
  });
}
