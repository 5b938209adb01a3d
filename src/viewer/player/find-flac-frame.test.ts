import { describe, expect, it } from 'vitest';
import { findFlacFrame, readFlacFacts } from './find-flac-frame.ts';

/** `fLaC`, STREAMINFO of 48 kHz with blocks of 4608, and an empty block of padding, the last. */
function head(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(46);
  bytes.set([0x66, 0x4c, 0x61, 0x43, 0, 0, 0, 34]);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, 4608);
  view.setUint16(10, 4608);
  view.setUint32(18, 48_000 * 4096 + 0x2f0);
  bytes[42] = 0x81;
  return bytes;
}

const endless = async (start: number, end: number) =>
  start === 0 ? head().slice(0, end) : new Uint8Array(end - start);

describe('readFlacFacts()', () => {
  it('reads rate, block size and the length of all metadata', async () => {
    const bytes = head();
    const read = async (start: number, end: number) => bytes.slice(start, end);
    expect(await readFlacFacts(read)).toEqual({ rate: 48_000, blockSize: 4608, headLength: 46 });
  });

  it('ends on a chain of blocks without an end', async () => {
    expect(await readFlacFacts(endless)).toBeNull();
  });
});

describe('findFlacFrame()', () => {
  // RFC 9639, appendix D.1.2 and D.2.4: the headers of its examples.
  const first = [0xff, 0xf8, 0x69, 0x18, 0x00, 0x00, 0xbf];
  const second = [0xff, 0xf8, 0x69, 0x98, 0x00, 0x0f, 0x99];

  it.each([first, second])('finds a header behind other bytes', (...header) => {
    const bytes = Uint8Array.from([1, 0xff, 0xf8, 3, ...header, ...Array.from({ length: 16 }, () => 0)]);
    expect(findFlacFrame(bytes, { rate: 44_100, blockSize: 1 })).toEqual({ place: 4, time: 0 });
  });

  it('takes nothing whose checksum is wrong', () => {
    const bytes = Uint8Array.from([...first.slice(0, 6), 0xbe, ...Array.from({ length: 16 }, () => 0)]);
    expect(findFlacFrame(bytes, { rate: 44_100, blockSize: 1 })).toBeNull();
  });
});
