import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DecryptCommand } from '@aws-sdk/client-kms';
import { parseHeader } from '../src/message/header.ts';
import { isolatesOf } from './isolates.ts';
import { allForms, plantKey, pullOutKey, searchOf } from './key-search.ts';
import {
  builtSite,
  expect,
  openFile,
  sealFiles,
  startStack,
  storedBytes,
  storedKeys,
  test as base,
  type Stack,
} from './stack.ts';
import { watchedSite } from './watched-site.ts';

const test = base.extend<object, { stack: Stack }>({
  stack: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'sealdrop-heap-'));
      const siteFolder = await watchedSite(builtSite, folder);
      const stack = await startStack(join(folder, 'aws'), { siteFolder });
      await use(stack);
      await stack.close();
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
});

test.use({
  launchOptions: [
    // Snapshots cut strings after 1,024 characters unless told otherwise.
    async ({ launchOptions }, use) =>
      use({
        ...launchOptions,
        args: [...(launchOptions.args ?? []), '--js-flags=--heap-snapshot-string-limit=1000000'],
      }),
    { scope: 'worker' },
  ],
});

/** Large enough for the threads that seal and open. */
const names = ['first.bin', 'second.bin', 'third.bin'];
const files = names.map((name) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.alloc(3_000_000, name),
}));

/** The data keys of everything stored, as the administrator of the KMS key gets them. */
async function dataKeys(stack: Stack): Promise<readonly Buffer[]> {
  const keys: Buffer[] = [];
  for (const key of await storedKeys(stack)) {
    const parse = parseHeader(new Uint8Array(await storedBytes(stack, key)));
    if (parse.status !== 'complete') throw new Error(`${key} has no whole header`);
    const { edks, context } = parse.parsed.header;
    const { Plaintext } = await stack.kms.send(
      new DecryptCommand({
        CiphertextBlob: edks[0]?.ciphertext,
        EncryptionContext: Object.fromEntries(context),
      }),
    );
    if (Plaintext?.length !== 32) throw new Error('KMS gave no data key');
    keys.push(Buffer.from(Plaintext));
  }
  return keys;
}

test('after a seal and an open no data key is in any heap: page, vault, crew', async ({ app, stack }) => {
  test.setTimeout(240_000);
  await sealFiles(app, files, names);
  for (const name of names) await openFile(app, name);
  const keys = await dataKeys(stack);
  expect(keys).toHaveLength(names.length);

  // The worker of the shell refuses this altered site, and ends; no answer of KMS comes its way.
  const isolates = (await isolatesOf(app)).filter(({ name }) => !name.startsWith('Service Worker'));
  const running = isolates.map(({ name }) => name);
  expect(running.slice(0, 2)).toEqual(['page', 'vault']);
  expect(running.filter((name) => name === 'crew').length).toBeGreaterThan(0);

  for (const isolate of isolates) {
    const planted = await plantKey(isolate);
    const search = await searchOf(isolate);
    expect(await search(planted), `${isolate.name}: a planted key is found in every form`).toEqual(
      allForms(planted),
    );
    for (const key of keys) expect(await search(key), `${isolate.name}: a data key`).toEqual([]);
    await pullOutKey(isolate);
    const searchAgain = await searchOf(isolate);
    expect(await searchAgain(planted), `${isolate.name}: the planted key is gone`).toEqual([]);
  }
});
