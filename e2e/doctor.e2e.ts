import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { GetBucketCorsCommand, PutBucketCorsCommand, type CORSRule } from '@aws-sdk/client-s3';
import type { Locator, Page } from '@playwright/test';
import { withoutConditions } from '../local/testing/breakable-aws.ts';
import { checkIds } from '../src/doctor/checks.ts';
import { requestNeeds, type Method } from '../src/doctor/needs.ts';
import { examine } from './examine.ts';
import { chooseFiles, expect, openFile, startStack, storedKeys, test, type Stack } from './stack.ts';

const note = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') };

async function runDoctor(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Check (everything|again)$/u }).click();
  await expect(page.getByRole('button', { name: 'Check again' })).toBeVisible();
}

const row = (page: Page, name: string): Locator =>
  page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) });

async function rulesOf({ s3, bucket: Bucket }: Stack): Promise<CORSRule[]> {
  return (await s3.send(new GetBucketCorsCommand({ Bucket }))).CORSRules ?? [];
}

async function setRules({ s3, bucket: Bucket }: Stack, CORSRules: CORSRule[]): Promise<void> {
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
}

test('everything works as it is deployed, and nothing of the look stays', async ({ app, stack }) => {
  await app.getByRole('link', { name: 'Doctor' }).click();
  await runDoctor(app);
  await expect(
    app.getByText(`Everything works: ${checkIds.length} of ${checkIds.length} checks.`),
  ).toBeVisible();
  await examine(app, 'doctor-works', 1200);
  expect(await storedKeys(stack)).toEqual([]);
});

test('the request headers that CORS is checked for are those that the app sends', async ({ app, stack }) => {
  const strange: string[] = [];
  app.context().on('request', (request) => {
    if (!request.url().startsWith(`${stack.aws.url}/${stack.bucket}`)) return;
    const method = request.method();
    if (!isMethod(method)) return;
    for (const name of Object.keys(request.headers())) {
      const isOwn = /^(x-amz-|amz-|authorization$|if-|range$|content-type$)/u.test(name);
      if (isOwn && !requestNeeds[method].includes(name)) strange.push(`${method} ${name}`);
    }
  });
  const large = { ...note, name: 'large.bin', buffer: Buffer.alloc(20 * 1024 * 1024, 1) };
  await chooseFiles(app, [note, large]);
  for (const name of [note.name, large.name]) {
    await expect(app.getByRole('button', { name: `Open ${name}`, exact: true })).toBeVisible();
    await openFile(app, name);
  }
  await app.getByRole('link', { name: 'Doctor' }).click();
  await runDoctor(app);
  expect([...new Set(strange)]).toEqual([]);
});

const isMethod = (method: string): method is Method => Object.hasOwn(requestNeeds, method);

test('a header that the bucket hides is named, and its fix mends it', async ({ app, stack }) => {
  const usual = await rulesOf(stack);
  await setRules(
    stack,
    usual.map((rule) => ({
      ...rule,
      AllowedMethods: ['GET', 'PUT', 'POST', 'HEAD'],
      ExposeHeaders: rule.ExposeHeaders?.filter((name) => name !== 'Content-Range'),
    })),
  );
  await app.goto(`${stack.origin}/#/doctor`);
  await runDoctor(app);
  await expect(row(app, 'CORS: requests')).toContainText('do not allow: DELETE.');
  await expect(row(app, 'CORS: answers')).toContainText('do not show pages: Content-Range.');
  await expect(row(app, 'Delete an object')).toContainText('First this must work: CORS: requests.');
  await examine(app, 'doctor-cors', 1600);
  const json = await row(app, 'CORS: answers')
    .getByRole('region', { name: 'Save as cors.json' })
    .textContent();
  const { CORSRules } = JSON.parse(json ?? '');
  await setRules(stack, CORSRules);
  await runDoctor(app);
  await expect(row(app, 'CORS: answers')).toContainText('Works');
  await expect(row(app, 'CORS: requests')).toContainText('Works');
  await setRules(stack, usual);
});

