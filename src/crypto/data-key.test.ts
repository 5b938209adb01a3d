import { afterEach, describe, expect, it, vi } from 'vitest';
import { sealingSuite, type Suite, suiteById, suites } from '../message/suites.ts';
import { importDataKey } from './data-key.ts';
import { deriveContentKey } from './derive.ts';

function suite(id: number): Suite {
  const found = suiteById(id);
  if (found === null) throw new Error('no such suite');
  return found;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('importDataKey()', () => {
  it.each(suites)('imports non-extractable and overwrites the bytes: $name', async (suite) => {
    const raw = new Uint8Array(suite.keyLength).fill(7);
    const { key } = await importDataKey(suite, raw);
    expect(key.extractable).toBe(false);
    expect(raw).toEqual(new Uint8Array(suite.keyLength));
  });

  it.each(suites)('refuses another length, and overwrites the bytes all the same: $name', async (suite) => {
    for (const length of [0, suite.keyLength - 1, suite.keyLength + 1, 64]) {
      const raw = new Uint8Array(length).fill(7);
      await expect(importDataKey(suite, raw)).rejects.toMatchObject({ code: 'kms-answer-invalid' });
      expect(raw).toEqual(new Uint8Array(length));
    }
  });

  it('overwrites the bytes when the import itself fails', async () => {
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('no', 'OperationError'));
    const raw = new Uint8Array(32).fill(7);
    await expect(importDataKey(sealingSuite, raw)).rejects.toThrow('no');
    expect(raw).toEqual(new Uint8Array(32));
  });

  it('overwrites a view and nothing around it', async () => {
    const buffer = new Uint8Array(40).fill(7);
    await importDataKey(sealingSuite, buffer.subarray(4, 36));
    expect(buffer.findIndex((byte) => byte === 0)).toBe(4);
    expect(buffer.lastIndexOf(0)).toBe(35);
  });
});

describe('a browser without 192-bit AES', () => {
  it('is named where a suite without derivation imports its key', async () => {
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('192', 'OperationError'));
    const importing = importDataKey(suite(0x0046), new Uint8Array(24));
    await expect(importing).rejects.toMatchObject({
      code: 'message-unsupported',
      details: { suite: 0x0046 },
    });
  });

  it.each([0x0146, 0x0346])('is named where suite %i derives its key', async (id) => {
    const dataKey = await importDataKey(suite(id), new Uint8Array(24));
    vi.spyOn(crypto.subtle, 'deriveKey').mockRejectedValue(new DOMException('192', 'OperationError'));
    const deriving = deriveContentKey(dataKey, new Uint8Array(16), 'decrypt');
    await expect(deriving).rejects.toMatchObject({ code: 'message-unsupported', details: { suite: id } });
  });

  it('is not blamed for keys of other lengths', async () => {
    vi.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('other', 'OperationError'));
    await expect(importDataKey(suite(0x0078), new Uint8Array(32))).rejects.toThrow('other');
  });
});

describe('deriveContentKey()', () => {
  it.each([
    ['encrypt' as const, ['encrypt']],
    ['decrypt' as const, ['decrypt']],
  ])('gives a non-extractable key for one use: %s', async (usage, usages) => {
    const dataKey = await importDataKey(sealingSuite, new Uint8Array(32));
    const key = await deriveContentKey(dataKey, new Uint8Array(32), usage);
    expect([key.extractable, key.usages]).toEqual([false, usages]);
  });

  it('seals nothing with a data key itself', async () => {
    const dataKey = await importDataKey(suite(0x0078), new Uint8Array(32));
    await expect(deriveContentKey(dataKey, new Uint8Array(16), 'encrypt')).rejects.toMatchObject({
      code: 'internal',
    });
  });
});
