import { crc32 } from 'node:zlib';
import type { Bytes } from '../../bytes/bytes.ts';
import { utf8Decode } from '../../bytes/text.ts';

/** Bytes by range, of an archive that need not be in memory. */
export interface ZipSource {
  readonly size: number;
  readonly read: (offset: number, length: number) => Bytes;
}

export interface FoundEntry {
  readonly name: string;
  readonly size: number;
  readonly crc: number;
  readonly lastModified: string;
  /** null where the source does not hold it */
  readonly content: () => Bytes;
}

/**
 * A reader of stored ZIP archives for tests, as strict as the format allows: every record in its place, none overlapping, no byte between
 * them, both headers of an entry alike, names in UTF-8. Source: PKWARE, APPNOTE.TXT 6.3.10.
 */
export function readZip(source: ZipSource): readonly FoundEntry[] {
  const end = at(source, source.size - 22, 22);
  must(end.getUint32(0, true) === 0x06054b50, 'no end record at the end');
  must(end.getUint16(20, true) === 0, 'a comment');
  const narrow = {
    count: end.getUint16(10, true),
    length: end.getUint32(12, true),
    offset: end.getUint32(16, true),
  };
  const isWide = narrow.count === 0xffff || narrow.length === 0xffffffff || narrow.offset === 0xffffffff;
  const { count, length, offset } = isWide ? wideEnd(source) : narrow;
  must(
    offset + length === source.size - 22 - (isWide ? 76 : 0),
    'the directory does not end at its end record',
  );
  const directory = at(source, offset, length);
  const entries: FoundEntry[] = [];
  let place = 0;
  let expectedLocal = 0;
  for (let index = 0; index < count; index++) {
    must(directory.getUint32(place, true) === 0x02014b50, `entry ${index}: no directory header`);
    const entry = directoryEntry(directory, place);
    must(entry.local === expectedLocal, `${entry.name}: begins at ${entry.local}, not ${expectedLocal}`);
    const data = checkLocal(source, entry);
    expectedLocal = data + entry.size + checkDescriptor(source, data + entry.size, entry);
    entries.push({
      name: entry.name,
      size: entry.size,
      crc: entry.crc,
      lastModified: entry.lastModified,
      content() {
        const content = source.read(data, entry.size);
        must(crc32(content) === entry.crc, `${entry.name}: wrong CRC`);
        return content;
      },
    });
    place += entry.recordLength;
  }
  must(place === length, 'bytes in the directory that belong to no entry');
  must(expectedLocal === offset, 'bytes between the last entry and the directory');
  return entries;
}

function wideEnd(source: ZipSource): { count: number; length: number; offset: number } {
  const locator = at(source, source.size - 42, 20);
  must(locator.getUint32(0, true) === 0x07064b50, 'no 64-bit locator');
  const place = Number(locator.getBigUint64(8, true));
  must(place === source.size - 98, 'the 64-bit end lies elsewhere');
  const end = at(source, place, 56);
  must(end.getUint32(0, true) === 0x06064b50, 'no 64-bit end');
  return {
    count: Number(end.getBigUint64(32, true)),
    length: Number(end.getBigUint64(40, true)),
    offset: Number(end.getBigUint64(48, true)),
  };
}

type Entry = ReturnType<typeof directoryEntry>;

function directoryEntry(directory: DataView, place: number) {
  const flags = directory.getUint16(place + 8, true);
  must((flags & 0x0800) !== 0, 'a name that is not said to be UTF-8');
  must(directory.getUint16(place + 10, true) === 0, 'compressed');
  const nameLength = directory.getUint16(place + 28, true);
  const extraLength = directory.getUint16(place + 30, true);
  const rawName = new Uint8Array(directory.buffer, directory.byteOffset + place + 46, nameLength);
  const name = utf8Decode(rawName);
  if (name === null) throw new Error('a name that is not UTF-8');
  let size = directory.getUint32(place + 24, true);
  let local = directory.getUint32(place + 42, true);
  let extra = place + 46 + nameLength;
  if (extraLength > 0) {
    must(directory.getUint16(extra, true) === 1, `${name}: an extra field of another kind`);
    extra += 4;
    if (size === 0xffffffff) {
      size = Number(directory.getBigUint64(extra, true));
      extra += 16;
    }
    const isFar = local === 0xffffffff;
    if (isFar || size >= 0xffffffff) {
      // The writer states it beside a large size also where it is near, which readers pass over.
      const stated = Number(directory.getBigUint64(extra, true));
      must(isFar || stated === local, `${name}: two places`);
      local = stated;
      extra += 8;
    }
    must(extra === place + 46 + nameLength + extraLength, `${name}: extra field of another length`);
  }
  const date = directory.getUint16(place + 14, true);
  return {
    name,
    rawName,
    flags,
    size,
    local,
    crc: directory.getUint32(place + 16, true),
    lastModified: [1980 + (date >> 9), (date >> 5) & 15, date & 31].join('-'),
    isWide: size >= 0xffffffff,
    recordLength: 46 + nameLength + extraLength,
  };
}

/** @returns where the entry's data begins */
function checkLocal(source: ZipSource, { local, name, rawName, flags }: Entry): number {
  const header = at(source, local, 30 + rawName.length);
  must(header.getUint32(0, true) === 0x04034b50, `${name}: no local header`);
  must(header.getUint16(6, true) === flags, `${name}: other flags`);
  const localName = new Uint8Array(header.buffer, header.byteOffset + 30, rawName.length);
  must(Buffer.compare(localName, rawName) === 0, `${name}: another name`);
  return local + 30 + rawName.length + header.getUint16(28, true);
}

/** @returns its length */
function checkDescriptor(
  source: ZipSource,
  place: number,
  { name, flags, crc, size, isWide }: Entry,
): number {
  must((flags & 8) !== 0, `${name}: no descriptor`);
  const length = isWide ? 24 : 16;
  const descriptor = at(source, place, length);
  must(descriptor.getUint32(0, true) === 0x08074b50, `${name}: no descriptor where the data ends`);
  must(descriptor.getUint32(4, true) === crc, `${name}: another CRC`);
  const said = isWide ? Number(descriptor.getBigUint64(16, true)) : descriptor.getUint32(12, true);
  must(said === size, `${name}: another size`);
  return length;
}

function at(source: ZipSource, offset: number, length: number): DataView {
  const bytes = source.read(offset, length);
  must(bytes.length === length, `no ${length} bytes at ${offset}`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function must(is: boolean, otherwise: string): void {
  if (!is) throw new Error(otherwise);
}
