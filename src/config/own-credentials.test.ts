import { describe, expect, it } from 'vitest';
import { readOwnEntry, shortKeyId, type OwnField } from './own-credentials.ts';

const typed = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: '',
  owner: 'eu-central-1:7f1c6f0e-3b1f-4a52-9a3e-55bb3c1e0d21',
};

describe('readOwnEntry()', () => {
  it('takes what was pasted, without the spaces around it', () => {
    const pasted = { ...typed, accessKeyId: ` ${typed.accessKeyId}\n`, owner: ` ${typed.owner}` };
    expect(readOwnEntry(pasted)).toEqual({ ...typed, sessionToken: null });
  });

  it('takes a session token', () => {
    const sessionToken = 'FwoGZXIvYXdzEJr//////////wEaDExample=='.repeat(20);
    expect(readOwnEntry({ ...typed, sessionToken })).toEqual({ ...typed, sessionToken });
  });

  it.each<[OwnField, string]>([
    ['accessKeyId', ''],
    ['accessKeyId', 'AKIA'],
    ['accessKeyId', 'AKIAIOSFODNN7EXAMPL\u202e'],
    ['accessKeyId', 'A'.repeat(129)],
    ['secretAccessKey', ''],
    ['secretAccessKey', 'with spaces in between the letters'],
    ['sessionToken', '<script>alert(1)</script>'],
    ['sessionToken', 'a'.repeat(16_385)],
    ['owner', ''],
    ['owner', '..'],
    ['owner', 'a/b'],
    ['owner', '*'],
    ['owner', 'Jürgen'],
    ['owner', 'a'.repeat(129)],
  ])('refuses as %s: %j', (field, text) => {
    expect(readOwnEntry({ ...typed, [field]: text })).toEqual([field]);
  });

  it('wants the session token of a temporary key', () => {
    expect(readOwnEntry({ ...typed, accessKeyId: 'ASIAIOSFODNN7EXAMPLE' })).toEqual(['sessionToken']);
  });

  it('names every wrong field', () => {
    const nothing = { accessKeyId: '', secretAccessKey: '', sessionToken: '', owner: '' };
    expect(readOwnEntry(nothing)).toEqual(['accessKeyId', 'secretAccessKey', 'owner']);
  });
});

describe('shortKeyId()', () => {
  it('keeps both ends', () => expect(shortKeyId(typed.accessKeyId)).toBe('AKIA…MPLE'));
});
