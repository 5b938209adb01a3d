import {
  DecryptCommand,
  DescribeKeyCommand,
  GenerateDataKeyCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import type { KmsPort } from '../keyring/kms-port.ts';
import { usualStall } from './deadline.ts';
import { createAskKms, missing, ownBytes, takeSecret, text } from './kms-answers.ts';

/**
 * KMS behind the keyrings' port. Its answers are checked for being complete; what they say is the keyrings' to judge.
 * @param stall milliseconds without an answer after which a request is cut
 */
export function createKmsAdapter(client: KMSClient, stall = usualStall): KmsPort {
  const ask = createAskKms(client, stall);

  return {
    generateDataKey({ keyId, context, signal }) {
      return ask('GenerateDataKey', signal, async (options) => {
        const answer = await client.send(
          new GenerateDataKeyCommand({
            KeyId: keyId,
            NumberOfBytes: 32,
            EncryptionContext: Object.fromEntries(context),
          }),
          options,
        );
        const plaintext = takeSecret(answer.Plaintext, 'Plaintext');
        return {
          plaintext,
          wrapped: ownBytes(answer.CiphertextBlob, 'CiphertextBlob', plaintext),
          keyArn: text(answer.KeyId, 'KeyId', plaintext),
        };
      });
    },

    decrypt({ keyId, wrapped, context, signal }) {
      return ask('Decrypt', signal, async (options) => {
        const answer = await client.send(
          new DecryptCommand({
            KeyId: keyId,
            CiphertextBlob: wrapped,
            EncryptionContext: Object.fromEntries(context),
          }),
          options,
        );
        const plaintext = takeSecret(answer.Plaintext, 'Plaintext');
        const keyArn = text(answer.KeyId, 'KeyId', plaintext);
        return { plaintext, keyArn, requestId: answer.$metadata.requestId ?? null };
      });
    },

    describeKey({ keyId, signal }) {
      return ask('DescribeKey', signal, async (options) => {
        const { KeyMetadata: facts } = await client.send(new DescribeKeyCommand({ KeyId: keyId }), options);
        if (!facts) throw missing('KeyMetadata');
        return {
          arn: text(facts.Arn, 'Arn'),
          keySpec: facts.KeySpec ?? 'unknown',
          usage: facts.KeyUsage ?? 'unknown',
          state: facts.KeyState ?? 'unknown',
          origin: facts.Origin ?? 'unknown',
          manager: facts.KeyManager ?? 'unknown',
          multiRegion: facts.MultiRegion ?? false,
          description: facts.Description ?? '',
          created: facts.CreationDate?.toISOString() ?? null,
          deletionDate: facts.DeletionDate?.toISOString() ?? null,
        };
      });
    },
  };
}
