import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
} from '@aws-sdk/client-s3';
import { bytes, crc32Base64, mebibyte } from './case.ts';
import { createTarget, type Target } from './target.ts';
import { parseTargetFacts } from './target-facts.ts';

const partSize = 8 * mebibyte;
const lanes = 4;

export interface UploadMeasure {
  readonly mebibytes: number;
  readonly mebibytesPerSecond: number;
  /** the server process's highest resident memory in MiB; null where the system does not tell */
  readonly peakMebibytes: number | null;
}

/**
 * Starts the local S3 in a process of its own, uploads so many MiB to it in parts of 8 MiB, four at once, and measures.
 * Each part carries a CRC-32 that the server verifies, and the completion the whole object's.
 */
export async function measureUpload(mebibytes: number): Promise<UploadMeasure> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', new URL('memory-server.ts', import.meta.url).pathname],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  try {
    const target = createTarget(parseTargetFacts(await firstLine(child.stdout)));
    const started = performance.now();
    await upload(target, mebibytes);
    const seconds = (performance.now() - started) / 1000;
    const peakMebibytes = peakOf(child);
    target.close();
    return { mebibytes, mebibytesPerSecond: mebibytes / seconds, peakMebibytes };
  } finally {
    const ended = once(child, 'exit');
    child.stdin.end();
    await ended;
  }
}

async function firstLine(stream: Readable): Promise<string> {
  for await (const line of createInterface(stream)) return line;
  throw new Error('the server ended before it was up');
}

async function upload(target: Target, mebibytes: number): Promise<void> {
  const client = target.client();
  const at = { Bucket: target.sharedBucket, Key: 'measure' };
  const created = await client.send(
    new CreateMultipartUploadCommand({ ...at, ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' }),
  );
  const uploadId = created.UploadId ?? '';
  const body = bytes(partSize);
  const checksum = crc32Base64(body);
  const count = Math.ceil((mebibytes * mebibyte) / partSize);
  const etags: string[] = [];
  let next = 1;
  const lane = async (): Promise<void> => {
    for (let number = next++; number <= count; number = next++) {
      const answer = await target.raw({
        method: 'PUT',
        bucket: at.Bucket,
        key: at.Key,
        query: [
          ['partNumber', String(number)],
          ['uploadId', uploadId],
        ],
        headers: { 'x-amz-checksum-crc32': checksum },
        body,
        payloadHash: 'UNSIGNED-PAYLOAD',
      });
      if (answer.status !== 200) throw new Error(answer.text);
      etags[number - 1] = answer.headers['etag'] ?? '';
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  let whole = 0;
  for (let number = 0; number < count; number += 1) whole = crc32(body, whole);
  const value = Buffer.alloc(4);
  value.writeUInt32BE(whole);
  await client.send(
    new CompleteMultipartUploadCommand({
      ...at,
      UploadId: uploadId,
      MultipartUpload: { Parts: etags.map((ETag, index) => ({ ETag, PartNumber: index + 1 })) },
      ChecksumType: 'FULL_OBJECT',
      ChecksumCRC32: value.toString('base64'),
    }),
  );
  const head = await client.send(new HeadObjectCommand(at));
  if (head.ContentLength !== count * partSize) throw new Error('the object has another size than was sent');
}

function peakOf(child: ChildProcess): number | null {
  if (process.platform !== 'linux' || child.pid === undefined) return null;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) / 1024;
}
