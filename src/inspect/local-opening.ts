import { locatedName, locationName, ownerName } from '../message/location.ts';
import type { Inspection } from './inspection.ts';

/**
 * Whether a message on the device can be opened now. All that can is unwrapped by KMS: there is no key on the device that could do without. Even the private half
 * of a key pair of the bench is kept wrapped by KMS, so that offline nothing can be opened, whatever wrapped its key.
 */
export type LocalOpening =
  /** `name`: what is opened will be called; `location`: what its context states; null where it states none. Hostile text. */
  | { readonly status: 'ready'; readonly name: string; readonly location: string | null }
  /** KMS wrapped none of its keys */
  | { readonly status: 'no-key' }
  | { readonly status: 'other-owner'; readonly owner: string | null }
  /** KMS must unwrap its key and cannot be asked. `keys`: ARNs as the header has them, hostile text */
  | { readonly status: 'offline' | 'signed-out'; readonly keys: readonly string[] };

const kmsProvider = 'aws-kms';
const sealedEnding = /\.(?:sealed|esdk)$/iu;

/** Null for what is no readable message. */
export function localOpening(
  inspection: Pick<Inspection, 'name' | 'message' | 'ownership'>,
  { isOnline, isSignedIn }: { readonly isOnline: boolean; readonly isSignedIn: boolean },
): LocalOpening | null {
  const { name, message, ownership } = inspection;
  if (message === null) return null;
  const stated = new Map(message.context);
  const byKms = message.wrappedKeys.filter(({ providerId }) => providerId === kmsProvider);
  const keys = byKms.map(({ providerInfo }) => providerInfo);
  if (keys.length === 0) return { status: 'no-key' };
  if (!isOnline) return { status: 'offline', keys };
  if (!isSignedIn) return { status: 'signed-out', keys };
  if (ownership === 'other') return { status: 'other-owner', owner: stated.get(ownerName) ?? null };
  const location = stated.get(locationName) ?? null;
  return { status: 'ready', name: openedName(name, location), location };
}

/** What it was called when it was sealed; otherwise as the sealed file, without the ending that says so. Hostile text. */
function openedName(sealedName: string, location: string | null): string {
  const located = location === null ? null : locatedName(location);
  if (located !== null) return located;
  const own = sealedName.replace(sealedEnding, '');
  return own === '' ? sealedName : own;
}
