import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Encode, utf8Encode } from '../../bytes/text.ts';
import { decodeBase64, looksLikeBase64 } from './decode-base64.ts';
import { memorySource } from './message-source.ts';

const { signal } = new AbortController();
const look = (text: string) => looksLikeBase64(utf8Encode(text));
const decode = (text: string) => decodeBase64(memorySource(utf8Encode(text)), signal);

describe('decodeBase64()', () => {
  it('reads what was written, with or without line breaks of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.integer({ min: 1, max: 80 }),
        async (bytes, width) => {
          const text = base64Encode(bytes);
          const lines = text.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [];
          for (const written of [text, lines.join('\n'), `${lines.join('\r\n')}\r\n`]) {
            expect(await decode(written)).toEqual(Uint8Array.from(bytes));
          }
        },
      ),
    );
  });

  it.each(['A', 'AA', 'AAA', 'AA=', 'A===', 'AB==', 'AAB=', 'AA==AAAA', '====', '=', 'AAAA='])(
    'refuses %j, which no encoder writes',
    async (text) => {
      await expect(decode(text)).rejects.toMatchObject({ code: 'message-malformed' });
    },
  );

  it.each(['AAAA AAAA', 'AAAA-AAA', 'AAAAé', '\u0000AAA'])('refuses %j, and says where', async (text) => {
    const offset = text.search(/[^A-Za-z0-9]/u);
    await expect(decode(text)).rejects.toMatchObject({ code: 'message-malformed', details: { offset } });
  });

  it('reads nothing of a text that is too long', async () => {
    const huge = { ...memorySource(new Uint8Array(0)), size: 256 * 1024 * 1024 + 1 };
    await expect(decodeBase64(huge, signal)).rejects.toMatchObject({
      code: 'message-too-large-to-hold',
      details: { encoding: 'base64', limit: 256 * 1024 * 1024 },
    });
  });
});

describe('looksLikeBase64()', () => {
  it('knows both formats by how they begin, and nothing else', () => {
    expect(['AYADeA==', 'AgR4AAAA\r\nAAAA', 'AgV4'].map(look)).toEqual([true, true, true]);
    expect(['', 'A', 'AAAA', 'BgR4', 'Agatha Christie', 'AYé', '\u0002\u0004x'].map(look)).not.toContain(
      true,
    );
  });
});