test('a policy that opens the key for anybody is found, and the report can be copied', async ({
  app,
  stack,
  context,
}) => {
  // The site's Permissions-Policy lets a page write to the clipboard and not read it.
  await context.addInitScript(() => {
    Object.assign(globalThis, { copied: [] });
    navigator.clipboard.writeText = async (text) => {
      Reflect.get(globalThis, 'copied').push(text);
    };
  });
  await app.goto(`${stack.origin}/#/doctor`);
  await app.reload();
  const KeyId = stack.aws.config.kmsKeyId;
  const { Policy: usual = '' } = await stack.kms.send(new GetKeyPolicyCommand({ KeyId }));
  await stack.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: withoutConditions(usual) }));
  await runDoctor(app);
  await stack.kms.send(new PutKeyPolicyCommand({ KeyId, Policy: usual }));
  await expect(row(app, 'Refused: another encryption context')).toContainText('for another owner');
  await app.getByRole('button', { name: 'Copy report' }).click();
  await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'copied').length)).toBe(1);
  const report = await app.evaluate(() => String(Reflect.get(globalThis, 'copied')[0]));
  expect(report).toContain('FAILS  Refused: another encryption context');
  expect(report).toContain('"kms:EncryptionContext:owner": "${cognito-identity.amazonaws.com:sub}"');
  expect(report).not.toMatch(/eyJ|Signature=|ASIA/u);
});

test('signed out, it says what can be said', async ({ page, stack }) => {
  await page.goto(`${stack.origin}/#/doctor`);
  await runDoctor(page);
  await expect(row(page, 'Sign-in')).toContainText('Works');
  await expect(row(page, 'CORS: requests')).toContainText('Works');
  await expect(row(page, 'Identity and credentials')).toContainText('Nobody is signed in.');
  await expect(row(page, 'Write an object')).toContainText('Could not be checked');
  await examine(page, 'doctor-signed-out', 1200);
  await page.getByRole('link', { name: 'Back' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('a wrong configuration leads to it, and it names the field', async ({ browser }, info) => {
  const stack = await startStack(info.outputPath('aws'), { config: (usual) => ({ ...usual, bucket: 'NO' }) });
  const page = await (await browser.newContext()).newPage();
  await page.goto(stack.origin);
  await page.getByRole('link', { name: /doctor/u }).click();
  await runDoctor(page);
  await expect(row(page, 'Configuration')).toContainText('bucket');
  await expect(row(page, 'Clock')).toContainText('First this must work: Configuration.');
  await page.context().close();
  await stack.close();
});

test('a sign-in that gets no credentials leads to it, and it says why', async ({ browser, person }, info) => {
  const stack = await startStack(info.outputPath('aws'), {
    config: (usual) => ({
      ...usual,
      identityPool: { ...usual.identityPool, id: 'us-east-1:00000000-0000-0000-0000-000000000000' },
    }),
  });
  const page = await (await browser.newContext()).newPage();
  await page.goto(stack.origin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Password').fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: /doctor/u }).click();
  await runDoctor(page);
  await expect(row(page, 'Sign-in')).toContainText('your sign-in is valid');
  await expect(row(page, 'Identity and credentials')).toContainText('There is no identity pool');
  await expect(row(page, 'Identity and credentials')).toContainText('correct identityPool.id');
  await page.context().close();
  await stack.close();
});

test('stopped, it leaves nothing behind', async ({ app, stack }) => {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'ListParts', action: { kind: 'stall', ms: 60_000 } },
  ]);
  await app.goto(`${stack.origin}/#/doctor`);
  await app.getByRole('button', { name: 'Check everything' }).click();
  await expect(app.getByText('Checking: Upload in parts…')).toBeVisible();
  await app.getByRole('button', { name: 'Stop' }).click();
  await expect(app.getByRole('button', { name: 'Check again' })).toBeVisible();
  await expect(row(app, 'The store’s own encryption')).toContainText('Stopped before.');
  await stack.control('DELETE', 'faults');
  expect(await storedKeys(stack)).toEqual([]);
});
