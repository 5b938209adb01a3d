import { expect, it } from 'vitest';
import { mayBePicture } from './use-thumbnails.ts';

it.each([
  ['photo.JPG', 1000, true],
  ['photo.jpeg', 1000, true],
  ['a.b.webp', 1000, true],
  ['still.avif', 16 * 1024 * 1024, true],
  ['large.png', 20 * 1024 * 1024, false],
  ['drawing.svg', 1000, false],
  ['png', 1000, false],
  ['photo.png.txt', 1000, false],
])('%s of %i bytes may be a picture: %s', (name, storedSize, may) => {
  expect(mayBePicture({ key: name, name, storedSize, etag: '"e"', lastModified: null })).toBe(may);
});
