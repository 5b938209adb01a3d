import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import type { CopyRequest, MoveTicket } from '../filing/filing-port.ts';
import type { AskS3 } from './ask-s3.ts';
import { must } from './s3-answers.ts';

const gib = 1024 ** 3;

/** Where a copy in one request ends and one in parts begins. Source: Amazon S3 API Reference, CopyObject (5 GB) and UploadPartCopy. */
export interface CopyLimits {
  /** bytes of the largest object that one request copies */
  readonly whole: number;
  /** bytes of a part; larger objects get larger ones, so that 10,000 suffice */
  readonly part: number;
}

export const s3CopyLimits: CopyLimits = { whole: 5 * gib, part: gib };

const maxParts = 10_000;
const contentType = 'application/octet-stream';
/** The name of a ticket among an object's metadata: `x-amz-meta-sealdrop-moved`. */
const ticketName = 'sealdrop-moved';

/** Copies on the server, in parts where the object is too large for one request. What the bucket encrypts by default, the copy is. */
export async function copyObject(
  { client, bucket, ask, limits }: CopyPorts,
  request: CopyRequest,
): Promise<void> {
  if (request.size <= limits.whole) return copyWhole({ client, bucket, ask }, request);
  const upload = await beginCopy({ client, bucket, ask }, request);
  try {
    const parts = await copyParts({ client, bucket, ask }, request, { ...upload, part: limits.part });
    await ask('CompleteMultipartUpload', request.signal, (own) =>
      client.send(
        new CompleteMultipartUploadCommand({
          ...upload,
          MultipartUpload: { Parts: parts },
          ...(request.onlyIfAbsent ? { IfNoneMatch: '*' } : {}),
        }),
        { abortSignal: own },
      ),
    );
  } catch (thrown) {
    await ask('AbortMultipartUpload', undefined, (own) =>
      client.send(new AbortMultipartUploadCommand(upload), { abortSignal: own }),
    ).catch(() => undefined);
    throw thrown;
  }
}

interface CopyPorts {
  readonly client: S3Client;
  readonly bucket: string;
  readonly ask: AskS3;
  readonly limits: CopyLimits;
}
type Ports = Omit<CopyPorts, 'limits'>;

async function copyWhole({ client, bucket, ask }: Ports, request: CopyRequest): Promise<void> {
  await ask('CopyObject', request.signal, async (own) => {
    const answer = await client.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key: request.to,
        CopySource: sourceOf(bucket, request),
        CopySourceIfMatch: request.etag,
        MetadataDirective: 'REPLACE',
        Metadata: metadataOf(request.ticket),
        ContentType: contentType,
        ...(request.onlyIfAbsent ? { IfNoneMatch: '*' } : {}),
      }),
      { abortSignal: own },
    );
    must(answer.CopyObjectResult?.ETag, 'CopyObjectResult');
  });
}

async function beginCopy({ client, bucket, ask }: Ports, request: CopyRequest) {
  const place = { Bucket: bucket, Key: request.to };
  const UploadId = await ask('CreateMultipartUpload', request.signal, async (own) => {
    const answer = await client.send(
      new CreateMultipartUploadCommand({
        ...place,
        ContentType: contentType,
        Metadata: metadataOf(request.ticket),
      }),
      { abortSignal: own },
    );
    return must(answer.UploadId, 'UploadId');
  });
  return { ...place, UploadId };
}

async function copyParts(
  { client, bucket, ask }: Ports,
  request: CopyRequest,
  upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string; readonly part: number },
): Promise<CompletedPart[]> {
  const { part: least, ...place } = upload;
  const length = Math.max(least, Math.ceil(request.size / maxParts));
  const parts: CompletedPart[] = [];
  for (let first = 0; first < request.size; first += length) {
    const last = Math.min(first + length, request.size) - 1;
    const PartNumber = parts.length + 1;
    const ETag = await ask('UploadPartCopy', request.signal, async (own) => {
      const answer = await client.send(
        new UploadPartCopyCommand({
          ...place,
          PartNumber,
          CopySource: sourceOf(bucket, request),
          CopySourceIfMatch: request.etag,
          CopySourceRange: `bytes=${first}-${last}`,
        }),
        { abortSignal: own },
      );
      return must(answer.CopyPartResult?.ETag, 'CopyPartResult');
    });
    parts.push({ PartNumber, ETag });
  }
  return parts;
}

/** `bucket/key`, percent-encoded: it travels in a header. */
function sourceOf(bucket: string, { from, versionId }: CopyRequest): string {
  const key = from.split('/').map(encodeURIComponent).join('/');
  return `${bucket}/${key}${versionId === null ? '' : `?versionId=${encodeURIComponent(versionId)}`}`;
}

function metadataOf(ticket: MoveTicket): Record<string, string> {
  return ticket === null ? {} : { [ticketName]: ticket };
}

/** The ticket among an answer's metadata, whose names come in any case. */
export function ticketOf(metadata: Readonly<Record<string, string>> | undefined): MoveTicket {
  for (const [name, value] of Object.entries(metadata ?? {})) {
    if (name.toLowerCase() === ticketName) return value;
  }
  return null;
}
