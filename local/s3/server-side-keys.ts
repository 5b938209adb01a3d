import { ServiceError } from '../aws-json/service-error.ts';
import type { KeysForService } from '../kms/keys-for-services.ts';
import type { ObjectFacts, Sse } from './records.ts';
import { bucketArn, objectArn, type S3Call } from './s3-call.ts';
import { S3Error, type S3ErrorCode, s3Errors } from './s3-error.ts';

/**
 * Makes sure that a new object may be encrypted as it asks. Under `aws:kms` the key must exist and be usable, and the caller may have data
 * keys of it through S3. Gives the facts with the key's ARN, as S3 answers with it whatever it was called.
 * Source: Amazon S3 User Guide, "Using server-side encryption with AWS KMS keys", "Permissions", "Encryption context".
 * @throws S3Error AccessDenied, KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException, KMS.InvalidKeyUsageException
 */
export async function encryptable(call: S3Call, facts: ObjectFacts): Promise<ObjectFacts> {
  if (facts.sse.algorithm !== 'aws:kms') return facts;
  const kmsKeyId = await askKms(call, 'GenerateDataKey', facts.sse, objectOf(call));
  return { ...facts, sse: { ...facts.sse, kmsKeyId } };
}

/** Makes sure that the caller may read what lies under this encryption. @throws S3Error as `encryptable` */
export async function decryptable(call: S3Call, sse: Sse, object = objectOf(call)): Promise<void> {
  if (sse.algorithm === 'aws:kms') await askKms(call, 'Decrypt', sse, object);
}

interface ObjectPlace {
  readonly bucketName: string;
  readonly key: string;
}

function objectOf({ bucketName, key }: S3Call): ObjectPlace {
  return { bucketName, key };
}

async function askKms(
  call: S3Call,
  action: 'GenerateDataKey' | 'Decrypt',
  sse: Sse,
  { bucketName, key }: ObjectPlace,
): Promise<string> {
  const keys: KeysForService | null = call.keys;
  if (keys === null)
    throw new S3Error('NotImplemented', { fields: { Header: 'x-amz-server-side-encryption' } });
  const place = sse.bucketKey ? bucketArn(bucketName) : objectArn(bucketName, key);
  try {
    return await keys.use({
      caller: call.caller,
      action,
      keyName: sse.kmsKeyId,
      context: new Map([['aws:s3:arn', place]]),
    });
  } catch (error) {
    throw error instanceof ServiceError ? inWordsOfS3(error) : error;
  }
}

/** KMS's refusal, as S3 passes it on. */
function inWordsOfS3({ type, message }: ServiceError): S3Error {
  if (type === 'AccessDeniedException') return new S3Error('AccessDenied', { message });
  const code = `KMS.${type}`;
  return isS3Code(code) ? new S3Error(code, { message }) : new S3Error('InternalError');
}

function isS3Code(code: string): code is S3ErrorCode {
  return Object.hasOwn(s3Errors, code);
}
