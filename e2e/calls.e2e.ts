import { readFile } from 'node:fs/promises';
import { DecryptCommand } from '@aws-sdk/client-kms';
import type { Locator, Page } from '@playwright/test';
import { array, looseObject, nullable, number, parse, string, type InferOutput } from 'valibot';
import { parseHeader } from '../src/message/header.ts';
import { callsText as text } from '../src/ui/messages/en/calls.ts';
import { writeLargeFile } from './held-upload.ts';
import { examine } from './examine.ts';
import {
  chooseFiles,
  expect,
  openFile,
  sealFiles,
  signIn,
  storedBytes,
  storedKeys,
  test,
  type Stack,
} from './stack.ts';

const note = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`content of ${name}`) });

test.afterEach(({ stack }) => stack.control('DELETE', 'faults'));

async function showCalls(app: Page): Promise<void> {
  await app.getByRole('link', { name: 'Calls', exact: true }).click();
  await expect(app.getByRole('heading', { name: text.title })).toBeVisible();
}

/** The newest row of an operation. */
function rowOf(app: Page, operation: string): Locator {
  return app
    .getByRole('row')
    .filter({ has: app.getByRole('rowheader').filter({ hasText: operation }) })
    .first();
}

const event = looseObject({
  eventSource: string(),
  eventName: string(),
  eventTime: string(),
  requestID: nullable(string()),
  additionalEventData: looseObject({ attempt: number(), outcome: string() }),
});
const exported = looseObject({ Records: array(event) });

async function exportCalls(
  app: Page,
): Promise<{ readonly json: string; readonly events: InferOutput<typeof event>[] }> {
  const download = app.waitForEvent('download');
  await app.getByRole('button', { name: text.exportJson }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^sealdrop-calls-\d{4}-\d\d-\d\d\.json$/u);
  const json = await readFile(await saved.path(), 'utf8');
  return { json, events: parse(exported, JSON.parse(json)).Records };
}

