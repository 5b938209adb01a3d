import { readDocument } from './body-reader.ts';
import type { Bucket } from './bucket.ts';
import { versionHeader } from './commit-object.ts';
import { checkTags } from './object-headers.ts';
import type { Tag } from './records.ts';
import { authorizeOnObject, hideAbsence, type S3Call, type S3Reply } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { chooseVersion } from './versions.ts';
import { childrenNamed, childText, parseXml, xmlDocument } from './xml.ts';

/** GetObjectTagging */
export async function getObjectTagging(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(
    call,
    actionFor(call, 's3:GetObjectTagging', 's3:GetObjectVersionTagging'),
  );
  await readDocument(call, 0, false);
  const record = await bucket.read(call.key);
  try {
    const version = chooseVersion(record, call.key, call.query.get('versionId'));
    return {
      status: 200,
      headers: versionHeader(bucket, version.versionId),
      body: xmlDocument('Tagging', {
        TagSet: { Tag: version.tags.map(({ key, value }) => ({ Key: key, Value: value })) },
      }),
    };
  } catch (error) {
    throw hideAbsence(call, error);
  }
}

/** PutObjectTagging */
export async function putObjectTagging(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(
    call,
    actionFor(call, 's3:PutObjectTagging', 's3:PutObjectVersionTagging'),
  );
  const root = parseXml(await readDocument(call, 64 * 1024, true), 'Tagging');
  const set = root.children.find((child) => child.name === 'TagSet');
  if (set === undefined) throw new S3Error('MalformedXML');
  const tags = childrenNamed(set, 'Tag').map((node) => {
    const [key, value] = [childText(node, 'Key'), childText(node, 'Value')];
    if (key === undefined || value === undefined) throw new S3Error('MalformedXML');
    return { key, value };
  });
  return replaceTags(call, bucket, checkTags(tags), 200);
}

/** DeleteObjectTagging */
export async function deleteObjectTagging(call: S3Call): Promise<S3Reply> {
  const bucket = authorizeOnObject(
    call,
    actionFor(call, 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'),
  );
  await readDocument(call, 0, false);
  return replaceTags(call, bucket, [], 204);
}

async function replaceTags(call: S3Call, bucket: Bucket, tags: Tag[], status: number): Promise<S3Reply> {
  try {
    const versionId = await bucket.change(call.key, (record) => {
      const chosen = chooseVersion(record, call.key, call.query.get('versionId'));
      const versions = (record?.versions ?? []).map((version) =>
        version === chosen ? { ...version, tags } : version,
      );
      return { change: { record: { key: call.key, versions }, removed: [] }, result: chosen.versionId };
    });
    return { status, headers: versionHeader(bucket, versionId) };
  } catch (error) {
    throw hideAbsence(call, error);
  }
}

function actionFor(call: S3Call, plain: string, versioned: string): string {
  return call.query.has('versionId') ? versioned : plain;
}
