import { verifyMoveTicket, writeMoveTicket, type TicketKms } from '../keyring/move-ticket.ts';
import type { KmsPort } from '../keyring/kms-port.ts';
import { locationName, objectLocation, ownershipOf } from '../message/location.ts';
import { AppError } from '../errors.ts';
import type { ParsedHeader } from '../message/header.ts';
import { readHeader } from '../transfer/open/read-header.ts';
import type { ObjectStore } from '../transfer/store-port.ts';
import type { FilingStore, MoveTicket } from './filing-port.ts';

export interface MovePorts {
  readonly store: Pick<ObjectStore, 'bucket' | 'read'>;
  readonly filing: FilingStore;
  readonly kms: Pick<KmsPort, 'decrypt'>;
  readonly ticketKms: TicketKms;
  readonly identityId: string;
}

/** Bytes of the first read: room for most headers. */
const firstRead = 4096;

/**
 * Gives a file another key, by a copy on the server and the removal of the original: no byte of it comes here, however large it is. A file
 * that lies where it was sealed for, or where a ticket says that it belongs, gets a ticket for its new place. One that does not stays as
 * suspicious there as it was here: to move a swapped file must not make it look right.
 * @param move.replace what lies at the new key already is replaced; without it that is `name-taken`
 * @throws AppError `name-taken`, `object-changed`, or a `kms-*`, `store-*`, access or network code. Where the copy was made and the original could
 * not be removed, both are there.
 */
export async function moveFile(
  ports: MovePorts,
  move: {
    readonly from: string;
    readonly to: string;
    readonly replace: boolean;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { filing } = ports;
  const { from, to, replace, signal } = move;
  if (from === to) return;
  const { size, etag, ticket: held } = await filing.look({ key: from, versionId: null, signal });
  const ticket = size === 0 ? held : await ticketFor(ports, { from, to, etag, held, signal });
  await filing.copy({ from, versionId: null, etag, size, to, ticket, onlyIfAbsent: !replace, signal });
  const [removal] = await filing.remove({ keys: [from], signal });
  if (removal === undefined || removal.refusal === null) return;
  throw new AppError('store-denied', 'the copy was made, but the original could not be removed', {
    details: { key: from, reason: removal.refusal },
  });
}

async function ticketFor(
  { store, kms, ticketKms, identityId: owner }: MovePorts,
  move: {
    readonly from: string;
    readonly to: string;
    readonly etag: string;
    readonly held: MoveTicket;
    readonly signal: AbortSignal;
  },
): Promise<MoveTicket> {
  const { from, to, etag, held, signal } = move;
  const message = await headerOf(store, { key: from, etag, signal });
  if (message === null || ownershipOf(message.header.context, owner) === 'other') return null;
  const here = objectLocation(store.bucket, from);
  const there = objectLocation(store.bucket, to);
  const sealedFor = message.header.context.get(locationName);
  const isInPlace =
    sealedFor === here ||
    (held !== null && (await verifyMoveTicket(kms, message, held, { owner, location: here }, signal)));
  // Back where it was sealed for it needs no word of anybody.
  if (!isInPlace || sealedFor === there) return null;
  return writeMoveTicket(ticketKms, message, { owner, location: there }, signal);
}

/** Null for what is no message: a marker of a folder, somebody's plain object. It moves as it is. */
async function headerOf(
  store: Pick<ObjectStore, 'read'>,
  request: { readonly key: string; readonly etag: string; readonly signal: AbortSignal },
): Promise<ParsedHeader | null> {
  try {
    return (await readHeader(store, { ...request, firstRead })).parsed;
  } catch (thrown) {
    const isNone =
      thrown instanceof AppError && (thrown.code.startsWith('message-') || thrown.code === 'context-invalid');
    if (isNone) return null;
    throw thrown;
  }
}
