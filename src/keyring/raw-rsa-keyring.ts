import { utf8Encode } from '../bytes/text.ts';
import { equalBytes } from '../bytes/bytes.ts';
import { importDataKey, type DataKey } from '../crypto/data-key.ts';
import { oaepOpen, oaepSeal } from '../crypto/rsa-oaep.ts';
import { AppError } from '../errors.ts';
import type { EncryptedDataKey, ParsedHeader } from '../message/header.ts';
import { sealingSuite } from '../message/suites.ts';
import type { KeyMoment } from './key-moment.ts';

/** How a message names the RSA key its data key is wrapped with: the provider id and the provider info, as text. */
export interface RawRsaName {
  /** never one that begins with `aws-kms` */
  readonly namespace: string;
  readonly name: string;
}

const dataKeyLength = 32;

/**
 * Draws a single-use data key here, wraps it with an RSA public key and makes it usable for sealing one message. Asks nobody.
 * The raw key bytes are overwritten whatever happens.
 * Source: AWS Encryption SDK specification, framework/raw-rsa-keyring.md (OnEncrypt): RSA-OAEP over the data key alone.
 */
export async function sealKeyWithRsa(
  publicKey: CryptoKey,
  key: RawRsaName,
  note: (moment: KeyMoment) => void = () => {},
): Promise<{ readonly dataKey: DataKey; readonly edks: readonly EncryptedDataKey[] }> {
  note('asked');
  const raw = crypto.getRandomValues(new Uint8Array(dataKeyLength));
  note('received');
  try {
    const ciphertext = await oaepSeal(publicKey, raw);
    const dataKey = await importDataKey(sealingSuite, raw);
    note('imported');
    return {
      dataKey,
      edks: [{ providerId: key.namespace, providerInfo: utf8Encode(key.name), ciphertext }],
    };
  } finally {
    raw.fill(0);
    note('overwritten');
  }
}

/**
 * Unwraps a message's data key with an RSA private key: the first wrapped key of this name that opens.
 * Source: AWS Encryption SDK specification, framework/raw-rsa-keyring.md (OnDecrypt).
 * @throws AppError `key-pair-mismatch` where the header names no such key, `no-usable-key` where none of those opens
 */
export async function unwrapKeyWithRsa(
  privateKey: CryptoKey,
  { header }: ParsedHeader,
  key: RawRsaName,
): Promise<DataKey> {
  const info = utf8Encode(key.name);
  const candidates = header.edks.filter(
    ({ providerId, providerInfo }) => providerId === key.namespace && equalBytes(providerInfo, info),
  );
  if (candidates.length === 0) {
    throw new AppError('key-pair-mismatch', 'no wrapped key of this message names this key pair', {
      details: { expected: key.name, wrappedKeys: header.edks.length },
    });
  }
  for (const { ciphertext } of candidates.slice(0, maxTried)) {
    const raw = await oaepOpen(privateKey, ciphertext);
    // OAEP may open what was never a data key of this suite; another wrapped key may still be one.
    if (raw?.length === header.suite.keyLength) return importDataKey(header.suite, raw);
    raw?.fill(0);
  }
  throw new AppError('no-usable-key', 'no wrapped key of this key pair opens', {
    details: { wrappedKeys: header.edks.length, tried: candidates.length },
  });
}

/** RSA takes milliseconds: a hostile header with thousands of keys of one name must not take minutes. */
const maxTried = 16;
