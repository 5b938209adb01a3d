import { stat } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { viewText } from '../src/ui/messages/en/view.ts';
import { examine } from './examine.ts';
import { frameSpacing, keyFrames, writePaddedVideo } from './padded-video.ts';
import { expect, overwrite, sealFiles, storedBytes, storedKeys, test, type Stack } from './stack.ts';

const MiB = 1024 * 1024;
const frames = 8;

async function view(app: Page, name: string): Promise<void> {
  await app.getByRole('button', { name: `More for ${name}`, exact: true }).click();
  await app.getByRole('menuitem', { name: 'View', exact: true }).click();
}

async function sealVideo(app: Page, path: string, bytes: number): Promise<void> {
  await writePaddedVideo(path, { frames: await keyFrames(app, frames), bytes });
  await sealFiles(app, path, ['film.webm']);
}

const videoOf = (app: Page) => app.frameLocator('iframe.view-frame').locator('video');

/** Goes to a time and waits for the picture there. */
async function seek(app: Page, seconds: number): Promise<void> {
  const video = videoOf(app);
  await video.evaluate((element: HTMLVideoElement, time) => {
    element.currentTime = time;
  }, seconds);
  await expect(video).toHaveJSProperty('seeking', false);
  await expect(video).toHaveJSProperty('currentTime', seconds);
  await expect(video).toHaveJSProperty('error', null);
}

/** Bytes that the store was asked for since the last reset. */
async function fetched(stack: Stack, key: string): Promise<number> {
  const { ranges } = await stack.requests();
  return (ranges[key] ?? []).reduce((sum, range) => {
    const [, first = '', last = ''] = /^bytes=(\d+)-(\d+)$/u.exec(range) ?? [];
    return sum + Number(last) - Number(first) + 1;
  }, 0);
}

/** Where media elements are: the origins of their documents, as these say themselves. */
async function mediaOrigins(app: Page): Promise<string[]> {
  const found = await Promise.all(
    app.frames().map((frame) => frame.evaluate(() => document.querySelector('audio, video') && self.origin)),
  );
  return found.filter((origin) => origin !== null);
}

test('a video is looked at by range in a frame of an opaque origin: what is fetched is what is seen', async ({
  app,
  stack,
}, info) => {
  const path = info.outputPath('film.webm');
  await sealVideo(app, path, 96 * MiB);
  expect((await stat(path)).size).toBeGreaterThan(95 * MiB);
  const [key = ''] = await storedKeys(stack);
  await stack.control('DELETE', 'requests');
  await view(app, 'film.webm');
  const video = videoOf(app);
  await expect(video).toHaveJSProperty('videoWidth', 64);
  await expect(video).toHaveJSProperty('duration', (frames * frameSpacing) / 1000);
  await expect(video).toHaveJSProperty('paused', true);
  // The first picture is there: a player that shows nothing before it is played looks broken.
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.readyState))
    .toBeGreaterThan(1);

  await seek(app, ((frames - 1) * frameSpacing) / 1000);
  expect(await fetched(stack, key)).toBeLessThan(12 * MiB);
  await examine(app, 'view-video');
  expect((await stack.requests()).operations['kms']).toEqual({ Decrypt: 1 });
  expect(await mediaOrigins(app)).toEqual(['null']);

  await seek(app, (3 * frameSpacing) / 1000);
  await video.evaluate((element: HTMLVideoElement) => {
    element.muted = true;
    return element.play();
  });
  await expect
    .poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
    .toBeGreaterThan((3 * frameSpacing) / 1000);
  expect(await fetched(stack, key)).toBeLessThan(24 * MiB);

  await video.focus();
  await app.keyboard.press('Escape');
  await expect(app.getByRole('dialog')).toHaveCount(0);
});

test('a film whose sound this browser does not decode is played without, and says so', async ({
  app,
}, info) => {
  const path = info.outputPath('film.webm');
  await writePaddedVideo(path, { frames: await keyFrames(app, 2), bytes: 9 * MiB, sound: 'A_TRUEHD' });
  await sealFiles(app, path, ['film.webm']);
  await view(app, 'film.webm');
  await expect(videoOf(app)).toHaveJSProperty('videoWidth', 64);
  await expect(app.getByText(viewText.soundless)).toBeVisible();
  await examine(app, 'view-soundless');
});

