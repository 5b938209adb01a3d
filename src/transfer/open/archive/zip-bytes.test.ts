import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { concatBytes, type Bytes } from '../../../bytes/bytes.ts';
import { utf8Encode } from '../../../bytes/text.ts';
import { combineCrc32 } from '../../seal/crc32-combine.ts';
import { readZip, type ZipSource } from '../../testing/read-zip.ts';
import { zipBytes, type ZipEntry } from './zip-bytes.ts';

const when = new Date(2031, 2, 4, 10, 20, 30);
const run = promisify(execFile);

async function* pieces(...texts: readonly string[]): AsyncGenerator<Bytes> {
  for (const text of texts) yield utf8Encode(text);
}

async function* entries(
  all: Iterable<{ readonly name: string; readonly texts?: readonly string[] }>,
): AsyncGenerator<ZipEntry> {
  for (const { name, texts } of all)
    yield { name, lastModified: when, ...(texts === undefined ? {} : { input: pieces(...texts) }) };
}

async function collected(bytes: AsyncIterable<Bytes>): Promise<Bytes> {
  const all: Bytes[] = [];
  for await (const piece of bytes) {
    all.push(piece.slice());
    // As a sink does that gives the buffer away.
    structuredClone(piece.buffer, { transfer: [piece.buffer] });
  }
  return concatBytes(...all);
}

const sourceOf = (bytes: Bytes): ZipSource => ({
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

/** What an unzip of another maker says, where there is one; null otherwise. */
async function otherUnzip(bytes: Bytes, script: string): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-zip-'));
  try {
    const path = join(folder, 'a.zip');
    await writeFile(path, bytes);
    const { stdout } = await run('python3', ['-c', script, path], { maxBuffer: 2 ** 26 });
    return stdout.trim();
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw thrown;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const list =
  'import sys,zipfile,json;z=zipfile.ZipFile(sys.argv[1]);assert z.testzip() is None;' +
  'print(json.dumps([[i.filename,i.file_size] for i in z.infolist()]))';

async function* failing(): AsyncGenerator<Bytes> {
  for (let index = 0; index < 3; index++) yield new Uint8Array(200_000);
  throw new Error('in its middle');
}

async function* withFailing(): AsyncGenerator<ZipEntry> {
  yield { name: 'whole', lastModified: when, input: pieces('whole') };
  yield { name: 'failing', lastModified: when, input: failing() };
}

describe('zipBytes()', () => {
  it('is an archive that others read: names in UTF-8, folders, files of no bytes', async () => {
    const names = ['plain.txt', '契約書 🗝 é.pdf', 'folder/عقد.txt', 'folder/empty.txt'];
    const files = names.map((name, index) => ({ name, texts: index === 3 ? [] : ['some', ' ', name] }));
    const bytes = await collected(zipBytes(entries([...files, { name: 'none/' }])));
    const found = readZip(sourceOf(bytes));
    expect(found.map(({ name }) => name)).toEqual([...names, 'none/']);
    expect(found.map(({ content }) => new TextDecoder().decode(content()))).toEqual([
      ...names.slice(0, 3).map((name) => `some ${name}`),
      '',
      '',
    ]);
    expect(found[0]?.lastModified).toBe('2031-3-4');
    const other = await otherUnzip(bytes, list);
    if (other !== null) expect(JSON.parse(other)).toEqual(found.map(({ name, size }) => [name, size]));
  });

  it('counts more entries than 16 bits can', async () => {
    const count = 65_536 + 17;
    const many = Array.from({ length: count }, (_, index) => ({ name: `${index}`, texts: ['x'] }));
    const bytes = await collected(zipBytes(entries(many)));
    const found = readZip(sourceOf(bytes));
    expect(found).toHaveLength(count);
    expect(found.at(-1)?.name).toBe(`${count - 1}`);
    const script = 'import sys,zipfile;print(len(zipfile.ZipFile(sys.argv[1]).infolist()))';
    const other = await otherUnzip(bytes, script);
    if (other !== null) expect(other).toBe(`${count}`);
  });

  it('has 64-bit records beyond 4 GiB', { timeout: 120_000 }, async () => {
    const block = new Uint8Array(32 * 1024 * 1024).fill(7);
    const blocks = 128 + 1;
    async function* large(): AsyncGenerator<Bytes> {
      for (let index = 0; index < blocks; index++) yield block;
    }
    async function* both(): AsyncGenerator<ZipEntry> {
      yield { name: 'large', lastModified: when, input: large() };
      yield { name: 'small', lastModified: when, input: pieces('after it') };
    }
    // The large one's bytes are counted, not kept.
    const kept: { readonly offset: number; readonly bytes: Bytes }[] = [];
    let size = 0;
    for await (const piece of zipBytes(both())) {
      if (piece.length < block.length) kept.push({ offset: size, bytes: piece.slice() });
      else if (piece.length > block.length) kept.push({ offset: size, bytes: piece.slice(0, 100) });
      size += piece.length;
    }
    const read = (offset: number, length: number): Bytes => {
      const piece = kept.findLast((one) => one.offset <= offset);
      return piece?.bytes.slice(offset - piece.offset, offset - piece.offset + length) ?? new Uint8Array(0);
    };
    const [first, second] = readZip({ size, read });
    expect(first?.size).toBe(blocks * block.length);
    expect(size).toBeGreaterThan(2 ** 32);
    const crcOfBlock = crc32(block);
    let crc = 0;
    for (let index = 0; index < blocks; index++) crc = combineCrc32(crc, crcOfBlock, block.length);
    expect(first?.crc).toBe(crc);
    expect(new TextDecoder().decode(second?.content())).toBe('after it');
  });

  it('fails where an entry fails, and never gets a directory', async () => {
    const got: Bytes[] = [];
    const taking = async (): Promise<void> => {
      for await (const piece of zipBytes(withFailing())) got.push(piece);
    };
    await expect(taking()).rejects.toThrow('in its middle');
    expect(got.length).toBeGreaterThan(0);
    const text = Buffer.concat(got).toString('latin1');
    expect(text).not.toContain('PK\u0001\u0002');
    expect(text).not.toContain('PK\u0005\u0006');
    expect(() => readZip(sourceOf(concatBytes(...got)))).toThrow('end record');
  });

  it('asks for no more than what is taken, and lets go when the taker leaves', async () => {
    let begun = 0;
    let over = false;
    async function* endless(): AsyncGenerator<ZipEntry> {
      try {
        for (;;) {
          begun += 1;
          yield { name: `${begun}`, lastModified: when, input: pieces('x'.repeat(100_000)) };
        }
      } finally {
        over = true;
      }
    }
    const bytes = zipBytes(endless());
    for (let piece = 0; piece < 3; piece++) await bytes.next();
    expect(begun).toBeLessThan(8);
    await bytes.return();
    await new Promise((resolve) => setTimeout(resolve));
    expect(over).toBe(true);
  });
});
