import { type S3Client, UploadPartCommand } from '@aws-sdk/client-s3';
import { importDataKey } from '../../../src/crypto/data-key.ts';
import { createSealer } from '../../../src/crypto/sealer.ts';
import { sealRun } from '../../../src/crypto/seal-run.ts';
import { sealingSuite } from '../../../src/message/suites.ts';
import { createCrc32, crc32Header } from '../../../src/transfer/seal/crc32.ts';
import { readPiece } from '../../../src/transfer/seal/read-piece.ts';
import { createReusedBuffer } from '../../../src/transfer/seal/reused-buffer.ts';
import type { Tuning } from '../../../src/transfer/tuning.ts';
import type { Stage } from '../transfer-request.ts';

/**
 * What each stage of an upload costs alone, in one thread, one part after the other: reading the file into memory, sealing frames,
 * CRC-32 of the sealed bytes, the SDK's making and signing of a request that goes nowhere, and sending as many bytes as bare parts.
 * @returns milliseconds for the whole file
 */
export async function measureStages(input: {
  readonly file: File;
  readonly tuning: Tuning;
  /** whose requests go nowhere */
  readonly client: S3Client;
  readonly send: () => Promise<number>;
}): Promise<Record<Stage, number>> {
  const { file, tuning, client, send } = input;
  const { partLength } = tuning;
  const parts = Math.ceil(file.size / partLength);
  const memory = createReusedBuffer();
  const read = await timed(async () => {
    for (let part = 0; part < parts; part++)
      await readPiece(file.slice(part * partLength, (part + 1) * partLength), memory);
  });
  const plaintext = memory.take(partLength);
  const sealer = await newSealer(tuning.frameLength, parts * partLength);
  const frames = partLength / tuning.frameLength;
  const seal = await timed(async () => {
    for (let part = 0; part < parts; part++)
      await Promise.all(sealRun(sealer.take(part * frames + 1, frames), plaintext));
  });
  const crc = await createCrc32();
  crc.reset();
  const checksum = await timed(() => {
    for (let part = 0; part < parts; part++) crc.update(plaintext);
  });
  const body = new Blob([plaintext]);
  const crc32 = crc32Header(crc.value());
  const sign = await timed(async () => {
    for (let part = 1; part <= parts; part++) {
      await client.send(
        new UploadPartCommand({
          Bucket: 'bench',
          Key: 'bench',
          UploadId: 'bench',
          PartNumber: part,
          Body: body,
          ChecksumCRC32: crc32,
        }),
      );
    }
  });
  return { read, seal, checksum, sign, send: await send() };
}

async function newSealer(frameLength: number, plaintextLength: number) {
  const dataKey = await importDataKey(sealingSuite, crypto.getRandomValues(new Uint8Array(32)));
  const edk = { providerId: 'bench', providerInfo: new Uint8Array(1), ciphertext: new Uint8Array(184) };
  return createSealer({ dataKey, edks: [edk], context: new Map(), frameLength, plaintextLength });
}

async function timed(task: () => Promise<void> | void): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}
