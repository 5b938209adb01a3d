import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineCrcs, crcParameters } from './crc-combine.ts';
import { type ChecksumAlgorithm, combineChecksums, createHasher } from './checksums.ts';

async function checksum(algorithm: ChecksumAlgorithm, data: Uint8Array): Promise<Buffer> {
  const hasher = await createHasher(algorithm);
  hasher.update(Buffer.from(data));
  return hasher.digest();
}

describe('hashers', () => {
  test.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
  ] as const)('%s has its published check value', async (algorithm, expected) => {
    expect((await checksum(algorithm, Buffer.from('123456789'))).toString('hex')).toBe(expected);
  });
});

describe('combining CRCs', () => {
  test.each(['CRC32', 'CRC32C', 'CRC64NVME'] as const)(
    '%s of pieces is that of the whole',
    async (algorithm) => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 }), async (pieces) => {
          const parts = await Promise.all(
            pieces.map(async (piece) => ({ crc: await checksum(algorithm, piece), size: piece.length })),
          );
          const whole = await checksum(algorithm, Buffer.concat(pieces));
          expect(combineCrcs(crcParameters[algorithm], parts).equals(whole)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );

  test('ten thousand parts of 8 MiB of zeros combine without reading them', () => {
    const size = 8 * 1024 * 1024;
    const one = Buffer.alloc(4);
    one.writeUInt32BE(crc32(Buffer.alloc(size)));
    const two = Buffer.alloc(4);
    two.writeUInt32BE(crc32(Buffer.alloc(2 * size)));
    const pieces = (count: number): { crc: Buffer; size: number }[] =>
      Array.from({ length: count }, () => ({ crc: one, size }));
    expect(combineCrcs(crcParameters.CRC32, pieces(2)).equals(two)).toBe(true);
    const halves = Array.from({ length: 5000 }, () => ({ crc: two, size: 2 * size }));
    expect(combineCrcs(crcParameters.CRC32, pieces(10_000))).toEqual(
      combineCrcs(crcParameters.CRC32, halves),
    );
  });

  test('a composite checksum is the hash of the parts’ digests with their count', async () => {
    const digests = await Promise.all(['a', 'b'].map((text) => checksum('CRC32', Buffer.from(text))));
    const expected = (await checksum('CRC32', Buffer.concat(digests))).toString('base64');
    const parts = digests.map((digest) => ({ checksum: digest.toString('base64'), size: 1 }));
    expect(combineChecksums('CRC32', 'COMPOSITE', parts)).toBe(`${expected}-2`);
  });
});
