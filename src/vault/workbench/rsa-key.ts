import { utf8Encode } from '../../bytes/text.ts';
import { importOaepPublicKey, modulusBits, oaepSeal } from '../../crypto/rsa-oaep.ts';
import { AppError } from '../../errors.ts';
import { isKeyArn } from '../../keyring/key-arn.ts';
import { readDocument, writeDocument } from '../../workbench/documents.ts';
import { isRsaSpec, oaepLimit, type OaepHash } from '../../workbench/limits.ts';
import { pemOf, spkiOf } from '../../workbench/pem.ts';
import type { MadeDocument, OpenedSecret, RsaKeyFacts } from '../workbench-contract.ts';
import { type BenchWorld, configured } from './bench-world.ts';
import { assertWithin, pastedTextInvalid } from './content.ts';
import { fingerprintOf } from './fingerprint.ts';
import { takeText } from './secrets.ts';

/** Fetches the public half of the configured RSA key. @throws AppError `config-invalid`, `kms-answer-invalid` for another kind of key */
export async function rsaKey({ bench, signal }: BenchWorld): Promise<RsaKeyFacts> {
  const keyId = configured(bench.rsaKeyId, 'rsaKeyId');
  const { publicKey, keyArn, keySpec, requestId } = await bench.kms.getPublicKey({ keyId, signal });
  if (!isRsaSpec(keySpec)) {
    throw new AppError('kms-key-unusable', 'the configured key is no RSA key', { details: { keySpec } });
  }
  return {
    pem: pemOf(publicKey),
    fingerprint: await fingerprintOf(publicKey),
    spec: keySpec,
    keyArn,
    requestId,
  };
}

/** Seals a text with the public half, here: no service is asked. */
export async function sealForRsaKey(input: {
  readonly pem: string;
  readonly keyArn: string;
  readonly hash: OaepHash;
  readonly text: string;
}): Promise<MadeDocument> {
  const { pem, keyArn, hash, text } = input;
  const spki = spkiOf(pem);
  if (spki === null) throw pastedTextInvalid('public-key');
  const publicKey = await importOaepPublicKey(spki, hash);
  const spec = `RSA_${modulusBits(publicKey)}`;
  const plaintext = utf8Encode(text);
  const plaintextLength = plaintext.length;
  try {
    if (plaintextLength === 0) throw pastedTextInvalid('secret');
    if (isRsaSpec(spec)) assertWithin(plaintextLength, oaepLimit(spec, hash));
    const ciphertext = await oaepSeal(publicKey, plaintext);
    return {
      document: writeDocument({ format: 'sealdrop-rsa-secret', keyArn, hash, ciphertext }),
      plaintextLength,
      ciphertextLength: ciphertext.length,
      keyArn,
      requestId: null,
      keptAt: null,
    };
  } finally {
    plaintext.fill(0);
  }
}

/** Opens it in KMS, which alone has the private half. No context is possible with an asymmetric key. */
export async function openByRsaKey({ bench, signal }: BenchWorld, text: string): Promise<OpenedSecret> {
  const document = readDocument(text);
  if (document?.format !== 'sealdrop-rsa-secret' || !isKeyArn(document.keyArn)) {
    throw pastedTextInvalid('rsa-secret');
  }
  const { keyArn: keyId, ciphertext, hash: oaepHash } = document;
  const { plaintext, keyArn, requestId } = await bench.kms.decrypt({
    keyId,
    ciphertext,
    under: { oaepHash },
    signal,
  });
  return { text: takeText(plaintext), keyArn, requestId };
}