test('a video that was changed or cut is not played, and the reason is named', async ({
  app,
  stack,
}, info) => {
  await sealVideo(app, info.outputPath('film.webm'), 48 * MiB);
  const [key = ''] = await storedKeys(stack);
  const sealed = await storedBytes(stack, key);
  const changed = Buffer.from(sealed);
  // What lies behind the sixth frame, too: a player reads on.
  for (let place = Math.floor((6 / frames) * changed.length); place < changed.length - MiB; place += MiB / 4)
    changed[place] = (changed[place] ?? 0) ^ 1;
  await overwrite(stack, key, changed);
  await view(app, 'film.webm');
  await expect(videoOf(app)).toHaveJSProperty('videoWidth', 64);
  await videoOf(app).evaluate(
    (element: HTMLVideoElement, time) => {
      element.currentTime = time;
    },
    (6 * frameSpacing) / 1000,
  );
  await expect(app.getByText(/This file was changed after sealing, in frame/u)).toBeVisible();
  await expect(app.locator('iframe.view-frame')).toHaveCount(0);
  await examine(app, 'view-video-changed');
  await app.keyboard.press('Escape');

  await overwrite(stack, key, sealed.subarray(0, -100_000));
  await view(app, 'film.webm');
  await expect(app.getByText('The stored file ends too early.')).toBeVisible();
});

/** One second of silence, as long as it says. */
function wave(): Buffer {
  const head = Buffer.from('RIFF____WAVEfmt ____________________data____', 'latin1');
  head.writeUInt32LE(36 + 16_000, 4);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.writeUInt32LE(16_000, 40);
  return Buffer.concat([head, Buffer.alloc(16_000)]);
}

const asFile = (name: string, buffer: Buffer) => [{ name, mimeType: 'application/octet-stream', buffer }];

test('sound is known by its bytes and played by the keyboard; what cannot be decoded is said, and saved instead', async ({
  app,
}) => {
  await sealFiles(app, asFile('sound.txt', wave()), ['sound.txt']);
  await view(app, 'sound.txt');
  const audio = app.frameLocator('iframe.view-frame').locator('audio');
  await expect(audio).toHaveJSProperty('duration', 1);
  await audio.focus();
  // The frame is of another origin: the focus gets there by a message between processes, and keys go where it is.
  await expect.poll(() => audio.evaluate(({ ownerDocument }) => ownerDocument.hasFocus())).toBe(true);
  await app.keyboard.press('Space');
  await expect(audio).toHaveJSProperty('ended', true);
  // What the page draws anew while it plays, as when the network goes and comes, begins nothing anew.
  await app.context().setOffline(true);
  await expect(app.getByText('You are offline.', { exact: false }).first()).toBeAttached();
  await app.context().setOffline(false);
  await expect(app.getByText('You are offline.', { exact: false })).toHaveCount(0);
  await expect(audio).toHaveJSProperty('ended', true);
  await examine(app, 'view-audio');
  await app.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await sealFiles(app, asFile('broken.ogg', Buffer.concat([Buffer.from('OggS\0'), Buffer.alloc(500)])), [
    'broken.ogg',
  ]);
  await view(app, 'broken.ogg');
  await expect(app.getByText('This browser cannot play this file')).toBeVisible();
  await examine(app, 'view-unplayable');
  await app.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  // Longer than what is played whole at once: tried by range first, then whole.
  await sealFiles(app, asFile('long.ogg', Buffer.concat([Buffer.from('OggS\0'), Buffer.alloc(9 * MiB)])), [
    'long.ogg',
  ]);
  await view(app, 'long.ogg');
  await expect(app.getByText('This browser cannot play this file')).toBeVisible();
  const download = app.waitForEvent('download');
  await app.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  expect((await download).suggestedFilename()).toBe('long.ogg');
});

test.describe('without service workers', () => {
  test.use({ serviceWorkers: 'block' });

  test('a long video is played, too', async ({ app }, info) => {
    await sealVideo(app, info.outputPath('film.webm'), 96 * MiB);
    await view(app, 'film.webm');
    await expect(videoOf(app)).toHaveJSProperty('videoWidth', 64);
    await seek(app, (5 * frameSpacing) / 1000);
  });
});
