import { readDocument } from './body-reader.ts';
import type { CorsRule } from './records.ts';
import { authorize, authorizeOnBucket, bucketArn, type S3Call, type S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { childrenNamed, childText, parseXml, xmlDocument, type XmlNode } from './xml.ts';

const documentLimit = 64 * 1024;

/** ListBuckets */
export async function listBuckets(call: S3Call): Promise<S3Reply> {
  authorize(call, 's3:ListAllMyBuckets', '*');
  await readDocument(call, 0, false);
  const buckets = call.store
    .all()
    .map(({ record }) => ({ Name: record.name, CreationDate: record.createdAt }))
    .toSorted((a, b) => (a.Name < b.Name ? -1 : 1));
  return {
    status: 200,
    body: xmlDocument('ListAllMyBucketsResult', {
      Owner: { ID: call.caller.accountId, DisplayName: call.caller.accountId },
      Buckets: { Bucket: buckets },
    }),
  };
}

/** CreateBucket */
export async function createBucket(call: S3Call): Promise<S3Reply> {
  authorize(call, 's3:CreateBucket', bucketArn(call.bucketName));
  const body = await readDocument(call, documentLimit, false);
  if (body.length > 0) {
    const wanted = childText(parseXml(body, 'CreateBucketConfiguration'), 'LocationConstraint');
    if (wanted !== undefined && wanted !== '' && wanted !== call.region) {
      throw new S3Error('InvalidRequest', { message: 'The specified location constraint is not valid here' });
    }
  }
  await call.store.create(call.bucketName, null, call.now);
  return { status: 200, headers: { location: `/${call.bucketName}` } };
}

/** DeleteBucket */
export async function deleteBucket(call: S3Call): Promise<S3Reply> {
  authorizeOnBucket(call, 's3:DeleteBucket');
  await readDocument(call, 0, false);
  await call.store.remove(call.bucketName);
  return { status: 204 };
}

/** HeadBucket */
export async function headBucket(call: S3Call): Promise<S3Reply> {
  authorizeOnBucket(call, 's3:ListBucket');
  await readDocument(call, 0, false);
  return {
    status: 200,
    headers: { 'x-amz-bucket-region': call.region, 'x-amz-access-point-alias': 'false' },
  };
}

/** GetBucketLocation: empty for us-east-1, as S3 does it */
export async function getBucketLocation(call: S3Call): Promise<S3Reply> {
  authorizeOnBucket(call, 's3:GetBucketLocation');
  await readDocument(call, 0, false);
  return {
    status: 200,
    body: xmlDocument('LocationConstraint', call.region === 'us-east-1' ? '' : call.region),
  };
}

/** GetBucketVersioning */
export async function getBucketVersioning(call: S3Call): Promise<S3Reply> {
  const { record } = authorizeOnBucket(call, 's3:GetBucketVersioning');
  await readDocument(call, 0, false);
  const status = record.versioning === 'Off' ? {} : { Status: record.versioning };
  return { status: 200, body: xmlDocument('VersioningConfiguration', status) };
}

/** PutBucketVersioning */
export async function putBucketVersioning(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutBucketVersioning');
  const root = parseXml(await readDocument(call, documentLimit, true), 'VersioningConfiguration');
  const status = childText(root, 'Status')?.trim();
  if (status !== 'Enabled' && status !== 'Suspended') throw new S3Error('MalformedXML');
  await bucket.update({ versioning: status });
  return { status: 200 };
}

/** GetBucketCors */
export async function getBucketCors(call: S3Call): Promise<S3Reply> {
  const { record } = authorizeOnBucket(call, 's3:GetBucketCORS');
  await readDocument(call, 0, false);
  if (record.cors === null) {
    throw new S3Error('NoSuchCORSConfiguration', { fields: { BucketName: call.bucketName } });
  }
  const rules = record.cors.map((rule) => ({
    ID: rule.id,
    AllowedHeader: rule.allowedHeaders,
    AllowedMethod: rule.allowedMethods,
    AllowedOrigin: rule.allowedOrigins,
    ExposeHeader: rule.exposeHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds,
  }));
  return { status: 200, body: xmlDocument('CORSConfiguration', { CORSRule: rules }) };
}

/** PutBucketCors */
export async function putBucketCors(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutBucketCORS');
  const root = parseXml(await readDocument(call, documentLimit, true), 'CORSConfiguration');
  const rules = childrenNamed(root, 'CORSRule').map(toRule);
  if (rules.length === 0 || rules.length > 100) throw new S3Error('MalformedXML');
  await bucket.update({ cors: rules });
  return { status: 200 };
}

/** DeleteBucketCors */
export async function deleteBucketCors(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnBucket(call, 's3:PutBucketCORS');
  await readDocument(call, 0, false);
  await bucket.update({ cors: null });
  return { status: 204 };
}

const corsMethods = new Set(['GET', 'PUT', 'POST', 'DELETE', 'HEAD']);

function toRule(node: XmlNode): CorsRule {
  const texts = (name: string): string[] => childrenNamed(node, name).map(({ text }) => text.trim());
  const rule: CorsRule = {
    allowedOrigins: texts('AllowedOrigin'),
    allowedMethods: texts('AllowedMethod'),
    allowedHeaders: texts('AllowedHeader'),
    exposeHeaders: texts('ExposeHeader'),
  };
  if (rule.allowedOrigins.length === 0 || rule.allowedMethods.length === 0) throw new S3Error('MalformedXML');
  const method = rule.allowedMethods.find((name) => !corsMethods.has(name));
  if (method !== undefined) {
    throw new S3Error('InvalidRequest', {
      message: `Found unsupported HTTP method in CORS config. Unsupported method is ${method}`,
    });
  }
  for (const [name, patterns] of [
    ['AllowedOrigin', rule.allowedOrigins],
    ['AllowedHeader', rule.allowedHeaders],
  ] as const) {
    const many = patterns.find((pattern) => pattern.split('*').length > 2);
    if (many !== undefined) {
      throw new S3Error('InvalidRequest', {
        message: `${name} "${many}" can not have more than one wildcard.`,
      });
    }
  }
  const exposed = rule.exposeHeaders.find((name) => !/^[A-Za-z0-9!#$%&'+.^_`|~-]+$/u.test(name));
  if (exposed !== undefined) {
    throw new S3Error('InvalidRequest', {
      message: `ExposeHeader "${exposed}" contains wildcard. We currently do not support wildcard for ExposeHeader.`,
    });
  }
  const id = childText(node, 'ID');
  const maxAge = childText(node, 'MaxAgeSeconds')?.trim();
  if (maxAge !== undefined && !/^\d{1,9}$/u.test(maxAge)) throw new S3Error('MalformedXML');
  return {
    ...rule,
    ...(id === undefined ? {} : { id }),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: Number(maxAge) }),
  };
}