test('calls appear as they are made, with their request ids, and the export holds no secret', async ({
  page: app,
  stack,
  person,
}) => {
  await signIn(app, stack, person);
  await showCalls(app);
  await expect(rowOf(app, 'Token')).toContainText('200');
  const secrets = await recordSecrets(app);
  for (const operation of ['GetId', 'GetCredentialsForIdentity'])
    await expect(rowOf(app, operation)).toContainText('200');
  await app.getByRole('link', { name: 'Files', exact: true }).click();
  await sealFiles(app, [note('deed.txt')], ['deed.txt']);
  await openFile(app, 'deed.txt');
  await showCalls(app);
  for (const operation of ['GenerateDataKey', 'PutObject', 'GetObject', 'Decrypt'])
    await expect(rowOf(app, operation)).toContainText(/20[06]/u);

  const { json, events } = await exportCalls(app);
  const [key = ''] = await storedKeys(stack);
  const location = `s3://${stack.bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  const decrypt = events.find(({ eventName }) => eventName === 'Decrypt');
  expect(decrypt).toMatchObject({
    eventSource: 'kms.amazonaws.com',
    awsRegion: stack.aws.config.region,
    userIdentity: { type: 'AssumedRole' },
    requestParameters: { encryptionContext: { owner: key.split('/')[0], location } },
    responseElements: { keyId: expect.stringMatching(/^arn:aws:kms:/u) as unknown },
    additionalEventData: { outcome: 'succeeded', attempt: 1, transfer: { kind: 'open', file: 'deed.txt' } },
  });
  const put = events.find(({ eventName }) => eventName === 'PutObject');
  expect(put).toMatchObject({
    requestParameters: { bucketName: stack.bucket, key },
    additionalEventData: { transfer: { kind: 'seal', file: 'deed.txt' }, httpStatus: 200 },
  });
  for (const { eventName, eventSource, requestID } of events)
    if (eventSource !== 'sign-in') expect(requestID, eventName).toMatch(/^[\w-]{8,}$/u);

  const forbidden = [...(await secrets()), ...(await dataKeyTexts(stack, key))];
  expect(forbidden.length).toBeGreaterThan(8);
  for (const secret of forbidden) {
    expect(secret.length).toBeGreaterThan(8);
    expect(json.includes(secret), `a secret of ${secret.length} characters`).toBe(false);
  }
});

test('a call that fails shows its code, and the attempt that follows', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [
    { operation: 'PutObject', times: 1, action: { kind: 'status', status: 503, code: 'SlowDown' } },
  ]);
  await sealFiles(app, [note('twice.txt')], ['twice.txt']);
  await showCalls(app);
  await app.getByLabel(text.search).fill('putobject');
  const rows = app.getByRole('row').filter({ hasText: 'PutObject' });
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('attempt 2');
  await expect(rows.nth(1)).toContainText('SlowDown');
  await app.getByLabel(text.outcome).selectOption({ label: text.failed });
  await expect(rows).toHaveCount(1);
  await rows.getByRole('button').click();
  const panel = app.getByRole('dialog');
  await expect(panel.getByText('SlowDown').first()).toBeVisible();
  await expect(panel.getByText('"errorCode": "SlowDown"')).toBeVisible();
  await examine(app, 'calls-details');
  await app.keyboard.press('Escape');
  await app.getByLabel(text.service).selectOption({ label: 'KMS' });
  await expect(app.getByText(text.nothingFits)).toBeVisible();
  await app.getByRole('button', { name: text.clear }).click();
  await expect(rowOf(app, 'GenerateDataKey')).toBeVisible();
});

test('the list can be held still without losing a call', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [{ operation: 'PutObject', action: { kind: 'stall', ms: 60_000 } }]);
  await chooseFiles(app, [note('slow.txt')]);
  await showCalls(app);
  await expect(rowOf(app, 'PutObject')).toContainText(text.outcomes['under-way']);
  await app.getByRole('button', { name: text.pause }).click();
  const count = await app.getByRole('row').count();
  await stack.control('DELETE', 'faults');
  // The listing that follows a sealed file.
  await expect(app.getByText('came since', { exact: false })).toBeVisible();
  await expect(app.getByRole('row')).toHaveCount(count);
  await expect(rowOf(app, 'PutObject')).toContainText(text.outcomes['under-way']);
  await app.getByRole('button', { name: text.resume }).click();
  await expect(rowOf(app, 'PutObject')).toContainText('200');
  expect(await app.getByRole('row').count()).toBeGreaterThan(count);
});

test('a transfer is a waterfall: KMS, parts in lanes, the completion last', async ({ app }, info) => {
  const path = info.outputPath('parts.bin');
  await writeLargeFile(path);
  await sealFiles(app, path, ['parts.bin']);
  await app.getByRole('link', { name: text.callsOf('parts.bin') }).click();
  const waterfall = app.getByRole('region', { name: text.waterfall('Seal', 'parts.bin') });
  const names = waterfall.getByRole('listitem').getByRole('button');
  await expect(names.filter({ hasText: 'CompleteMultipartUpload' })).toBeVisible();
  const order = await names.allTextContents();
  const parts = order.flatMap((name, index) => (name === 'UploadPart' ? [index] : []));
  expect(parts).toHaveLength(5);
  expect(order.indexOf('GenerateDataKey')).toBeGreaterThanOrEqual(0);
  expect(order.indexOf('GenerateDataKey')).toBeLessThan(Math.min(...parts));
  expect(order.indexOf('CompleteMultipartUpload')).toBeGreaterThan(Math.max(...parts));
  await expect(waterfall.getByText('lane 2,', { exact: false }).first()).toBeAttached();
  const boxes = await waterfall.locator('.waterfall-track > .waterfall-bar').evaluateAll((bars) =>
    bars.map((bar) => {
      const { left, right } = bar.getBoundingClientRect();
      return { left, right };
    }),
  );
  const last = boxes[order.indexOf('CompleteMultipartUpload')];
  for (const part of parts) expect(boxes[part]?.left).toBeLessThan(last?.right ?? 0);
  await names.first().focus();
  await app.keyboard.press('Enter');
  await expect(app.getByRole('dialog')).toBeVisible();
  await app.keyboard.press('Escape');
  await expect(names.first()).toBeFocused();
  await examine(app, 'calls-waterfall');
});

test('many calls of files with long names are shown a page at a time', async ({ app }) => {
  const names = Array.from(
    { length: 60 },
    (_, index) => `${index} ${'a long name that goes on '.repeat(6)}\u202e.txt`,
  );
  await sealFiles(app, names.map(note), []);
  const stored = app.getByRole('region', { name: 'Stored files' });
  await expect(stored.getByText(`${names.length} files`)).toBeVisible();
  await showCalls(app);
  await expect(app.getByRole('button', { name: text.older })).toBeEnabled();
  expect(await app.getByRole('row').count()).toBeLessThanOrEqual(101);
  await examine(app, 'calls-many');
  await app.getByRole('button', { name: text.older }).click();
  await expect(app.getByRole('button', { name: text.newer })).toBeEnabled();
  const { events } = await exportCalls(app);
  expect(events.length).toBeGreaterThan(101);
});

/** Tokens and secret keys as they pass: bodies and headers of the page's and its workers' requests, and what sessionStorage holds. */
async function recordSecrets(app: Page): Promise<() => Promise<readonly string[]>> {
  const found = new Set<string>();
  const reading: Promise<void>[] = [];
  app.context().on('request', (request) => {
    const headers = request.headers();
    for (const name of ['authorization', 'x-amz-security-token']) if (headers[name]) found.add(headers[name]);
  });
  app.context().on('response', (response) => {
    if (!response.request().headers()['x-amz-target']?.includes('Cognito')) return;
    // What was on its way when the page was left has no body any more.
    const collected = response.text().then(
      (body) => collect(body, found),
      () => {},
    );
    reading.push(collected);
  });
  await app.reload();
  await expect(app.getByRole('button', { name: 'Sign out' })).toBeVisible();
  return async () => {
    await Promise.all(reading);
    const stored = await app.evaluate(() =>
      Array.from({ length: sessionStorage.length }, (_, index) =>
        String(sessionStorage.getItem(sessionStorage.key(index) ?? '')),
      ),
    );
    // What is no JSON is the tab's own name.
    for (const value of stored) if (value.startsWith('{')) collect(value, found);
    return [...found];
  };
}

function collect(json: string, found: Set<string>): void {
  JSON.parse(json, (name: string, value: unknown) => {
    if (
      typeof value === 'string' &&
      /token|secretkey|accesskeyid|^sessiontoken/iu.test(name) &&
      value.length > 8
    )
      found.add(value);
    return value;
  });
}

async function dataKeyTexts(stack: Stack, key: string): Promise<readonly string[]> {
  const header = parseHeader(new Uint8Array(await storedBytes(stack, key)));
  if (header.status !== 'complete') throw new Error('no whole header');
  const { edks, context } = header.parsed.header;
  const wrapped = Buffer.from(edks[0]?.ciphertext ?? []);
  const { Plaintext } = await stack.kms.send(
    new DecryptCommand({ CiphertextBlob: wrapped, EncryptionContext: Object.fromEntries(context) }),
  );
  const plain = Buffer.from(Plaintext ?? []);
  return [plain.toString('base64'), plain.toString('hex'), wrapped.toString('base64')];
}
