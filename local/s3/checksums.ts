import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { createCRC32, createCRC64 } from 'hash-wasm';
import { combineCrcs, crcParameters } from './crc-combine.ts';
import { S3Error } from './s3-error.ts';

export const checksumAlgorithms = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];
export const checksumTypes = ['COMPOSITE', 'FULL_OBJECT'] as const;
export type ChecksumType = (typeof checksumTypes)[number];

/** A checksum as S3 tells it: base64, with `-<parts>` after it when COMPOSITE of a multipart upload. */
export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly value: string;
}

/** Takes bytes as they pass; `digest` once at the end. */
export interface Hasher {
  update(chunk: Buffer): void;
  digest(): Buffer;
}

const digestLengths: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

export async function createHasher(algorithm: ChecksumAlgorithm | 'MD5'): Promise<Hasher> {
  switch (algorithm) {
    case 'CRC32':
      return createNativeCrc32();
    case 'CRC32C':
      return adaptWasm(await createCRC32(Number(crcParameters.CRC32C.polynomial)));
    case 'CRC64NVME':
      return adaptWasm(await createCRC64(crcParameters.CRC64NVME.polynomial.toString(16)));
    case 'MD5':
    case 'SHA1':
    case 'SHA256':
      break;
  }
  return createHash(algorithm.toLowerCase());
}

function createNativeCrc32(): Hasher {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    digest: () => {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return bytes;
    },
  };
}

interface WasmHasher {
  init(): unknown;
  update(chunk: Uint8Array): unknown;
  digest(encoding: 'binary'): Uint8Array;
}

function adaptWasm(hasher: WasmHasher): Hasher {
  hasher.init();
  return {
    update: (chunk) => {
      hasher.update(chunk);
    },
    digest: () => Buffer.from(hasher.digest('binary')),
  };
}

/** `x-amz-checksum-crc32`, ... */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** `ChecksumCRC32`, ... as elements of XML documents are named. */
export function checksumElement(algorithm: ChecksumAlgorithm): string {
  return `Checksum${algorithm}`;
}

/** @throws S3Error InvalidRequest for a name S3 does not know */
export function parseAlgorithm(name: string): ChecksumAlgorithm {
  const known = checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
  if (known === undefined) {
    throw new S3Error('InvalidRequest', {
      message:
        'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    });
  }
  return known;
}

/** Strict base64 of exactly the algorithm's length. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, value: string): boolean {
  const bytes = Buffer.from(value, 'base64');
  return bytes.length === digestLengths[algorithm] && bytes.toString('base64') === value;
}

/** What a multipart upload may promise: SHA-1 and SHA-256 only COMPOSITE, CRC-64/NVME only FULL_OBJECT, the others either. */
export function checksumTypeFor(algorithm: ChecksumAlgorithm, wanted: string | undefined): ChecksumType {
  const type = checksumTypes.find((known) => known === (wanted ?? defaultType(algorithm)));
  const possible = type === 'COMPOSITE' ? algorithm !== 'CRC64NVME' : algorithm in crcParameters;
  if (type === undefined || !possible) {
    throw new S3Error('InvalidRequest', {
      message: `The ${wanted ?? ''} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    });
  }
  return type;
}

function defaultType(algorithm: ChecksumAlgorithm): ChecksumType {
  return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
}

/** The whole object's checksum from its parts' (base64) and sizes. Nothing is read again. */
export function combineChecksums(
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly { readonly checksum: string; readonly size: number }[],
): string {
  const pieces = parts.map((part) => ({ crc: Buffer.from(part.checksum, 'base64'), size: part.size }));
  if (type === 'FULL_OBJECT') {
    if (algorithm === 'SHA1' || algorithm === 'SHA256') throw new S3Error('InternalError');
    return combineCrcs(crcParameters[algorithm], pieces).toString('base64');
  }
  return `${hashOfHashes(algorithm, Buffer.concat(pieces.map((piece) => piece.crc)))}-${parts.length}`;
}

function hashOfHashes(algorithm: ChecksumAlgorithm, digests: Buffer): string {
  if (algorithm === 'SHA1' || algorithm === 'SHA256') {
    return createHash(algorithm.toLowerCase()).update(digests).digest('base64');
  }
  return crcOfSmall(algorithm, digests).toString('base64');
}

/** A CRC bit by bit, for the few hundred kilobytes that part digests are at most. */
function crcOfSmall(algorithm: 'CRC32' | 'CRC32C' | 'CRC64NVME', bytes: Buffer): Buffer {
  const { width, polynomial } = crcParameters[algorithm];
  const ones = (1n << BigInt(width)) - 1n;
  let crc = ones;
  for (const byte of bytes) {
    crc ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1n) === 0n ? crc >> 1n : (crc >> 1n) ^ polynomial;
  }
  return Buffer.from((crc ^ ones).toString(16).padStart(width / 4, '0'), 'hex');
}
