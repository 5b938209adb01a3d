import { type Bytes, concatBytes } from '../bytes/bytes.ts';
import { u16 } from '../bytes/integers.ts';
import { utf8Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import { type DataKey, orUnsupported } from './data-key.ts';

const contentKeyLabel = utf8Encode('DERIVEKEY');
const commitmentLabel = utf8Encode('COMMITKEY');

/**
 * The key that seals or opens one message's header and frames (specification: framework/algorithm-suites.md, and
 * client-apis/key-derivation). Committing suites: HKDF, salt = message id, info = suite id + `DERIVEKEY`. The older
 * ones: HKDF without salt, info = suite id + message id, or the data key itself.
 * @throws AppError `message-unsupported` for AES-192 in a browser that has none
 */
export async function deriveContentKey(
  { suite, key }: DataKey,
  messageId: Bytes,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  if (suite.kdf === 'none') {
    if (usage === 'decrypt') return key;
    throw new AppError('internal', `nothing is sealed with ${suite.name}`);
  }
  const derivation = {
    name: 'HKDF',
    hash: suite.kdf.slice('HKDF-'.length),
    salt: suite.committing ? messageId : new Uint8Array(0),
    info: concatBytes(u16(suite.id), suite.committing ? contentKeyLabel : messageId),
  };
  const wanted = { name: 'AES-GCM', length: suite.keyLength * 8 };
  return orUnsupported(suite, crypto.subtle.deriveKey(derivation, key, wanted, false, [usage]));
}

/** The 32 bytes that bind a message of a committing suite to its data key. */
export async function deriveCommitment({ suite, key }: DataKey, messageId: Bytes): Promise<Bytes> {
  if (!suite.committing || suite.kdf === 'none')
    throw new AppError('internal', `${suite.name} commits to no key`);
  const derivation = {
    name: 'HKDF',
    hash: suite.kdf.slice('HKDF-'.length),
    salt: messageId,
    info: commitmentLabel,
  };
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, key, 256));
}
