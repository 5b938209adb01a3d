import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { utf8Encode } from '../bytes/text.ts';
import type { StorageEncryptionConfig, StorageKind } from '../config/storage-encryption.ts';
import type { SentChecksum, StoreProbe } from '../doctor/probe-port.ts';
import { usualStall, withinTime } from './deadline.ts';
import { translateAwsError } from './errors.ts';
import { must } from './s3-answers.ts';
import { storageHeaders } from './storage-headers.ts';

/** What the doctor writes, and its CRC-32 (big-endian, base64), known beforehand so that nothing has to be computed. */
export const probeBody = utf8Encode('Sealdrop doctor\n');
export const probeCrc32 = 'X+gSMg==';
/** Of no bytes, and so of others than these. */
const wrongCrc32 = 'AAAAAA==';
const ContentType = 'text/plain';

type Headers = Readonly<Record<string, string>>;

/** The doctor's requests to one bucket. Each is made once. */
export function createStoreProbe(
  client: S3Client,
  place: { readonly bucket: string; readonly storageEncryption: StorageEncryptionConfig | undefined },
): StoreProbe {
  const Bucket = place.bucket;

  /** Sends a command, and gives its output with the headers of the answer. */
  const ask = async <Command extends Notable, Output>(
    command: Command,
    signal: AbortSignal | undefined,
    send: (command: Command, options: { readonly abortSignal: AbortSignal }) => Promise<Output>,
  ): Promise<{ readonly output: Output; readonly headers: Headers }> => {
    const seen: { headers: Headers } = { headers: {} };
    noteHeaders(command, seen);
    try {
      await client.config.credentials();
      const output = await withinTime(usualStall, signal, (own) => send(command, { abortSignal: own }));
      return { output, headers: seen.headers };
    } catch (thrown) {
      const name = command.constructor.name.replace(/Command$/u, '');
      throw translateAwsError(thrown, { service: 's3', name, signal });
    }
  };

  return {
    async list(prefix, signal) {
      const command = new ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: 100 });
      const { output, headers } = await ask(command, signal, (own, options) => client.send(own, options));
      const keys = (output.Contents ?? []).map(({ Key = '', LastModified }) => ({
        key: Key,
        modified: LastModified?.getTime() ?? null,
      }));
      return { headers, keys };
    },

    put: (key, { crc32, storage }, signal) =>
      ask(
        new PutObjectCommand({
          Bucket,
          Key: key,
          Body: probeBody,
          ContentType,
          ...checksum(crc32),
          IfNoneMatch: '*',
          ...(storage === undefined ? {} : storageHeaders(encryptionOf(storage, place.storageEncryption))),
        }),
        signal,
        (own, options) => client.send(own, options),
      ),

    async read(key, etag, signal) {
      const command = new GetObjectCommand({
        Bucket,
        Key: key,
        Range: 'bytes=0-3',
        ...(etag === '' ? {} : { IfMatch: etag }),
      });
      const { output, headers } = await ask(command, signal, async (own, options) => {
        const answer = await client.send(own, options);
        return answer.Body?.transformToByteArray();
      });
      return { headers, bytes: new Uint8Array(output ?? []) };
    },

    head: (key, signal) =>
      ask(new HeadObjectCommand({ Bucket, Key: key, ChecksumMode: 'ENABLED' }), signal, (own, options) =>
        client.send(own, options),
      ),

    remove: (key, signal) =>
      ask(new DeleteObjectCommand({ Bucket, Key: key }), signal, (own, options) => client.send(own, options)),

    async begin(key, checksums, signal) {
      const command = new CreateMultipartUploadCommand({
        Bucket,
        Key: key,
        ContentType,
        ...(checksums === 'none' ? {} : { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' }),
      });
      const { output, headers } = await ask(command, signal, (own, options) => client.send(own, options));
      return { headers, uploadId: must(output.UploadId, 'UploadId') };
    },

    async putPart(key, uploadId, crc32, signal) {
      const command = new UploadPartCommand({
        Bucket,
        Key: key,
        UploadId: uploadId,
        PartNumber: 1,
        Body: probeBody,
        ...checksum(crc32),
      });
      const { output, headers } = await ask(command, signal, (own, options) => client.send(own, options));
      return { headers, etag: output.ETag ?? '' };
    },

    async countParts(key, uploadId, signal) {
      const command = new ListPartsCommand({ Bucket, Key: key, UploadId: uploadId });
      const { output } = await ask(command, signal, (own, options) => client.send(own, options));
      return output.Parts?.length ?? 0;
    },

    complete: (key, uploadId, etag, signal) =>
      ask(
        new CompleteMultipartUploadCommand({
          Bucket,
          Key: key,
          UploadId: uploadId,
          ChecksumCRC32: probeCrc32,
          ChecksumType: 'FULL_OBJECT',
          MpuObjectSize: probeBody.length,
          MultipartUpload: { Parts: [{ PartNumber: 1, ETag: etag, ChecksumCRC32: probeCrc32 }] },
          IfNoneMatch: '*',
        }),
        signal,
        (own, options) => client.send(own, options),
      ),

    abort: (key, uploadId, signal) =>
      ask(new AbortMultipartUploadCommand({ Bucket, Key: key, UploadId: uploadId }), signal, (own, options) =>
        client.send(own, options),
      ),
  };
}

function checksum(sent: SentChecksum): { readonly ChecksumCRC32?: string } {
  if (sent === 'none') return {};
  return { ChecksumCRC32: sent === 'wrong' ? wrongCrc32 : probeCrc32 };
}

function encryptionOf(
  kind: StorageKind,
  configured: StorageEncryptionConfig | undefined,
): Parameters<typeof storageHeaders>[0] {
  if (kind !== 'sse-kms') return { kind };
  return { kind, keyId: configured?.kmsKeyId ?? null, bucketKey: configured?.bucketKey ?? true };
}

interface Notable {
  readonly middlewareStack: {
    add(middleware: object, options: { readonly step: 'deserialize'; readonly name: string }): void;
  };
}

/** Keeps the headers of the answer, which the SDK's output has a selection of. In a browser they are those that the bucket exposes. */
function noteHeaders(command: Notable, seen: { headers: Headers }): void {
  const note =
    <Args, Reply extends { readonly response: unknown }>(next: (args: Args) => Promise<Reply>) =>
    async (args: Args): Promise<Reply> => {
      const reply = await next(args);
      seen.headers = headersOf(reply.response);
      return reply;
    };
  command.middlewareStack.add(note, { step: 'deserialize', name: 'noteHeaders' });
}

function headersOf(response: unknown): Headers {
  const headers: unknown =
    typeof response === 'object' && response !== null ? Reflect.get(response, 'headers') : null;
  if (typeof headers !== 'object' || headers === null) return {};
  const pairs = Object.entries(headers).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value]));
}
