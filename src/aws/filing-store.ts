import {
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import type { CopyRequest, FilingStore, ObjectVersion, VersionPlace } from '../filing/filing-port.ts';
import { createAskS3 } from './ask-s3.ts';
import { copyObject, type CopyLimits, s3CopyLimits, ticketOf } from './copy-object.ts';
import { usualStall } from './deadline.ts';
import { removeObjects } from './remove-objects.ts';
import { listedObject, must } from './s3-answers.ts';
import { allPages } from './s3-pages.ts';

/**
 * S3 behind the port of filing, bound to one bucket. Answers are read strictly. A request that makes no progress is cut.
 * @param stall milliseconds without progress
 * @param looksFirst whether a copy that may replace nothing asks first what is there: some stores ignore `If-None-Match` on a copy (Ceph 16.2), and
 * it must not be for them to say whether a file is lost
 */
export function createFilingStore(
  client: S3Client,
  bucket: string,
  stall = usualStall,
  limits: CopyLimits = s3CopyLimits,
  looksFirst = false,
): FilingStore {
  const ask = createAskS3(client, stall);
  const versionsPage: FilingStore['versionsPage'] = ({ prefix, after, limit, signal }) =>
    ask('ListObjectVersions', signal, async (own) => {
      const answer = await client.send(
        new ListObjectVersionsCommand({
          Bucket: bucket,
          Prefix: prefix,
          MaxKeys: limit,
          ...(after === null ? {} : { KeyMarker: after.key, VersionIdMarker: after.versionId }),
        }),
        { abortSignal: own },
      );
      const versions = versionsOf(answer);
      if (answer.IsTruncated !== true) return { versions, next: null };
      const next = {
        key: must(answer.NextKeyMarker, 'NextKeyMarker'),
        versionId: must(answer.NextVersionIdMarker, 'NextVersionIdMarker'),
      };
      return { versions, next };
    });

  /** By a listing: of a key that is not there, who may not list the whole bucket is told only that it is forbidden. */
  const refuseTaken = ({ to, signal }: CopyRequest): Promise<void> =>
    ask('ListObjectsV2', signal, async (own) => {
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: to, MaxKeys: 1 }),
        { abortSignal: own },
      );
      if (Contents[0]?.Key === to) throw new AppError('name-taken', 'an object has this name');
    });

  return {
    listFolder: ({ prefix, continuation, limit, signal }) =>
      ask('ListObjectsV2', signal, async (own) => {
        const answer = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            Delimiter: '/',
            MaxKeys: limit,
            ...(continuation === null ? {} : { ContinuationToken: continuation }),
          }),
          { abortSignal: own },
        );
        return {
          objects: (answer.Contents ?? []).map(listedObject),
          prefixes: (answer.CommonPrefixes ?? []).map(({ Prefix }) => must(Prefix, 'Prefix')),
          continuation:
            answer.IsTruncated === true ? must(answer.NextContinuationToken, 'NextContinuationToken') : null,
        };
      }),

    async putMarker({ key, signal }) {
      await ask('PutObject', signal, (own) =>
        client.send(
          // Nothing is lost where it is there already: what is written is the same.
          new PutObjectCommand({ Bucket: bucket, Key: key, Body: nothing, ChecksumCRC32: crc32OfNothing }),
          { abortSignal: own },
        ),
      );
    },

    remove: (request) => removeObjects({ client, bucket, ask }, request),

    // A copy within a region takes seconds for gigabytes, and S3 says nothing before it is done.
    async copy(request) {
      if (request.onlyIfAbsent && looksFirst) await refuseTaken(request);
      await copyObject({ client, bucket, ask: createAskS3(client, stall * copyFactor), limits }, request);
    },

    look: ({ key, versionId, signal }) =>
      ask('HeadObject', signal, async (own) => {
        const answer = await client.send(
          new HeadObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(versionId === null ? {} : { VersionId: versionId }),
          }),
          { abortSignal: own },
        );
        return {
          size: must(answer.ContentLength, 'Content-Length'),
          etag: must(answer.ETag, 'ETag'),
          ticket: ticketOf(answer.Metadata),
        };
      }),

    versionsPage,

    versions: ({ prefix, signal }) =>
      allPages<VersionPlace, ObjectVersion>(async (after) => {
        const { versions, next } = await versionsPage({
          prefix,
          after: after ?? null,
          limit: pageLength,
          signal,
        });
        return { items: versions, next };
      }),
  };
}

/** S3's limit of one page (API Reference, ListObjectVersions). */
const pageLength = 1000;

/** How many times as long as other requests a copy may take. */
const copyFactor = 10;

/** S3 gives versions and delete markers in two lists; each object's come newest first in either. */
function versionsOf(answer: ListObjectVersionsCommandOutput): readonly ObjectVersion[] {
  const all = [
    ...(answer.Versions ?? []).map((entry) => ({
      entry,
      size: must(entry.Size, 'Size'),
      isDeleteMarker: false,
    })),
    ...(answer.DeleteMarkers ?? []).map((entry) => ({ entry, size: 0, isDeleteMarker: true })),
  ];
  return all
    .map(({ entry, size, isDeleteMarker }) => ({
      key: must(entry.Key, 'Key'),
      versionId: must(entry.VersionId, 'VersionId'),
      isLatest: entry.IsLatest === true,
      isDeleteMarker,
      size,
      lastModified: entry.LastModified?.toISOString() ?? null,
    }))
    .toSorted(
      (left, right) =>
        Number(left.key > right.key) - Number(left.key < right.key) ||
        Number(right.isLatest) - Number(left.isLatest) ||
        (right.lastModified ?? '').localeCompare(left.lastModified ?? ''),
    );
}

const nothing = new Uint8Array(0);
const crc32OfNothing = 'AAAAAA==';
