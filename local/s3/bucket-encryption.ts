import { readDocument } from './body-reader.ts';
import type { BucketRecord, Sse } from './records.ts';
import { authorizeOnBucket, type S3Call, type S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { childrenNamed, childText, parseXml, xmlDocument, type XmlNode } from './xml.ts';

const documentLimit = 64 * 1024;

/** What every bucket has that was told nothing else (Amazon S3 User Guide, "Setting default server-side encryption behavior"). */
const sseS3: Sse = { algorithm: 'AES256', kmsKeyId: null, bucketKey: false };

/** How objects are encrypted that do not ask for anything. */
export function defaultSse(record: BucketRecord): Sse {
  return record.encryption ?? sseS3;
}

/** GetBucketEncryption */
export async function getBucketEncryption(call: S3Call): Promise<S3Reply> {
  const { record } = authorizeOnBucket(call, 's3:GetEncryptionConfiguration');
  await readDocument(call, 0, false);
  const { algorithm, kmsKeyId, bucketKey } = defaultSse(record);
  return {
    status: 200,
    body: xmlDocument('ServerSideEncryptionConfiguration', {
      Rule: {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: algorithm,
          KMSMasterKeyID: kmsKeyId ?? undefined,
        },
        BucketKeyEnabled: bucketKey,
      },
    }),
  };
}

/** PutBucketEncryption */
export async function putBucketEncryption(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutEncryptionConfiguration');
  const root = parseXml(await readDocument(call, documentLimit, true), 'ServerSideEncryptionConfiguration');
  const [rule, ...more] = childrenNamed(root, 'Rule');
  if (rule === undefined || more.length > 0) throw new S3Error('MalformedXML');
  await bucket.update({ encryption: toSse(rule) });
  return { status: 200 };
}

/** DeleteBucketEncryption: back to SSE-S3, since nothing is stored unencrypted */
export async function deleteBucketEncryption(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutEncryptionConfiguration');
  await readDocument(call, 0, false);
  await bucket.update({ encryption: null });
  return { status: 204 };
}

function toSse(rule: XmlNode): Sse {
  const strange = rule.children.find(
    ({ name }) => name !== 'ApplyServerSideEncryptionByDefault' && name !== 'BucketKeyEnabled',
  );
  if (strange !== undefined) throw new S3Error('NotImplemented', { fields: { Element: strange.name } });
  const [byDefault] = childrenNamed(rule, 'ApplyServerSideEncryptionByDefault');
  if (byDefault === undefined) throw new S3Error('MalformedXML');
  const algorithm = childText(byDefault, 'SSEAlgorithm')?.trim();
  const kmsKeyId = childText(byDefault, 'KMSMasterKeyID')?.trim() ?? null;
  const bucketKey = childText(rule, 'BucketKeyEnabled')?.trim() ?? 'false';
  if (algorithm === 'aws:kms:dsse') throw new S3Error('NotImplemented', { fields: { Element: algorithm } });
  if (algorithm !== 'AES256' && algorithm !== 'aws:kms') throw new S3Error('MalformedXML');
  if (bucketKey !== 'true' && bucketKey !== 'false') throw new S3Error('MalformedXML');
  if (algorithm === 'AES256' && kmsKeyId !== null) {
    throw new S3Error('InvalidArgument', {
      message:
        'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    });
  }
  return { algorithm, kmsKeyId, bucketKey: algorithm === 'aws:kms' && bucketKey === 'true' };
}
