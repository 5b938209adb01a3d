import { CopyObjectCommand } from '@aws-sdk/client-s3';
import type { Frame, Page } from '@playwright/test';
import { examine } from './examine.ts';
import { expect, sealFiles, storedKeys, test } from './stack.ts';
import { textPdf } from './text-pdf.ts';

// What records a trace fetches the frame's blobs, which the frame's policy refuses.
test.use({ trace: 'off' });

/** 8 by 8 pixels of one colour. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEklEQVR42mNgiNHCihgGmQQAUYw6wZd6ZKkAAAAASUVORK5CYII=',
  'base64',
);

async function seal(app: Page, name: string, content: string | Buffer): Promise<void> {
  await sealFiles(
    app,
    [{ name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) }],
    [name],
  );
}

async function view(app: Page, name: string): Promise<void> {
  await app.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await app.getByRole('menuitem', { name: 'View', exact: true }).click();
}

const frameOf = (app: Page) => app.frameLocator('iframe.view-frame');

async function ownFrame(app: Page): Promise<Frame> {
  const frame = app.frames().find((one) => new URL(one.url()).pathname === '/viewer/index.html');
  if (frame === undefined) throw new Error('there is no frame');
  return frame;
}

test('text is shown as it is, and so is markup: nothing in it runs', async ({ app }) => {
  const hostile =
    '<!doctype html><script>parent.postMessage("gone","*")</script><img src=x onerror=alert(1)>Grüße';
  await seal(app, 'note.html', hostile);
  app.on('dialog', () => {
    throw new Error('a script ran');
  });
  await view(app, 'note.html');
  await expect(frameOf(app).locator('pre')).toHaveText(hostile);
  expect(await frameOf(app).locator('script, img').count()).toBe(1);
  await examine(app, 'view-text');
  await app.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(app.getByRole('dialog')).toHaveCount(0);
});

test('a picture is known by its bytes, whatever its name says', async ({ app }) => {
  await seal(app, 'picture.exe', png);
  await view(app, 'picture.exe');
  const image = frameOf(app).locator('img');
  await expect(image).toBeVisible();
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(8);
  await examine(app, 'view-image');
});

test('what is no picture under a picture’s name, and what is broken, is said and can be saved', async ({
  app,
}) => {
  await seal(app, 'photo.png', Buffer.from([0x4d, 0x5a, 0, 0, 1]));
  await view(app, 'photo.png');
  await expect(app.getByText('This kind of file cannot be shown here.')).toBeVisible();
  await app.keyboard.press('Escape');
  await seal(app, 'cut.png', png.subarray(0, 20));
  await view(app, 'cut.png');
  await expect(app.getByText('This picture is damaged')).toBeVisible();
  const download = app.waitForEvent('download');
  await app.getByRole('button', { name: 'Save', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('cut.png');
});

test('a PDF is read page by page, by the keyboard too; its scripts and links do nothing, and a damaged one is named', async ({
  app,
}) => {
  const pdf = textPdf(['First page', 'Second page', 'Last page']);
  await seal(app, 'paper.bin', pdf);
  app.on('dialog', () => {
    throw new Error('a script ran');
  });
  await view(app, 'paper.bin');
  const frame = frameOf(app);
  await expect(frame.getByText('Page 1 of 3')).toBeVisible();
  await expect(frame.getByText('First page')).toBeVisible();
  const ink = await frame.locator('main canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { width, height } = canvas;
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return pixels.filter((value, index) => index % 4 === 0 && value < 64).length;
  });
  expect(ink).toBeGreaterThan(100);
  await examine(app, 'view-pdf');
  expect(await frame.locator('a, input, iframe, script:not([src])').count()).toBe(0);
  await frame.getByRole('button', { name: 'Next page' }).click();
  await expect(frame.getByText('Second page')).toBeVisible();
  await app.keyboard.press('PageDown');
  await expect(frame.getByText('Last page')).toBeVisible();
  await expect(frame.getByText('Page 3 of 3')).toBeVisible();
  const before = await frame.locator('main canvas').boundingBox();
  await app.keyboard.press('+');
  await expect
    .poll(async () => (await frame.locator('main canvas').boundingBox())?.width ?? 0)
    .toBeGreaterThan((before?.width ?? Infinity) * 1.2);
  await app.keyboard.press('Escape');
  await expect(app.getByRole('dialog')).toHaveCount(0);

  await seal(app, 'torn.pdf', `%PDF-1.7\n${'x'.repeat(200)}\n%%EOF\n`);
  await view(app, 'torn.pdf');
  await expect(app.getByText('This PDF is damaged, or wants a password.')).toBeVisible();
});

test('the frame is an origin of its own: it reaches neither the app nor anybody else', async ({
  app,
  stack,
}) => {
  await seal(app, 'note.txt', 'text');
  await view(app, 'note.txt');
  await expect(frameOf(app).locator('pre')).toHaveText('text');
  const frame = await ownFrame(app);
  const reached = await frame.evaluate((origin) => {
    const attempts: readonly [string, () => unknown][] = [
      ['page', () => window.parent.document.title],
      ['storage', () => localStorage.length],
      ['database', () => indexedDB.open('x')],
      ['cookie', () => document.cookie],
      [
        'top',
        () => {
          if (window.top !== null) window.top.location.href = `${origin}/gone`;
        },
      ],
    ];
    const refused = attempts.map(([name, act]) => {
      try {
        act();
        return `${name}: reached`;
      } catch {
        return `${name}: refused`;
      }
    });
    return [self.origin, ...refused];
  }, stack.origin);
  expect(reached).toEqual([
    'null',
    'page: refused',
    'storage: refused',
    'database: refused',
    'cookie: refused',
    'top: refused',
  ]);
  expect(new URL(app.url()).pathname).not.toBe('/gone');
});

test('opened by its address, too, the frame’s document is no part of the app', async ({ page, stack }) => {
  await page.goto(`${stack.origin}/viewer/index.html`);
  expect(await page.evaluate(() => self.origin)).toBe('null');
});

test('a file that lies elsewhere than sealed for is shown only when the person wants it', async ({
  app,
  stack,
}) => {
  await seal(app, 'mine.txt', 'content');
  const [key = ''] = await storedKeys(stack);
  const to = key.replace('mine.txt', 'swapped.txt');
  const source = `${stack.bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;
  await stack.s3.send(new CopyObjectCommand({ Bucket: stack.bucket, Key: to, CopySource: source }));
  await app.getByRole('button', { name: 'Reload the list' }).click();
  await view(app, 'swapped.txt');
  await app.getByRole('dialog').getByRole('button', { name: 'Open anyway' }).click();
  await expect(frameOf(app).locator('pre')).toHaveText('content');
  await frameOf(app).locator('pre').press('Escape');
  await expect(app.getByRole('dialog')).toHaveCount(0);

  const denied = { kind: 'status', status: 403, code: 'AccessDenied' };
  await stack.control('POST', 'faults', [{ service: 's3', operation: 'GetObject', action: denied }]);
  await view(app, 'mine.txt');
  await expect(app.getByRole('dialog').getByRole('alert')).toBeVisible();
  await stack.control('DELETE', 'faults');
  await app.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
  await expect(frameOf(app).locator('pre')).toHaveText('content');
});
