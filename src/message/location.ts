import { utf8Encode } from '../bytes/text.ts';
import type { EncryptionContext } from './context.ts';

/** Names of the two pairs that every message of ours states. */
export const ownerName = 'owner';
export const locationName = 'location';

const unreserved = /^[A-Za-z0-9\-._~/]$/u;

/** Percent-encodes a key: RFC 3986 section 2.3 unreserved characters and `/` are kept, every other UTF-8 byte becomes `%XX`. */
export function percentEncodeKey(key: string): string {
  let encoded = '';
  for (const byte of utf8Encode(key)) {
    const character = String.fromCharCode(byte);
    encoded += unreserved.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/** `s3://bucket/percent-encoded-key`, ASCII. `bucket` comes with its scheme, as `ObjectStore.bucket` gives it. */
export function objectLocation(bucket: string, key: string): string {
  return `${bucket}/${percentEncodeKey(key)}`;
}

/** Bytes of UTF-8 of the longest key. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
const longestKey = 1024;

/**
 * The last part of the key that a location names, decoded; null for what is no location of a file. Hostile text: nothing but its length is checked.
 */
export function locatedName(location: string): string | null {
  const encoded = /^s3:\/\/[^/]+\/(.+)$/su.exec(location)?.[1];
  if (encoded === undefined) return null;
  try {
    const key = decodeURIComponent(encoded);
    const name = key.slice(key.lastIndexOf('/') + 1);
    return name === '' || utf8Encode(key).length > longestKey ? null : name;
  } catch {
    return null;
  }
}

/** The encryption context that a message of ours is sealed under. */
export function sealingContext(owner: string, location: string): EncryptionContext {
  return new Map([
    [ownerName, owner],
    [locationName, location],
  ]);
}

/** Whether a message lies where its context says. */
export function placementOf(context: EncryptionContext, foundAt: string): 'matches' | 'moved' | 'not-stated' {
  const stated = context.get(locationName);
  if (stated === undefined) return 'not-stated';
  return stated === foundAt ? 'matches' : 'moved';
}

/** Whose message it is, by its context. */
export function ownershipOf(context: EncryptionContext, identityId: string): 'mine' | 'other' | 'not-stated' {
  const stated = context.get(ownerName);
  if (stated === undefined) return 'not-stated';
  return stated === identityId ? 'mine' : 'other';
}
