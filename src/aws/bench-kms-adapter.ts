import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  EncryptionAlgorithmSpec,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GetKeyRotationStatusCommand,
  GetPublicKeyCommand,
  type KMSClient,
  ListKeyRotationsCommand,
  ReEncryptCommand,
  type RotationsListEntry,
} from '@aws-sdk/client-kms';
import type { BenchKmsPort } from '../keyring/bench-kms-port.ts';
import { usualStall } from './deadline.ts';
import { createAskKms, missing, ownBytes, takeSecret, text } from './kms-answers.ts';

const oaepNames = {
  'SHA-1': EncryptionAlgorithmSpec.RSAES_OAEP_SHA_1,
  'SHA-256': EncryptionAlgorithmSpec.RSAES_OAEP_SHA_256,
} as const;

/**
 * KMS behind the key bench's port. Answers are checked for being complete.
 * @param stall milliseconds without an answer after which a request is cut
 */
export function createBenchKmsAdapter(client: KMSClient, stall = usualStall): BenchKmsPort {
  const ask = createAskKms(client, stall);
  return {
    encrypt: ({ keyId, plaintext, context, signal }) =>
      ask('Encrypt', signal, async (options) => {
        const answer = await client.send(
          new EncryptCommand({
            KeyId: keyId,
            Plaintext: plaintext,
            EncryptionContext: Object.fromEntries(context),
          }),
          options,
        );
        return {
          ciphertext: ownBytes(answer.CiphertextBlob, 'CiphertextBlob'),
          keyArn: text(answer.KeyId, 'KeyId'),
          requestId: answer.$metadata.requestId ?? null,
        };
      }),

    decrypt: ({ keyId, ciphertext, under, signal }) =>
      ask('Decrypt', signal, async (options) => {
        const answer = await client.send(
          new DecryptCommand({
            KeyId: keyId,
            CiphertextBlob: ciphertext,
            ...('context' in under
              ? { EncryptionContext: Object.fromEntries(under.context) }
              : { EncryptionAlgorithm: oaepNames[under.oaepHash] }),
          }),
          options,
        );
        const plaintext = takeSecret(answer.Plaintext, 'Plaintext');
        return {
          plaintext,
          keyArn: text(answer.KeyId, 'KeyId', plaintext),
          materialId: answer.KeyMaterialId ?? null,
          requestId: answer.$metadata.requestId ?? null,
        };
      }),

    generateKeyPair: ({ keyId, spec, context, signal }) =>
      ask('GenerateDataKeyPairWithoutPlaintext', signal, async (options) => {
        const answer = await client.send(
          new GenerateDataKeyPairWithoutPlaintextCommand({
            KeyId: keyId,
            KeyPairSpec: spec,
            EncryptionContext: Object.fromEntries(context),
          }),
          options,
        );
        return {
          publicKey: ownBytes(answer.PublicKey, 'PublicKey'),
          wrappedPrivateKey: ownBytes(answer.PrivateKeyCiphertextBlob, 'PrivateKeyCiphertextBlob'),
          keyArn: text(answer.KeyId, 'KeyId'),
          requestId: answer.$metadata.requestId ?? null,
        };
      }),

    getPublicKey: ({ keyId, signal }) =>
      ask('GetPublicKey', signal, async (options) => {
        const answer = await client.send(new GetPublicKeyCommand({ KeyId: keyId }), options);
        return {
          publicKey: ownBytes(answer.PublicKey, 'PublicKey'),
          keyArn: text(answer.KeyId, 'KeyId'),
          keySpec: text(answer.KeySpec, 'KeySpec'),
          algorithms: answer.EncryptionAlgorithms ?? [],
          requestId: answer.$metadata.requestId ?? null,
        };
      }),

    reEncrypt: ({ ciphertext, sourceKeyId, destinationKeyId, context, signal }) =>
      ask('ReEncrypt', signal, async (options) => {
        const pairs = Object.fromEntries(context);
        const answer = await client.send(
          new ReEncryptCommand({
            CiphertextBlob: ciphertext,
            SourceKeyId: sourceKeyId,
            SourceEncryptionContext: pairs,
            DestinationKeyId: destinationKeyId,
            DestinationEncryptionContext: pairs,
          }),
          options,
        );
        return {
          ciphertext: ownBytes(answer.CiphertextBlob, 'CiphertextBlob'),
          sourceKeyArn: text(answer.SourceKeyId, 'SourceKeyId'),
          keyArn: text(answer.KeyId, 'KeyId'),
          requestId: answer.$metadata.requestId ?? null,
        };
      }),

    describeKey: ({ keyId, signal }) =>
      ask('DescribeKey', signal, async (options) => {
        const { KeyMetadata: facts } = await client.send(new DescribeKeyCommand({ KeyId: keyId }), options);
        if (!facts) throw missing('KeyMetadata');
        return {
          arn: text(facts.Arn, 'Arn'),
          keySpec: facts.KeySpec ?? 'unknown',
          usage: facts.KeyUsage ?? 'unknown',
          state: facts.KeyState ?? 'unknown',
          currentMaterialId: facts.CurrentKeyMaterialId ?? null,
        };
      }),

    async rotation({ keyId, signal }) {
      const status = await ask('GetKeyRotationStatus', signal, (options) =>
        client.send(new GetKeyRotationStatusCommand({ KeyId: keyId }), options),
      );
      const list = await ask('ListKeyRotations', signal, (options) =>
        client.send(new ListKeyRotationsCommand({ KeyId: keyId }), options),
      );
      return {
        automatic: status.KeyRotationEnabled ?? false,
        periodDays: status.RotationPeriodInDays ?? null,
        rotations: (list.Rotations ?? []).map(rotationOf),
      };
    },
  };
}

function rotationOf({ RotationDate: date, RotationType: type, KeyMaterialId: material }: RotationsListEntry) {
  return { date: date?.toISOString() ?? null, type: type ?? 'unknown', materialId: material ?? null };
}
