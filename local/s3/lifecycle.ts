import { abortUnfinishedUploads } from '../../infra/lifecycle.ts';
import type { Bucket } from './bucket.ts';
import type { BucketRecord, LifecycleRule, UploadRecord } from './records.ts';
import { S3Error } from './s3-error.ts';
import { childrenNamed, childText, type XmlElements, type XmlNode } from './xml.ts';

const day = 86_400_000;

/** What a rule's element may hold here; S3 knows more actions, which are refused rather than forgotten. */
const known = new Set(['ID', 'Status', 'Filter', 'Prefix', 'AbortIncompleteMultipartUpload']);

/**
 * Reads a LifecycleConfiguration (S3 API Reference, PutBucketLifecycleConfiguration). Of the actions only AbortIncompleteMultipartUpload is there.
 * @throws S3Error MalformedXML, InvalidArgument, InvalidRequest, NotImplemented
 */
export function parseLifecycle(root: XmlNode): LifecycleRule[] {
  const rules = childrenNamed(root, 'Rule').map(toRule);
  if (rules.length === 0 || rules.length > 1000) throw new S3Error('MalformedXML');
  if (new Set(rules.map(({ id }) => id)).size !== rules.length) {
    throw new S3Error('InvalidArgument', {
      message: 'Rule ID must be unique. Found same ID for more than one rule',
    });
  }
  return rules;
}

function toRule(node: XmlNode, index: number): LifecycleRule {
  const strange = node.children.find(({ name }) => !known.has(name));
  if (strange !== undefined) throw new S3Error('NotImplemented', { fields: { Element: strange.name } });
  const status = childText(node, 'Status')?.trim();
  if (status !== 'Enabled' && status !== 'Disabled') throw new S3Error('MalformedXML');
  // S3 makes up a name where none was given.
  const id = childText(node, 'ID') ?? `rule-${index + 1}`;
  if (id.length > 255) {
    throw new S3Error('InvalidArgument', { message: 'ID length should not exceed allowed limit of 255' });
  }
  const [abort] = childrenNamed(node, 'AbortIncompleteMultipartUpload');
  if (abort === undefined) {
    throw new S3Error('InvalidRequest', { message: 'At least one action needs to be specified in a rule' });
  }
  return { id, enabled: status === 'Enabled', prefix: prefixOf(node), abortDays: daysOf(abort) };
}

function prefixOf(node: XmlNode): string {
  const [filter] = childrenNamed(node, 'Filter');
  const older = childText(node, 'Prefix');
  if ((filter === undefined) === (older === undefined)) throw new S3Error('MalformedXML');
  if (filter === undefined) return older ?? '';
  const strange = filter.children.find(({ name }) => name !== 'Prefix');
  if (strange !== undefined) throw new S3Error('NotImplemented', { fields: { Element: strange.name } });
  return childText(filter, 'Prefix') ?? '';
}

function daysOf(abort: XmlNode): number {
  const text = childText(abort, 'DaysAfterInitiation')?.trim() ?? '';
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new S3Error('InvalidArgument', {
    message: "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
  });
}

/** The rules as GetBucketLifecycleConfiguration tells them. */
export function lifecycleElements(rules: readonly LifecycleRule[]): XmlElements {
  return {
    Rule: rules.map(({ id, enabled, prefix, abortDays }) => ({
      ID: id,
      Filter: { Prefix: prefix },
      Status: enabled ? 'Enabled' : 'Disabled',
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: abortDays },
    })),
  };
}

/**
 * When a rule aborts an upload, and which: so many days after it was begun, at the midnight (UTC) that follows. null: none does.
 * Source: Amazon S3 User Guide, "Configuring a bucket lifecycle configuration to delete incomplete multipart uploads"; "Lifecycle rules: Based on an object's age".
 */
export function abortOf(
  record: BucketRecord,
  upload: Pick<UploadRecord, 'key' | 'initiated'>,
): { readonly date: Date; readonly ruleId: string } | null {
  const [first] = (record.lifecycle ?? [])
    .filter(({ enabled, prefix }) => enabled && upload.key.startsWith(prefix))
    .toSorted((a, b) => a.abortDays - b.abortDays);
  if (first === undefined) return null;
  const due = Date.parse(upload.initiated) + first.abortDays * day;
  return { date: new Date(Math.ceil(due / day) * day), ruleId: first.id };
}

/** What CreateMultipartUpload and ListParts say of it. */
export function abortHeaders(
  record: BucketRecord,
  upload: Pick<UploadRecord, 'key' | 'initiated'>,
): Record<string, string> {
  const abort = abortOf(record, upload);
  if (abort === null) return {};
  return { 'x-amz-abort-date': abort.date.toUTCString(), 'x-amz-abort-rule-id': abort.ruleId };
}

/** Aborts what is due. S3 does it once a day; here it happens whenever uploads are begun or listed. */
export async function abortDueUploads(bucket: Bucket, now: Date): Promise<void> {
  for (const upload of bucket.uploads.all()) {
    const abort = abortOf(bucket.record, upload);
    if (abort === null || abort.date > now) continue;
    await bucket.uploads.exclusively(upload.uploadId, () => bucket.uploads.remove(upload.uploadId, []));
  }
}

/** The rule of the app's own bucket, the one that is deployed. */
export function lifecycleForApp(): LifecycleRule {
  const { id, days } = abortUnfinishedUploads;
  return { id, enabled: true, prefix: '', abortDays: days };
}
