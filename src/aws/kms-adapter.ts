import {
  DecryptCommand,
  DescribeKeyCommand,
  GenerateDataKeyCommand,
  type KMSClient,
} from '@aws-sdk/client-kms';
import type { Bytes } from '../bytes/bytes.ts';
import { AppError } from '../errors.ts';
import type { KmsPort } from '../keyring/kms-port.ts';
import { usualStall, withinTime } from './deadline.ts';
import { translateAwsError } from './errors.ts';

/**
 * KMS behind the keyrings' port. Its answers are checked for being complete; what they say is the keyrings' to judge.
 * @param stall milliseconds without an answer after which a request is cut
 */
export function createKmsAdapter(client: KMSClient, stall = usualStall): KmsPort {
  const ask = async <T>(
    name: string,
    signal: AbortSignal | undefined,
    perform: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T> => {
    try {
      // Obtaining credentials may wait for a person's sign-in: that is no stall of KMS.
      await client.config.credentials();
      return await withinTime(stall, signal, (own) => perform({ abortSignal: own }));
    } catch (thrown) {
      throw translateAwsError(thrown, { service: 'kms', name, signal });
    }
  };

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

/** Copies a secret out of the SDK's array, which may be a view of a shared buffer, and overwrites it there. */
function takeSecret(bytes: Uint8Array | undefined, field: string): Bytes {
  if (!bytes) throw missing(field);
  const own = new Uint8Array(bytes);
  bytes.fill(0);
  return own;
}

function ownBytes(bytes: Uint8Array | undefined, field: string, secret: Bytes): Bytes {
  if (bytes) return new Uint8Array(bytes);
  secret.fill(0);
  throw missing(field);
}

function text(value: string | undefined, field: string, secret?: Bytes): string {
  if (value !== undefined && value !== '') return value;
  secret?.fill(0);
  throw missing(field);
}

function missing(field: string): AppError {
  return new AppError('kms-answer-invalid', `the answer of KMS lacks ${field}`, { details: { field } });
}
