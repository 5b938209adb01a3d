import type { Locator, Page } from '@playwright/test';
import { examine } from './examine.ts';
import { pngOf } from './png.ts';
import { expect, sealFiles, test, type Stack } from './stack.ts';

// What records a trace fetches the frame's blobs, which the frame's policy refuses.
test.use({ trace: 'off' });

const teal = [20, 160, 140, 255] as const;

/** A wide picture whose square in the middle is of one colour: what is cut off is of another. */
const wide = pngOf(400, 200, (x) => (x < 100 || x >= 300 ? [200, 30, 30, 255] : teal));
const tall = pngOf(150, 300, (x, y) => [(x * 255) / 150, 90, (y * 255) / 300, 255]);
const round = pngOf(64, 64, (x, y) => [230, 150, 20, Math.hypot(x - 32, y - 32) < 30 ? 255 : 0]);

const upload = (name: string, buffer: Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});

const pictureIn = (app: Page, name: string): Locator =>
  app.getByRole('row').filter({ hasText: name }).locator('canvas.thumbnail');

async function turn(app: Page, on: boolean): Promise<void> {
  await app.getByRole('button', { name: 'Thumbnails', exact: true }).click();
  const dialog = app.getByRole('dialog');
  await dialog.getByRole('switch', { name: 'Show pictures small in the list' }).setChecked(on);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
}

/** Requests that opening a file costs, since the count began. */
async function opened(stack: Stack): Promise<{ reads: number; unwrapped: number; made: number }> {
  const { operations } = await stack.requests();
  return {
    reads: operations['s3']?.['GetObject'] ?? 0,
    unwrapped: operations['kms']?.['Decrypt'] ?? 0,
    made: operations['kms']?.['GenerateDataKey'] ?? 0,
  };
}

const shelves = (app: Page): Promise<string[]> =>
  app.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name = '' }) => (name.includes('thumbnails') ? [name] : [])),
  );

test('pictures are shown small once that is wanted, each opened once, and kept sealed for the next load', async ({
  app,
  stack,
}) => {
  await sealFiles(
    app,
    [
      upload('wide.png', wide),
      upload('tall.png', tall),
      upload('round.jpg', round),
      upload('broken.png', wide.subarray(0, 200)),
      upload('program.png', Buffer.from([0x4d, 0x5a, 0, 0, 1])),
      upload('note.txt', Buffer.from('text')),
    ],
    ['wide.png', 'tall.png', 'round.jpg', 'broken.png', 'program.png', 'note.txt'],
  );
  await stack.control('DELETE', 'requests');
  await app.reload();
  await expect(app.getByRole('button', { name: 'Open wide.png' })).toBeVisible();
  expect(await opened(stack)).toEqual({ reads: 0, unwrapped: 0, made: 0 });

  await app.getByRole('button', { name: 'Thumbnails', exact: true }).click();
  await expect(app.getByRole('switch', { name: 'Show pictures small in the list' })).not.toBeChecked();
  await examine(app, 'thumbnails-dialog');
  await app.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  expect(await shelves(app)).toEqual([]);

  // All lines are in sight.
  await app.setViewportSize({ width: 1280, height: 1400 });
  await turn(app, true);
  await expect(pictureIn(app, 'wide.png')).toBeVisible();
  await expect(pictureIn(app, 'tall.png')).toBeVisible();
  await expect(pictureIn(app, 'round.jpg')).toBeVisible();
  const drawn = await pictureIn(app, 'wide.png').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, width, height) ?? {};
    return { width, height, corner: Array.from(data.slice(0, 4)), middle: Array.from(data.slice(-4)) };
  });
  expect(drawn).toEqual({ width: 96, height: 96, corner: [...teal], middle: [...teal] });
  // One key for all that is kept, and five files that are named like pictures, each opened once; the largest takes two ranges.
  await expect.poll(() => opened(stack)).toEqual({ reads: 6, unwrapped: 5, made: 1 });
  expect(await pictureIn(app, 'broken.png').count()).toBe(0);
  expect(await pictureIn(app, 'program.png').count()).toBe(0);
  expect(app.frames()).toHaveLength(1);
  await examine(app, 'thumbnails', 1400);

  await app.setViewportSize({ width: 1280, height: 1400 });
  await stack.control('DELETE', 'requests');
  await app.reload();
  await expect(pictureIn(app, 'wide.png')).toBeVisible();
  await expect(pictureIn(app, 'tall.png')).toBeVisible();
  await expect(pictureIn(app, 'round.jpg')).toBeVisible();
  expect(await opened(stack)).toEqual({ reads: 0, unwrapped: 1, made: 0 });

  expect(await shelves(app)).toEqual(['sealdrop-thumbnails']);
  await turn(app, false);
  await expect(app.locator('canvas.thumbnail')).toHaveCount(0);
  await expect.poll(() => shelves(app)).toEqual([]);

  await turn(app, true);
  await expect(pictureIn(app, 'wide.png')).toBeVisible();
  await app.getByRole('button', { name: 'Sign out' }).click();
  await expect(app.getByRole('button', { name: 'Sign in' })).toBeVisible();
  // The page may still be on its way.
  await expect(async () => expect(await shelves(app)).toEqual([])).toPass();
});
