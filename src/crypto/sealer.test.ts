import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { parseHeader } from '../message/header.ts';
import { suiteById } from '../message/suites.ts';
import { importDataKey } from './data-key.ts';
import { dataKeyOf, patternOf, readWhole, sealMessage, tinyEdk, verifyFirst } from './message-fixture.ts';
import { createSealer } from './sealer.ts';

type Plan = Parameters<typeof createSealer>[0];

async function sealer(changes: Partial<Plan> = {}) {
  const plan = { edks: [tinyEdk], context: new Map([['k', 'v']]), frameLength: 8, plaintextLength: 20 };
  return createSealer({ dataKey: await dataKeyOf(7), ...plan, ...changes });
}

async function codeOf(making: Promise<unknown>): Promise<string> {
  try {
    await making;
  } catch (thrown) {
    return AppError.from(thrown).code;
  }
  return 'accepted';
}

describe('createSealer()', () => {
  it('writes a header in suite 0478 that reads back as planned', async () => {
    const messageId = patternOf(32);
    const { header } = await sealer({ messageId });
    const parse = parseHeader(header);
    if (parse.status !== 'complete') throw new Error('incomplete');
    expect(parse.parsed.length).toBe(header.length);
    expect(parse.parsed.header).toMatchObject({
      suite: { id: 0x0478 },
      messageId,
      edks: [tinyEdk],
      content: { type: 'framed', frameLength: 8 },
    });
    expect([...header.subarray(0, 3)]).toEqual([2, 4, 0x78]);
    await verifyFirst(header, await dataKeyOf(7));
  });

  it('takes a fresh message id each time', async () => {
    const ids = await Promise.all([sealer(), sealer()]);
    expect(ids[0]?.header.subarray(3, 35)).not.toEqual(ids[1]?.header.subarray(3, 35));
  });

  it('writes the same bytes again for the same key, message id and plaintext, so that an upload can resume', async () => {
    const input = { plaintext: patternOf(20), frameLength: 8, messageId: patternOf(32) };
    const first = await sealMessage({ dataKey: await dataKeyOf(7), ...input });
    const second = await sealMessage({ dataKey: await dataKeyOf(7), ...input });
    expect(second.message).toEqual(first.message);
  });

  it('does not follow later changes of the message id it was given', async () => {
    const messageId = patternOf(32);
    const one = await sealer({ messageId });
    messageId.fill(0);
    const { sealed } = await one.sealFrame(1, patternOf(8));
    const other = await sealer({ messageId: patternOf(32) });
    expect((await other.sealFrame(1, patternOf(8))).sealed).toEqual(sealed);
  });

  it('refuses what the format or this app does not write', async () => {
    expect(await codeOf(sealer({ edks: [] }))).toBe('internal');
    expect(await codeOf(sealer({ frameLength: 0 }))).toBe('internal');
    expect(await codeOf(sealer({ frameLength: 2 ** 32 }))).toBe('internal');
    expect(await codeOf(sealer({ frameLength: 1.5 }))).toBe('internal');
    expect(await codeOf(sealer({ plaintextLength: -1 }))).toBe('internal');
    expect(await codeOf(sealer({ plaintextLength: Number.NaN }))).toBe('internal');
    expect(await codeOf(sealer({ messageId: patternOf(16) }))).toBe('internal');
    expect(await codeOf(sealer({ context: new Map([['aws-crypto-public-key', 'x']]) }))).toBe(
      'context-invalid',
    );
    expect(await codeOf(sealer({ context: new Map([['k', '']]) }))).toBe('context-invalid');
  });

  it('refuses every suite but 0478', async () => {
    const signed = suiteById(0x0578);
    if (signed === null) throw new Error('no suite');
    const dataKey = await importDataKey(signed, new Uint8Array(32));
    expect(await codeOf(sealer({ dataKey }))).toBe('internal');
  });

  it('refuses more frames than there are sequence numbers', async () => {
    const most = 0xffff_ffff;
    expect((await sealer({ frameLength: 8, plaintextLength: most * 8 })).frameCount).toBe(most);
    expect(await codeOf(sealer({ frameLength: 8, plaintextLength: most * 8 + 1 }))).toBe('file-too-large');
  });
});

describe('sealFrame()', () => {
  it('refuses a frame asked for twice, at once or later', async () => {
    const one = await sealer();
    const twice = await Promise.allSettled([one.sealFrame(1, patternOf(8)), one.sealFrame(1, patternOf(8))]);
    expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await codeOf(one.sealFrame(1, patternOf(8)))).toBe('nonce-reuse-refused');
    expect(await codeOf(one.sealFrame(2, patternOf(8)))).toBe('accepted');
  });

  it('refuses repeats far apart, and remembers them in little room', async () => {
    const many = await sealer({ frameLength: 1, plaintextLength: 0xffff_ffff });
    const before = process.memoryUsage().arrayBuffers;
    for (const sequence of [1, 2, 32, 33, 32_767, 32_768, 65_536, 0x8000_0000, 0xffff_fffe]) {
      expect(await codeOf(many.sealFrame(sequence, patternOf(1)))).toBe('accepted');
      expect(await codeOf(many.sealFrame(sequence, patternOf(1)))).toBe('nonce-reuse-refused');
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1024 * 1024);
  });

  it('refuses lengths and sequence numbers that are not in the plan, and spends no number on them', async () => {
    const one = await sealer();
    for (const sequence of [0, 4, -1, 1.5, Number.NaN]) {
      expect(await codeOf(one.sealFrame(sequence, patternOf(8)))).toBe('internal');
    }
    for (const length of [0, 7, 9])
      expect(await codeOf(one.sealFrame(1, patternOf(length)))).toBe('internal');
    for (const length of [0, 3, 5, 8])
      expect(await codeOf(one.sealFrame(3, patternOf(length)))).toBe('internal');
    expect(await codeOf(one.sealFrame(1, patternOf(8)))).toBe('accepted');
    expect(await codeOf(one.sealFrame(3, patternOf(4)))).toBe('accepted');
  });

  it('seals what it was given, though the buffer is reused at once', async () => {
    const [one, other] = await Promise.all([
      sealer({ messageId: patternOf(32) }),
      sealer({ messageId: patternOf(32) }),
    ]);
    const buffer = patternOf(8);
    const sealing = one.sealFrame(1, buffer);
    buffer.fill(0);
    expect((await sealing).sealed).toEqual((await other.sealFrame(1, patternOf(8))).sealed);
  });

  it('seals exactly a view, not the buffer behind it', async () => {
    const plaintext = patternOf(60).subarray(7, 27);
    const { message } = await sealMessage({ dataKey: await dataKeyOf(7), plaintext, frameLength: 8 });
    expect(await readWhole(message, await dataKeyOf(7))).toEqual(plaintext);
  });
});
