import {
  AlgorithmSuiteIdentifier,
  buildClient,
  CommitmentPolicy,
  KmsKeyringNode,
  MultiKeyringNode,
  RawAesKeyringNode,
  RawAesWrappingSuiteIdentifier,
} from '@aws-crypto/client-node';
import { encryptionSdkKms } from '../local/testing/encryption-sdk-kms.ts';
import type { Stack } from './stack.ts';

type Context = Readonly<Record<string, string>>;

interface Wanted {
  readonly content: Buffer;
  readonly context: Context;
  readonly frameLength?: number;
}

/** A message of format 2 made by the official SDK under the site's KMS key. */
export async function kmsMessage(stack: Stack, { content, context, frameLength }: Wanted): Promise<Buffer> {
  const { encrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const { result } = await encrypt(kmsKeyring(stack), content, {
    encryptionContext: { ...context },
    suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
    frameLength: frameLength ?? 4096,
  });
  return result;
}

/** A message of format 1, without commitment or signature. */
export async function formatOneMessage(stack: Stack, { content, context }: Wanted): Promise<Buffer> {
  const { encrypt } = buildClient(CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT);
  const { result } = await encrypt(kmsKeyring(stack), content, {
    encryptionContext: { ...context },
    suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256,
    frameLength: 1024,
  });
  return result;
}

/** A message that KMS has nothing to do with: wrapped by so many AES keys of somebody's own. */
export async function rawMessage(keys: number, { content, context }: Wanted): Promise<Buffer> {
  const { encrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
  const [generator, ...children] = Array.from({ length: keys }, (_, index) => rawKeyring(index));
  if (generator === undefined) throw new Error('a message needs a key');
  const { result } = await encrypt(new MultiKeyringNode({ generator, children }), content, {
    encryptionContext: { ...context },
    suiteId: AlgorithmSuiteIdentifier.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
  });
  return result;
}

function kmsKeyring(stack: Stack): KmsKeyringNode {
  return new KmsKeyringNode({
    generatorKeyId: stack.aws.config.kmsKeyId,
    clientProvider: encryptionSdkKms(stack.aws),
  });
}

function rawKeyring(index: number): RawAesKeyringNode {
  return new RawAesKeyringNode({
    keyName: `key ${index}`,
    keyNamespace: 'somebody',
    unencryptedMasterKey: new Uint8Array(32).fill(index + 1),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
}
