import type { ThumbnailShelf } from './thumbnail-shelf.ts';

/** For tests of something else: a shelf that keeps nothing. */
export const noShelf: ThumbnailShelf = {
  wrappedKey: async () => null,
  find: async () => null,
  keep: async () => false,
  remove: async () => {},
  removeOwner: async () => {},
  keepOnly: async () => {},
  clear: async () => {},
};
