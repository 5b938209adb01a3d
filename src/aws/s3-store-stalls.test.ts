import { afterEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../transfer/store-port.ts';
import { closeServers, read, refuse, signal, storageEncryption, storeAnswering } from './s3-store-fixture.ts';

afterEach(closeServers);

describe('createS3Store(), requests without progress', () => {
  it.each<[string, (store: ObjectStore) => Promise<unknown>]>([
    ['a head', (store) => store.head({ key: 'k', signal })],
    ['a read', (store) => read(store)],
    ['a listing', (store) => store.list({ prefix: '', continuation: null, limit: 1, signal })],
    ['an abort', (store) => store.abortMultipart({ key: 'k', uploadId: 'u' })],
    [
      'a part',
      (store) =>
        store.putPart({
          key: 'k',
          uploadId: 'u',
          partNumber: 1,
          body: new Uint8Array(9),
          crc32: 'AAAAAA==',
          signal,
        }),
    ],
  ])('%s is cut, and the connection with it', async (_name, ask) => {
    let closed: Promise<unknown> = Promise.resolve();
    const { store, seen } = await storeAnswering((_request, response) => {
      closed = new Promise((resolve) => response.once('close', resolve));
    }, 300);
    await expect(ask(store)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'stalled' },
    });
    await closed;
    // None at all where the machine was so busy that the request was cut on its way.
    expect(seen.length).toBeLessThanOrEqual(1);
  });

  it('a body that stops is cut as well', async () => {
    const { store } = await storeAnswering((_request, response) => {
      response.writeHead(206, { 'content-range': 'bytes 0-4/9', etag: '"e"', 'content-length': 5 });
      response.write('ab');
    }, 300);
    await expect(read(store)).rejects.toMatchObject({
      code: 'service-unreachable',
      details: { reason: 'body-broke-off', received: 2 },
    });
  });

  it('tells how long S3 asks to wait', async () => {
    const { store, seen } = await storeAnswering((_request, response) => {
      response.setHeader('retry-after', '7');
      refuse(response, 503, 'SlowDown');
    });
    await expect(store.createMultipart({ key: 'k', storageEncryption, signal })).rejects.toMatchObject({
      code: 'throttled',
      details: { retryAfter: 7 },
    });
    expect(seen).toHaveLength(1);
  });
});
