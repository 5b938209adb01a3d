import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../bytes/bytes.ts';
import { utf8Encode } from '../bytes/text.ts';
import { importOaepPrivateKey, importOaepPublicKey, oaepOpen, oaepSeal } from '../crypto/rsa-oaep.ts';
import { sealWhole } from '../crypto/seal-whole.ts';
import { openWhole } from '../crypto/whole.ts';
import type { EncryptedDataKey } from '../message/header.ts';
import { sealKeyWithRsa, unwrapKeyWithRsa } from './raw-rsa-keyring.ts';

const name = { namespace: 'tests', name: 'a key' };

function pairOf(modulusLength: number): { spki: Bytes; pkcs8: Bytes } {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return {
    spki: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    pkcs8: new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' })),
  };
}

const pair = pairOf(2048);
const publicKey = await importOaepPublicKey(pair.spki, 'SHA-256');
const privateKey = await importOaepPrivateKey(pair.pkcs8.slice(), 'SHA-256');

async function sealedWith(...more: readonly EncryptedDataKey[]): Promise<Bytes> {
  const { dataKey, edks } = await sealKeyWithRsa(publicKey, name);
  const plaintext = utf8Encode('hello');
  const context = new Map([['a', '1']]);
  const sealed = await sealWhole({ dataKey, edks: [...more, ...edks], context, frameLength: 3, plaintext });
  expect(sealed.frameCount).toBe(2);
  return sealed.message;
}

const open = (message: Bytes, key = privateKey, asked = name) =>
  openWhole(message, (parsed) => unwrapKeyWithRsa(key, parsed, asked), { allowUncommitted: false });

describe('sealKeyWithRsa()', () => {
  it('wraps a fresh key that cannot be exported, and tells its moments', async () => {
    const moments: string[] = [];
    const { dataKey, edks } = await sealKeyWithRsa(publicKey, name, (moment) => moments.push(moment));
    expect(dataKey.key.extractable).toBe(false);
    expect(moments).toEqual(['asked', 'received', 'imported', 'overwritten']);
    expect(edks).toMatchObject([{ providerId: 'tests', providerInfo: utf8Encode('a key') }]);
    expect(await oaepOpen(privateKey, edks[0]?.ciphertext ?? new Uint8Array())).toHaveLength(32);
  });
});

describe('unwrapKeyWithRsa()', () => {
  it('opens what was sealed, past keys of others and of other lengths', async () => {
    const message = await sealedWith(
      { providerId: 'aws-kms', providerInfo: utf8Encode('arn'), ciphertext: Uint8Array.of(1) },
      {
        providerId: name.namespace,
        providerInfo: utf8Encode(name.name),
        ciphertext: await oaepSeal(publicKey, new Uint8Array(16)),
      },
    );
    expect((await open(message)).plaintext).toEqual(utf8Encode('hello'));
  });

  it('refuses a message that names another key, and one that another key wrapped', async () => {
    const message = await sealedWith();
    for (const asked of [
      { ...name, name: 'another' },
      { ...name, namespace: 'another' },
    ]) {
      await expect(open(message, privateKey, asked)).rejects.toMatchObject({ code: 'key-pair-mismatch' });
    }
    const other = await importOaepPrivateKey(pairOf(2048).pkcs8, 'SHA-256');
    await expect(open(message, other)).rejects.toMatchObject({ code: 'no-usable-key' });
  });
});

describe('importOaepPrivateKey()', () => {
  it('makes a key that cannot be exported, and overwrites its bytes, on failure too', async () => {
    const bytes = pair.pkcs8.slice();
    expect((await importOaepPrivateKey(bytes, 'SHA-256')).extractable).toBe(false);
    expect(bytes).toEqual(new Uint8Array(bytes.length));
    const rubbish = new Uint8Array(100).fill(7);
    await expect(importOaepPrivateKey(rubbish, 'SHA-256')).rejects.toMatchObject({
      code: 'kms-answer-invalid',
    });
    expect(rubbish).toEqual(new Uint8Array(100));
  });
});

describe('importOaepPublicKey()', () => {
  it.each([1024, 1536])('refuses a key of %i bits', async (bits) => {
    await expect(importOaepPublicKey(pairOf(bits).spki, 'SHA-256')).rejects.toMatchObject({
      code: 'pasted-text-invalid',
    });
  });
});
