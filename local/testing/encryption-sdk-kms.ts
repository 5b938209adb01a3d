import type { KmsKeyringNode } from '@aws-crypto/client-node';
import { KMS } from '@aws-sdk/client-kms';
import type { LocalAws } from '../aws.ts';

type KeyringInput = NonNullable<ConstructorParameters<typeof KmsKeyringNode>[0]>;
type ClientProvider = NonNullable<KeyringInput['clientProvider']>;

/**
 * `clientProvider` for the official SDK's KMS keyrings, on the local KMS, as the admin. The official client does it all;
 * only absent members are left out, which the keyring's types want absent rather than undefined.
 */
export function encryptionSdkKms(aws: LocalAws): ClientProvider {
  const { region, endpoints } = aws.config;
  const kms = new KMS({ region, endpoint: endpoints.kms, credentials: aws.admin });
  return () => ({
    decrypt: async (request) => {
      const { KeyId, Plaintext } = await kms.decrypt(request);
      return { ...present('KeyId', KeyId), ...present('Plaintext', Plaintext) };
    },
    encrypt: async (request) => {
      const { KeyId, CiphertextBlob } = await kms.encrypt(request);
      return { ...present('KeyId', KeyId), ...present('CiphertextBlob', CiphertextBlob) };
    },
    generateDataKey: async (request) => {
      const { KeyId, CiphertextBlob, Plaintext } = await kms.generateDataKey(request);
      return {
        ...present('KeyId', KeyId),
        ...present('CiphertextBlob', CiphertextBlob),
        ...present('Plaintext', Plaintext),
      };
    },
  });
}

function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } {
  const member: { [key in Name]?: Value } = {};
  if (value !== undefined) member[name] = value;
  return member;
}
