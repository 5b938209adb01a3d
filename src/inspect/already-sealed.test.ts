import { describe, expect, it } from 'vitest';
import { serializeHeader } from '../message/header.ts';
import { sealingSuite } from '../message/suites.ts';
import { sealedAmong } from './already-sealed.ts';

/** A message up to the end of its header, with a context of so many characters. */
function header(contextLength: number): Uint8Array<ArrayBuffer> {
  return serializeHeader({
    suite: sealingSuite,
    messageId: new Uint8Array(32),
    context: new Map([['note', 'n'.repeat(contextLength)]]),
    edks: [{ providerId: 'aws-kms', providerInfo: new Uint8Array(9), ciphertext: new Uint8Array(9) }],
    content: { type: 'framed', frameLength: 4096 },
    commitment: new Uint8Array(32),
  });
}

const fileOf = (name: string, ...parts: BlobPart[]) => new File(parts, name);

describe('sealedAmong()', () => {
  it('finds messages, however long their header is', async () => {
    const [short, long] = [header(1), header(60_000)];
    const tag = new Uint8Array(16 + 40);
    const files = [
      fileOf('short', short, tag),
      fileOf('plain', 'a text'),
      fileOf('long', long, tag),
      fileOf('none'),
    ];
    expect((await sealedAmong(files)).map(({ name }) => name)).toEqual(['short', 'long']);
  });

  it('is not fooled by what only begins so, nor kept by what cannot be read', async () => {
    const cut = header(1000).slice(0, 500);
    const unreadable = fileOf('gone');
    Object.defineProperty(unreadable, 'slice', {
      value: () => {
        throw new DOMException('gone', 'NotReadableError');
      },
    });
    const files = [fileOf('cut', cut), fileOf('two', new Uint8Array([2, 4])), unreadable];
    expect(await sealedAmong(files)).toEqual([]);
  });
});
