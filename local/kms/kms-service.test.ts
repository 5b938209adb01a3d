import { constants, createPublicKey, publicEncrypt } from 'node:crypto';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
} from '@aws-sdk/client-kms';
import { buildClient, CommitmentPolicy, KmsKeyringNode } from '@aws-crypto/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encryptionSdkKms } from '../testing/encryption-sdk-kms.ts';
import { kmsClient, refusal } from '../testing/started-aws.ts';
import { aws, KeyId, kms, newKey, startKms, stopKms } from './kms-fixture.ts';

beforeAll(startKms);
afterAll(stopKms);

function call(target: string, body = '{}'): Promise<Response> {
  return fetch(aws.url, { method: 'POST', body, headers: { 'x-amz-target': `TrentService.${target}` } });
}

describe('RSA keys', () => {
  it.each([
    ['RSA_2048', 'RSAES_OAEP_SHA_1', 214],
    ['RSA_2048', 'RSAES_OAEP_SHA_256', 190],
    ['RSA_3072', 'RSAES_OAEP_SHA_1', 342],
    ['RSA_3072', 'RSAES_OAEP_SHA_256', 318],
    ['RSA_4096', 'RSAES_OAEP_SHA_1', 470],
    ['RSA_4096', 'RSAES_OAEP_SHA_256', 446],
  ] as const)('%s with %s takes %i bytes and no more', async (KeySpec, EncryptionAlgorithm, maximum) => {
    const { arn } = await newKey({ KeySpec, KeyUsage: 'ENCRYPT_DECRYPT' });
    const encrypt = (length: number): EncryptCommand =>
      new EncryptCommand({ KeyId: arn, Plaintext: new Uint8Array(length).fill(7), EncryptionAlgorithm });
    const { CiphertextBlob } = await kms.send(encrypt(maximum));
    const opened = await kms.send(new DecryptCommand({ KeyId: arn, CiphertextBlob, EncryptionAlgorithm }));
    expect(opened.Plaintext).toEqual(new Uint8Array(maximum).fill(7));
    expect(await refusal(kms.send(encrypt(maximum + 1)))).toBe(
      `ValidationException: Algorithm ${EncryptionAlgorithm} and key spec ${KeySpec} cannot encrypt data larger than ${maximum} bytes.`,
    );
  });

  it('open what anybody encrypted with the public half', async () => {
    const { arn } = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
    const published = await kms.send(new GetPublicKeyCommand({ KeyId: arn }));
    expect(published.EncryptionAlgorithms).toEqual(['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']);
    const key = createPublicKey({ key: Buffer.from(published.PublicKey ?? []), format: 'der', type: 'spki' });
    const CiphertextBlob = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' },
      Buffer.from('hello'),
    );
    const decrypt = (EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' | 'RSAES_OAEP_SHA_1'): DecryptCommand =>
      new DecryptCommand({ KeyId: arn, CiphertextBlob, EncryptionAlgorithm });
    const opened = await kms.send(decrypt('RSAES_OAEP_SHA_256'));
    expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('hello');
    expect(await refusal(kms.send(decrypt('RSAES_OAEP_SHA_1')))).toMatch(/^InvalidCiphertextException/u);
  });
});

describe('on the wire', () => {
  it('answers a preflight for the signing headers, from any origin', async () => {
    const wanted =
      'authorization,content-type,x-amz-content-sha256,x-amz-date,x-amz-security-token,x-amz-target';
    const response = await fetch(aws.url, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:5173',
        'access-control-request-method': 'POST',
        'access-control-request-headers': wanted,
      },
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toBe(wanted);
    expect(Number(response.headers.get('access-control-max-age'))).toBeGreaterThan(0);
  });

  it('names errors in body and headers that a page may read', async () => {
    const response = await call('Decrypt');
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      __type: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    });
    expect(response.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    expect(response.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/u);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-expose-headers')).toContain('x-amzn-RequestId');
  });

  it('refuses unknown operations, bodies that are not JSON, and bodies without end', async () => {
    expect(await (await call('Sign')).json()).toMatchObject({ __type: 'UnknownOperationException' });
    expect(await (await call('Decrypt', 'x')).json()).toMatchObject({ __type: 'SerializationException' });
    expect((await call('Decrypt', ' '.repeat(1024 * 1024 + 1))).status).toBe(413);
  });

  it('names bad credentials as KMS does', async () => {
    const random = new GenerateRandomCommand({ NumberOfBytes: 8 });
    const as = (change: object): Promise<string> =>
      refusal(kmsClient(aws, { ...aws.admin, ...change }).send(random));
    expect(await as({})).toBe('allowed');
    expect(await as({ accessKeyId: 'AKIANOBODY' })).toMatch(/^UnrecognizedClientException/u);
    expect(await as({ sessionToken: 'made up' })).toMatch(/^UnrecognizedClientException/u);
    expect(await as({ secretAccessKey: 'guess' })).toMatch(/^InvalidSignatureException/u);
  });
});

describe('the AWS Encryption SDK', () => {
  it('seals and opens through its KMS keyring, with several keys', async () => {
    const second = await newKey();
    const clientProvider = encryptionSdkKms(aws);
    const sdk = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
    const both = new KmsKeyringNode({ generatorKeyId: KeyId, keyIds: [second.arn], clientProvider });
    const { result } = await sdk.encrypt(both, Buffer.from('hello'), { encryptionContext: { a: '1' } });
    for (const keyIds of [[KeyId], [second.arn]]) {
      const opened = await sdk.decrypt(new KmsKeyringNode({ keyIds, clientProvider }), result);
      expect(opened.plaintext.toString()).toBe('hello');
      expect(opened.messageHeader.encryptionContext['a']).toBe('1');
    }
    const third = await newKey();
    const stranger = new KmsKeyringNode({ keyIds: [third.arn], clientProvider });
    await expect(sdk.decrypt(stranger, result)).rejects.toThrow();
  });
});
