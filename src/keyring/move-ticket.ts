import { type Bytes, concatBytes, equalBytes } from '../bytes/bytes.ts';
import { base64Decode, base64Encode } from '../bytes/text.ts';
import { AppError } from '../errors.ts';
import type { ParsedHeader } from '../message/header.ts';
import { locationName, ownerName } from '../message/location.ts';
import { wrappingKeyArn } from './kms-keyring.ts';
import type { KmsPort } from './kms-port.ts';

/** What writing a ticket needs of a KMS: Encrypt under a context. */
export interface TicketKms {
  encrypt(request: {
    readonly keyId: string;
    readonly plaintext: Bytes;
    readonly context: ReadonlyMap<string, string>;
    readonly signal: AbortSignal;
  }): Promise<{ readonly ciphertext: Bytes }>;
}

/** Whose message it is and where it lies now. `location` as in `objectLocation`. */
interface Place {
  readonly owner: string;
  readonly location: string;
}

/** A ticket is about 200 bytes; S3 allows 2 KB of metadata in all. */
const maxTicketLength = 1024;

/**
 * A ticket says that its owner moved a message to a place: the SHA-256 of the message's header, encrypted by KMS under a context that names owner
 * and place. The header itself still states where it was sealed for. It cannot be written anew: its tag has the one nonce that its data key's
 * header tag may ever have, and two tags under it would give away what authenticates every frame. Who can write the bucket cannot make a ticket,
 * nor use one for another message or another place.
 * @returns base64, for the object's metadata
 * @throws AppError `no-usable-key` for a message that no key of KMS wrapped, or a `kms-*`, access or network code
 */
export async function writeMoveTicket(
  kms: TicketKms,
  message: ParsedHeader,
  place: Place,
  signal: AbortSignal,
): Promise<string> {
  const keyId = keyOf(message);
  if (keyId === null) throw new AppError('no-usable-key', 'no key of KMS wrapped this message');
  const { ciphertext } = await kms.encrypt({
    keyId,
    plaintext: await digestOf(message),
    context: contextOf(place),
    signal,
  });
  return base64Encode(ciphertext);
}

/**
 * Whether a ticket found beside a message is its owner's word that it belongs here.
 * @throws AppError when KMS could not be asked: a `kms-*` code other than a refused ciphertext, access or network codes
 */
export async function verifyMoveTicket(
  kms: Pick<KmsPort, 'decrypt'>,
  message: ParsedHeader,
  ticket: string,
  place: Place,
  signal: AbortSignal,
): Promise<boolean> {
  const keyId = keyOf(message);
  const wrapped = ticket.length > maxTicketLength ? null : base64Decode(ticket);
  if (keyId === null || wrapped === null || wrapped.length === 0) return false;
  try {
    const { plaintext } = await kms.decrypt({ keyId, wrapped, context: contextOf(place), signal });
    return equalBytes(plaintext, await digestOf(message));
  } catch (thrown) {
    const refused = ['kms-wrapped-key-refused', 'kms-wrong-key', 'kms-answer-invalid'];
    if (thrown instanceof AppError && refused.includes(thrown.code)) return false;
    throw thrown;
  }
}

/** `purpose` keeps a ticket apart from whatever else KMS encrypts for the same person. */
function contextOf({ owner, location }: Place): ReadonlyMap<string, string> {
  return new Map([
    [locationName, location],
    [ownerName, owner],
    ['purpose', 'move'],
  ]);
}

/** The key of KMS that the ticket is made with: the first that wrapped the message's own. */
function keyOf({ header }: ParsedHeader): string | null {
  for (const edk of header.edks) {
    const arn = wrappingKeyArn(edk);
    if (arn !== null) return arn;
  }
  return null;
}

async function digestOf({ body, iv, tag }: ParsedHeader): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', concatBytes(body, iv, tag)));
}
