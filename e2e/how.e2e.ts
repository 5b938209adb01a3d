import type { Page } from '@playwright/test';
import { examine } from './examine.ts';
import { chooseFiles, expect, storedKeys, test } from './stack.ts';

const sample = 'sealdrop-sample.txt';

async function goToHow(app: Page): Promise<void> {
  await app.getByRole('link', { name: 'How it works' }).click();
  await expect(app.getByRole('heading', { name: 'Envelope encryption, as it happens' })).toBeVisible();
}

/** The steps of the drawing, as they are lit: `1. …` in order. */
function stepAt(app: Page, place: string) {
  return app
    .getByRole('list', { name: /^How a file is/u })
    .first()
    .getByRole('listitem')
    .filter({ has: app.getByRole('heading', { name: place, exact: true }) });
}

test('a sample is sealed for real, and its steps light up one after the other', async ({ app, stack }) => {
  await goToHow(app);
  await expect(app.getByText('Nothing moves just now.')).toBeVisible();
  // Everything the drawing and its announcer say, in order, however fast it is said.
  await app.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const listen = () => {
      for (const { textContent: words } of document.querySelectorAll('.how-section output'))
        if (words !== '' && words !== heard.at(-1)) heard.push(words);
    };
    new MutationObserver(listen).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  await app.getByRole('button', { name: 'Seal a small sample' }).click();
  await expect(stepAt(app, 'The data key')).toHaveAttribute('aria-current', 'step');
  await expect(app.getByText(`${sample} is sealed and stored.`)).toBeVisible();
  for (const place of ['Your file', 'The data key', 'The vault worker', 'The message', 'The store'])
    await expect(stepAt(app, place)).toContainText('done');
  await expect(stepAt(app, 'The data key')).toContainText(/GenerateDataKey, \d/u);
  await expect(stepAt(app, 'The store')).toContainText(/PutObject, \d/u);
  expect(await app.evaluate(() => Reflect.get(window, 'heard') as unknown)).toEqual([
    'Step 1 of 5: Your file',
    'Step 2 of 5: The data key',
    'Step 3 of 5: The vault worker',
    'Step 4 of 5: The message',
    'Step 5 of 5: The store',
    'Sealed and stored.',
  ]);
  expect(await storedKeys(stack)).toHaveLength(1);
});

test('a step is never lit before it has begun', async ({ app, stack }) => {
  await goToHow(app);
  await stack.control('POST', 'faults', [
    { service: 'kms', operation: 'GenerateDataKey', times: 1, action: { kind: 'stall', ms: 3_000 } },
  ]);
  await app.getByRole('button', { name: 'Seal a small sample' }).click();
  await expect(stepAt(app, 'The data key')).toHaveAttribute('data-state', 'active');
  await expect(app.getByText(`Sealing ${sample}`)).toBeVisible();
  await expect(stepAt(app, 'The vault worker')).toHaveAttribute('data-state', 'idle');
  await stack.control('DELETE', 'faults');
  await expect(app.getByText(`${sample} is sealed and stored.`)).toBeVisible();
});

test('a transfer that moves is followed, and one that fails is shown where it stopped', async ({
  app,
  stack,
}) => {
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'PutObject', keyContains: 'held', action: { kind: 'stall', ms: 60_000 } },
    {
      service: 's3',
      operation: 'PutObject',
      keyContains: 'refused',
      action: { kind: 'status', status: 403, code: 'AccessDenied' },
    },
  ]);
  await chooseFiles(app, [{ name: 'refused.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }]);
  await expect(app.getByRole('alert')).toBeVisible();
  await goToHow(app);
  await expect(app.getByText('refused.txt was stopped here.')).toBeVisible();
  await app.getByRole('link', { name: 'Files' }).click();
  await chooseFiles(app, [{ name: 'held.txt', mimeType: 'text/plain', buffer: Buffer.from('x') }]);
  await goToHow(app);
  await expect(app.getByText('Sealing held.txt')).toBeVisible();
  await expect(stepAt(app, 'The store')).toHaveAttribute('data-state', 'active');
  await expect(app.getByRole('button', { name: 'Seal a small sample' })).toBeDisabled();
  await examine(app, 'how-moving');
  await stack.control('DELETE', 'faults');
});

test('an opening is followed the other way round', async ({ app, stack }) => {
  await chooseFiles(app, [{ name: 'back.txt', mimeType: 'text/plain', buffer: Buffer.from('back') }]);
  await expect(app.getByRole('button', { name: 'Open back.txt', exact: true })).toBeVisible();
  await stack.control('POST', 'faults', [
    { service: 's3', operation: 'GetObject', keyContains: 'back', action: { kind: 'stall', ms: 60_000 } },
  ]);
  await app.getByRole('button', { name: 'Open back.txt', exact: true }).click();
  await goToHow(app);
  await expect(app.getByText('Opening back.txt')).toBeVisible();
  await expect(stepAt(app, 'The store')).toHaveAttribute('data-state', 'active');
  await expect(stepAt(app, 'The data key')).toHaveAttribute('data-state', 'idle');
  await stack.control('DELETE', 'faults');
  await expect(app.getByText('back.txt was opened and verified.')).toBeVisible();
  await expect(stepAt(app, 'Your file')).toContainText('done');
});

test('both drawings show either way, by keyboard, and say the same in words', async ({ app }) => {
  await goToHow(app);
  const envelope = app.getByRole('region', { name: 'Envelope encryption, as it happens' });
  const keys = app.getByRole('region', { name: 'Symmetric beside asymmetric' });
  await envelope.getByRole('radio', { name: 'Sealing' }).focus();
  await app.keyboard.press('ArrowRight');
  await expect(envelope.getByRole('list', { name: 'How a file is opened' })).toBeVisible();
  await expect(envelope.getByRole('listitem').first()).toContainText('The store');
  await keys.getByText('Opening', { exact: true }).click();
  await expect(keys.getByRole('figure', { name: 'Asymmetric' })).toContainText('Only KMS can open');
  for (const region of [envelope, keys]) {
    await region.getByText('The same in words').click();
    await expect(region.locator('details ol').first()).toBeVisible();
  }
  await examine(app, 'how-open');
});

test('nothing moves for those who asked for that, and forced colours keep what is lit', async ({ app }) => {
  await app.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await goToHow(app);
  await app.getByRole('button', { name: 'Seal a small sample' }).click();
  await expect(stepAt(app, 'The data key')).toHaveAttribute('aria-current', 'step');
  const running = await app.evaluate(
    () => document.getAnimations().filter((animation) => animation instanceof CSSAnimation).length,
  );
  expect(running).toBe(0);
  await app.screenshot({ path: 'test-results/screenshots/how-forced.png', fullPage: true });
  await expect(app.getByText(`${sample} is sealed and stored.`)).toBeVisible();
  await app.emulateMedia({ forcedColors: 'none' });
  await examine(app, 'how-done');
});
