import { concatBytes, equalBytes, type Bytes } from '../../bytes/bytes.ts';
import { readU16, u16 } from '../../bytes/integers.ts';
import { hexEncode, utf8Encode } from '../../bytes/text.ts';
import { isThumbnailSize, type Thumbnail } from '../../bytes/thumbnail.ts';
import type { DataKey } from '../../crypto/data-key.ts';
import { sealWhole } from '../../crypto/seal-whole.ts';
import { openWhole } from '../../crypto/whole.ts';
import { AppError } from '../../errors.ts';
import { failedOnTheWay, sealKey, unwrapKey } from '../../keyring/kms-keyring.ts';
import type { EncryptionContext } from '../../message/context.ts';
import type { EncryptedDataKey } from '../../message/header.ts';
import { ownerName } from '../../message/location.ts';
import { sealingSuite } from '../../message/suites.ts';
import type { Session } from '../session.ts';
import type { ThumbnailShelf } from './thumbnail-shelf.ts';

type KeptFor = Pick<Session, 'identityId' | 'kmsKeyId' | 'kms'>;

/** One version of one stored object. */
export interface PicturedObject {
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
}

interface ShelfKey {
  readonly dataKey: DataKey;
  readonly edk: EncryptedDataKey;
}

/** Thumbnails as they are kept: sealed, each a message of its own. */
export interface KeptThumbnails {
  /** Null: none is kept, or what lies there does not verify, which is removed. @throws AppError as KMS does */
  find(
    session: KeptFor,
    object: PicturedObject,
    signal: AbortSignal,
  ): Promise<{ readonly thumbnail: Thumbnail | null } | null>;
  /** Seals and keeps one, where the browser can. @throws AppError as KMS does; the signal's reason */
  keep(
    session: KeptFor,
    object: PicturedObject,
    thumbnail: Thumbnail | null,
    signal: AbortSignal,
  ): Promise<void>;
  /** Removes all of everybody's, and drops the key. @throws AppError `journal-unavailable` */
  clear(): Promise<void>;
}

/** More than a thumbnail has: each is one frame. */
const frameLength = 64 * 1024;
const nameLength = 32;
const headLength = nameLength + 4;

/**
 * Keeps one person's thumbnails under one data key, which KMS is asked for once: to make it, or to unwrap it in a later session. It seals many messages, and none of their keys is
 * any other's: each is derived with a message id drawn at random.
 */
export function createKeptThumbnails(shelf: ThumbnailShelf): KeptThumbnails {
  let key: Promise<ShelfKey> | null = null;
  let swept: Promise<void> | null = null;

  const keyFor = (session: KeptFor, signal: AbortSignal): Promise<ShelfKey> => {
    const obtaining = (key ??= obtainKey(session, shelf, signal));
    obtaining.catch(() => {
      if (key === obtaining) key = null;
    });
    return obtaining;
  };
  const sweep = ({ identityId }: KeptFor): Promise<void> => {
    swept ??= shelf.keepOnly(identityId).catch(() => {});
    return swept;
  };

  return {
    async find(session, object, signal) {
      await sweep(session);
      const name = await nameOf(object);
      const shown = hexEncode(name);
      const message = await shelf.find(session.identityId, shown).catch(() => null);
      if (message === null) return null;
      const opened = await openThumbnail(message, name, await keyFor(session, signal));
      if (opened === null) await shelf.remove(session.identityId, shown).catch(() => {});
      return opened;
    },

    async keep(session, object, thumbnail, signal) {
      await sweep(session);
      const { identityId } = session;
      const shelfKey = await keyFor(session, signal);
      const name = await nameOf(object);
      const message = await sealThumbnail(name, thumbnail, shelfKey, contextOf(identityId));
      signal.throwIfAborted();
      const one = { name: hexEncode(name), message };
      const isKept = await shelf.keep(identityId, one, shelfKey.edk).catch(() => true);
      // Another tab has made another key meanwhile: that one is taken from now on.
      if (!isKept) key = null;
    },

    async clear() {
      key = null;
      await shelf.clear();
    },
  };
}

/** What thumbnails are sealed under: whose they are, which the role's policy demands, and what they are. The place is inside the seal. */
function contextOf(identityId: string): EncryptionContext {
  return new Map([
    [ownerName, identityId],
    ['purpose', 'thumbnails'],
  ]);
}

/** Tells the version of the object, without its name in it. */
async function nameOf({ bucket, key, etag }: PicturedObject): Promise<Bytes> {
  const stated = utf8Encode(JSON.stringify([bucket, key, etag]));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', stated));
}

async function obtainKey(
  { kms, kmsKeyId: keyId, identityId }: KeptFor,
  shelf: ThumbnailShelf,
  signal: AbortSignal,
): Promise<ShelfKey> {
  const context = contextOf(identityId);
  const edk = await shelf.wrappedKey(identityId).catch(() => null);
  if (edk !== null) {
    try {
      const header = { edks: [edk], context, suite: sealingSuite };
      return { dataKey: (await unwrapKey(kms, { header }, signal)).dataKey, edk };
    } catch (thrown) {
      signal.throwIfAborted();
      if (failedOnTheWay(AppError.from(thrown))) throw thrown;
      // Nothing opens under this key any more; what lies under it is made anew.
      await shelf.removeOwner(identityId).catch(() => {});
    }
  }
  const { dataKey, edks } = await sealKey(kms, { keyId, context, signal });
  const [made] = edks;
  if (made === undefined) throw new AppError('internal', 'a data key without a wrapped one');
  return { dataKey, edk: made };
}

async function sealThumbnail(
  name: Bytes,
  thumbnail: Thumbnail | null,
  { dataKey, edk }: ShelfKey,
  context: EncryptionContext,
): Promise<Bytes> {
  const { width, height, pixels } = thumbnail ?? { width: 0, height: 0, pixels: new Uint8Array(0) };
  const plaintext = concatBytes(name, u16(width), u16(height), pixels);
  try {
    return (await sealWhole({ dataKey, edks: [edk], context, frameLength, plaintext })).message;
  } finally {
    plaintext.fill(0);
  }
}

/** Null: it does not verify, or is another's. Nothing of it is released then. */
async function openThumbnail(
  message: Bytes,
  name: Bytes,
  { dataKey, edk }: ShelfKey,
): Promise<{ readonly thumbnail: Thumbnail | null } | null> {
  try {
    const { plaintext } = await openWhole(
      message,
      async ({ header: { edks } }) => {
        const [only] = edks;
        if (only !== undefined && equalBytes(only.ciphertext, edk.ciphertext)) return dataKey;
        throw new AppError('no-usable-key', 'sealed under another key');
      },
      { allowUncommitted: false },
    );
    if (plaintext.length < headLength || !equalBytes(plaintext.subarray(0, nameLength), name)) return null;
    const [width, height] = [readU16(plaintext, nameLength), readU16(plaintext, nameLength + 2)];
    const pixels = plaintext.slice(headLength);
    if (width === 0 && height === 0 && pixels.length === 0) return { thumbnail: null };
    return isThumbnailSize(width, height, pixels.length) ? { thumbnail: { width, height, pixels } } : null;
  } catch {
    return null;
  }
}
